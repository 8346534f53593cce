#pragma once

#include <memory>
#include <vector>

namespace sluice {

class Mailbox;
class Session;
struct Vitals;

// Where an owner puts sessions that are gone but may still be on the stack: they are destroyed by a
// letter to the loop. Lives in the loop.
class SessionGraveyard {
public:
    SessionGraveyard(Mailbox& loop, Vitals& vitals);
    ~SessionGraveyard();
    SessionGraveyard(const SessionGraveyard&) = delete;
    SessionGraveyard& operator=(const SessionGraveyard&) = delete;

    void take(std::unique_ptr<Session> session);

private:
    void bury();

    Mailbox& m_loop;
    Vitals& m_vitals;
    std::vector<std::unique_ptr<Session>> m_gone; // not empty: a letter is under way
};

} // namespace sluice
