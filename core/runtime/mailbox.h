#pragma once

#include "core/runtime/bell.h"
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

class QSocketNotifier;

namespace sluice {

// The one way between threads: letters posted by any thread are run in order by the owner.
// std::mutex and a bell, not queued signals, so that ThreadSanitizer can follow it. The bell sounds
// at the end of the poster's turn, or when `many` letters lie here.
// A letter captures immutable values only, and stations of the receiving thread.
class Mailbox {
public:
    using Letter = std::function<void()>;

    Mailbox();
    ~Mailbox();
    Mailbox(const Mailbox&) = delete;
    Mailbox& operator=(const Mailbox&) = delete;

    // Owner's thread: from now on letters are run by its event loop / no more are, and what is
    // still inside is dropped. Posting before attach() keeps the letters.
    void attach();
    void detach();

    // Any thread. False when the mailbox is detached for good: the letter was dropped.
    bool post(Letter letter);

private:
    static constexpr std::size_t many = 16;

    void runLetters();

    const SharedBell m_bell = std::make_shared<const Bell>();
    std::mutex m_mutex;
    std::vector<Letter> m_letters; // guarded by m_mutex
    bool m_closed = false; // guarded by m_mutex
    std::unique_ptr<QSocketNotifier> m_notifier; // owner's thread
};

} // namespace sluice
