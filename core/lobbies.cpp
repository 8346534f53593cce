#include "core/lobbies.h"

#include "core/observe/eventlog.h"
#include "core/renewal.h"
#include "core/runtime/inloop.h"
#include <cerrno>
#include <cstring>
#include <string>
#include <unistd.h>
#include <utility>

namespace sluice {

namespace {

// Of the calling thread alone, as Linux has it: a third of what a client's loop is given.
void standBack()
{
    constexpr int steps = 5;
    errno = 0;
    if (::nice(steps) == -1 && errno != 0) // -1 may be the new value
        eventlog::write(LogLevel::Info, "server", "priority_refused",
                        "The threads that agree on TLS have the clients' priority: setpriority: "
                            + std::string(std::strerror(errno)) + '.');
}

} // namespace

Lobbies::Lobbies(std::size_t count, const Services& services, const Admit& admit)
{
    for (std::size_t i = 0; i < count; ++i) {
        m_loops.push_back(std::make_unique<IoLoop>("lobby-" + std::to_string(i)));
        IoLoop& loop = *m_loops.back();
        loop.start();
        m_owned.push_back(inLoop(loop, [&] {
            standBack();
            return std::make_unique<Lobby>(
                Lobby::Services { services.settings, services.vitals, services.metrics,
                                  services.line, loop, services.tls },
                [admit, i](Newcomer newcomer) { admit(i, std::move(newcomer)); });
        }));
        m_lobbies.push_back(m_owned.back().get());
    }
}

Lobbies::~Lobbies()
{
    stop();
}

void Lobbies::stop()
{
    for (std::size_t i = 0; i < m_loops.size(); ++i)
        m_loops[i]->stop([this, i] { m_owned[i].reset(); });
}

void Lobbies::adopt(std::size_t loop, std::vector<Accepted> newcomers)
{
    m_loops[loop]->mailbox().post(
        [lobby = m_lobbies[loop], newcomers = std::move(newcomers)] { lobby->adopt(newcomers); });
}

void Lobbies::applySettings(const Renewal& renewal, const std::function<void()>& answer)
{
    for (std::size_t i = 0; i < m_loops.size(); ++i)
        m_loops[i]->mailbox().post([lobby = m_lobbies[i], renewal, answer] {
            lobby->applySettings(*renewal.settings, renewal.tls);
            answer();
        });
}

} // namespace sluice
