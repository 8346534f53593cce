#include "core/ioworker.h"

#include "core/renewal.h"
#include "core/runtime/ioloop.h"
#include <charconv>

namespace sluice {

namespace {

std::optional<std::pair<std::string, std::uint64_t>> resumePosition(const HttpHead& head)
{
    const auto epoch = head.queryValue("epoch");
    const auto offset = head.queryValue("offset");
    if (!epoch || !offset)
        return std::nullopt;
    std::uint64_t value = 0;
    const char* end = offset->data() + offset->size();
    if (const auto [stop, error] = std::from_chars(offset->data(), end, value);
        error != std::errc() || stop != end)
        return std::pair(std::string(),
                         std::uint64_t { 0 }); // no position of ours: answered by a gap
    return std::pair(*epoch, value);
}

bool wantsText(const HttpHead& head)
{
    return head.queryValue("format") == "text";
}

Arrival arrivalOf(const WebSocketGate::Entrant& entrant)
{
    Arrival arrival;
    arrival.requestedId = entrant.pass.clientId;
    arrival.identity = entrant.pass.identity;
    arrival.sessionToken = entrant.head.queryValue("session").value_or("");
    arrival.resumeAfter = resumePosition(entrant.head);
    arrival.textFormat = wantsText(entrant.head);
    arrival.deflate = !entrant.extensions.empty();
    arrival.peer = entrant.peer;
    arrival.userAgent = std::string(entrant.head.field("User-Agent").value_or(""));
    arrival.subprotocol = entrant.subprotocol;
    return arrival;
}

std::string_view view(const QByteArray& octets)
{
    return { octets.constData(), static_cast<std::size_t>(octets.size()) };
}

} // namespace

IoWorker::IoWorker(std::uint16_t index, const Services& services)
    : m_settings(services.settings), m_intake(services.control, services.hub),
      m_desk(services.loop.mailbox(), services.control, services.server),
      m_shard(index,
              { m_settings, services.vitals, services.metrics, m_intake, services.loop,
                services.epoch }),
      m_adminIntake(services.loop.mailbox(), services.control, services.admin),
      m_porch(index,
              { m_settings, services.vitals, services.adminPlaces, m_adminIntake, services.loop }),
      m_adminDoor(m_settings, services.adminPlaces, &services.guesses),
      m_gate({ m_settings, services.vitals, services.metrics, m_desk, services.connectRate,
               &m_adminDoor, services.authenticator, &services.guesses }),
      m_line(services.handshakes,
             [this, &loop = services.loop] { loop.mailbox().post([this] { m_http.makeRoom(); }); }),
      m_http({ m_settings, services.vitals, services.metrics, m_desk, m_desk, m_gate,
               services.loop.wheel(), services.loop.dispatcher(), m_line, services.loop.shares(),
               services.slowestLoopMs, &services.guesses }),
      m_probe(index, services.metrics, [this] { return m_shard.queuedOctets(); })
{
    m_shard.setAuthenticator(services.authenticator);
    connect(&m_gate, &WebSocketGate::entered, this, &IoWorker::onEntered);
    connect(&m_gate, &WebSocketGate::echoEntered, this, &IoWorker::onEchoEntered);
    connect(&m_gate, &WebSocketGate::adminEntered, this, &IoWorker::onAdminEntered);
    connect(&m_gate, &WebSocketGate::refused, this, &IoWorker::onRefused);
}

IoWorker::~IoWorker() = default;

void IoWorker::applySettings(const Renewal& renewal)
{
    m_settings = *renewal.settings;
    m_shard.applySettings();
    m_shard.setAuthenticator(renewal.authenticator);
    m_adminDoor.applySettings(m_settings);
    m_gate.applySettings(renewal.authenticator);
    m_http.applySettings();
}

void IoWorker::adopt(const std::vector<Accepted>& newcomers)
{
    const auto now = std::chrono::steady_clock::now();
    for (const Accepted& newcomer : newcomers)
        adopt({ Transport(newcomer.fd), newcomer.peer, now });
}

void IoWorker::onEntered(const Entrant& entrant)
{
    m_shard.adopt(std::move(entrant->transport), view(entrant->handshake),
                  std::move(entrant->leftover), arrivalOf(*entrant));
}

void IoWorker::onEchoEntered(const Entrant& entrant)
{
    m_shard.adoptEcho(std::move(entrant->transport), view(entrant->handshake),
                      std::move(entrant->leftover), !entrant->extensions.empty(),
                      entrant->pass.identity);
}

void IoWorker::onAdminEntered(const Entrant& entrant)
{
    m_porch.adopt(std::move(entrant->transport), view(entrant->handshake),
                  std::move(entrant->leftover), m_adminDoor.role(entrant->head, entrant->peer));
}

void IoWorker::onRefused(const Entrant& entrant, CloseReason reason)
{
    m_shard.adoptRefused(
        std::move(entrant->transport), view(entrant->handshake), reason,
        { wantsText(entrant->head), entrant->head.path == "/echo", !entrant->extensions.empty() });
}

} // namespace sluice
