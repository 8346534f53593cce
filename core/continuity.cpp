#include "core/continuity.h"

#include "core/cluster/controlsocket.h"
#include "core/cluster/localbackplane.h"
#include "core/observe/eventlog.h"
#include "core/settings/settings.h"
#include "core/text/randomid.h"

namespace sluice {

using namespace std::chrono_literals;

namespace {

// The other one closes a file first, which may be large.
constexpr auto takeoverPatience = 15s;

} // namespace

Continuity::Continuity(const Settings& settings, Begin begin)
    : m_settings(settings), m_history(settings.historySize, settings.historyAge)
{
    if (begin == Begin::TakeOver)
        m_successor = std::make_unique<Successor>();
    auto line = std::make_unique<LineNeighbours>();
    m_line = line.get();
    m_neighbours = std::move(line);
}

Continuity::~Continuity() = default;

void Continuity::open(const std::function<void(std::optional<std::string>)>& answer)
{
    if (m_successor)
        return takeOver(answer);
    // Without a memory that outlives the process its order and its sessions end with it.
    m_sessionKey = m_settings.sessionKey.empty() ? randomHex(64) : m_settings.sessionKey;
    order(std::make_unique<LocalBackplane>(randomHex(12)));
    answer(std::nullopt);
}

void Continuity::order(std::unique_ptr<Backplane> own)
{
    auto relay = std::make_unique<RelayBackplane>(std::move(own));
    m_relay = relay.get();
    m_backplane = std::move(relay);
}

void Continuity::takeOver(const Answer& answer)
{
    const std::string path = control::pathFor(m_settings.controlSocket, m_settings.port);
    if (path.empty() || (m_settings.controlSocket == "auto" && m_settings.port == 0)) {
        answer("--takeover does not know where the running instance is: set control_socket to the "
               "path of its control socket, or port and RUNTIME_DIRECTORY or XDG_RUNTIME_DIR to "
               "what it was started with.");
        return;
    }
    m_successor->ask(path, takeoverPatience, [this, answer](std::optional<std::string> why) {
        if (!why) {
            why = settle(m_successor->inheritance());
            if (why)
                m_successor->giveUp(*why);
        }
        answer(std::move(why));
    });
}

std::optional<std::string> Continuity::settle(Successor::Inheritance& inheritance)
{
    takeover::Estate& estate = inheritance.estate;
    if (m_settings.port != 0 && m_settings.port != estate.port)
        return "The running instance listens on port " + std::to_string(estate.port)
            + ", but port is set to " + std::to_string(m_settings.port)
            + ": a takeover cannot change it";
    if (m_settings.host != estate.host)
        eventlog::write(LogLevel::Warning, "cluster", "host_not_changed",
                        "The setting host is ignored: the address goes over with the socket.",
                        { { "host", m_settings.host }, { "listens_on", estate.host } });
    m_beginsPaused = estate.paused;
    m_sessionKey = m_settings.sessionKey.empty() ? estate.sessionKey : m_settings.sessionKey;
    m_history.startAt(estate.head); // what there is of the past comes in through the order
    order(std::make_unique<LocalBackplane>(LocalBackplane::Start {
        estate.epoch, estate.head, std::move(inheritance.past), std::move(inheritance.keys) }));
    return std::nullopt;
}

} // namespace sluice
