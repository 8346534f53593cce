#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

class QSocketNotifier;

namespace sluice {

// The one way between threads: letters posted by any thread are run in order by the owner.
// std::mutex and an eventfd, not queued signals, so that ThreadSanitizer can follow it.
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
    void runLetters();

    int m_eventFd = -1;
    std::mutex m_mutex;
    std::vector<Letter> m_letters; // guarded by m_mutex
    bool m_closed = false; // guarded by m_mutex
    std::unique_ptr<QSocketNotifier> m_notifier; // owner's thread
};

} // namespace sluice
