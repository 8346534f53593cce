#pragma once

#include "core/net/lobby.h"
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace sluice {

class IoLoop;
struct Renewal;

// The lobbies of a running server, one for each I/O loop and each in a thread of its own. Where
// processors are short, the clients' loops go first: theirs is a lower priority. Nobody watches
// them for standing still, for that very reason. Made and destroyed by the main thread.
class Lobbies {
public:
    // What a loop and its lobby have for themselves: an epoll set and two bells each.
    static constexpr std::uint64_t descriptorsOfBoth = 6;

    struct Services {
        const Settings& settings;
        Vitals& vitals;
        Metrics& metrics;
        HandshakeLine& line;
        std::shared_ptr<const TlsContext> tls; // null: plain
    };
    // Called in the lobby's thread.
    using Admit = std::function<void(std::size_t loop, Newcomer newcomer)>;

    Lobbies(std::size_t count, const Services& services, const Admit& admit);
    ~Lobbies();
    Lobbies(const Lobbies&) = delete;
    Lobbies& operator=(const Lobbies&) = delete;

    std::size_t count() const { return m_rooms.size(); }
    // Any thread, also after stop(): nobody is served then.
    void adopt(std::size_t loop, std::vector<Accepted> newcomers);
    // `answer` is called in each of their threads when it goes by the new settings.
    void applySettings(const Renewal& renewal, const std::function<void()>& answer);
    void stop(); // their threads; who waits there is disconnected

private:
    struct Room {
        std::unique_ptr<IoLoop> loop;
        std::unique_ptr<Lobby> owned; // the loop's: made and destroyed there
        Lobby* lobby; // the same, for letters
    };

    std::vector<Room> m_rooms; // does not change once made
};

} // namespace sluice
