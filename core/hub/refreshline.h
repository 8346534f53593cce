#pragma once

#include "core/hub/command.h"
#include "core/session/sessionkey.h"
#include <deque>
#include <functional>
#include <utility>

namespace sluice {

class Mailbox;

// Tokens that clients show anew, until they are looked at: one a turn, for a signature takes up to
// a millisecond to check and others wait for the turn's end; the next turn is a letter to
// ourselves. Lives in the loop.
class RefreshLine {
public:
    // False: there was nothing to check any more.
    using Check = std::function<bool(SessionKey, const command::Refresh&)>;

    RefreshLine(Mailbox& loop, Check check);
    RefreshLine(const RefreshLine&) = delete;
    RefreshLine& operator=(const RefreshLine&) = delete;

    // `check` gets it in a later turn; the session may be gone by then.
    void add(SessionKey key, command::Refresh refresh);

private:
    void checkOne();
    void ask();

    Mailbox& m_loop;
    Check m_check;
    std::deque<std::pair<SessionKey, command::Refresh>> m_line;
    bool m_asked = false; // for the next turn
};

} // namespace sluice
