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
        auto loop = std::make_unique<IoLoop>("lobby-" + std::to_string(i));
        loop->start();
        auto lobby = inLoop(*loop, [&] {
            standBack();
            return std::make_unique<Lobby>(
                Lobby::Services { services.settings, services.vitals, services.metrics,
                                  services.line, *loop, services.tls },
                [admit, i](Newcomer newcomer) { admit(i, std::move(newcomer)); });
        });
        Lobby* const address = lobby.get();
        m_rooms.push_back({ std::move(loop), std::move(lobby), address });
    }
}

Lobbies::~Lobbies()
{
    stop();
}

void Lobbies::stop()
{
    for (Room& room : m_rooms)
        room.loop->stop([&room] { room.owned.reset(); });
}

void Lobbies::adopt(std::size_t loop, std::vector<Accepted> newcomers)
{
    const Room& room = m_rooms[loop];
    room.loop->mailbox().post(
        [lobby = room.lobby, newcomers = std::move(newcomers)] { lobby->adopt(newcomers); });
}

void Lobbies::applySettings(const Renewal& renewal, const std::function<void()>& answer)
{
    for (const Room& room : m_rooms)
        room.loop->mailbox().post([lobby = room.lobby, renewal, answer] {
            lobby->applySettings(*renewal.settings, renewal.tls);
            answer();
        });
}

} // namespace sluice
