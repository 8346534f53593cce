#include "core/cluster/incumbent.h"

#include "core/observe/eventlog.h"
#include <QPointer>
#include <algorithm>
#include <unistd.h>
#include <utility>

namespace sluice {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t mostVisitors = 16;
constexpr std::size_t slice = 500;
constexpr auto visitTime = 5s;

Backplane::Result resultOf(const takeover::Appended& line)
{
    Backplane::Result result;
    result.outcome = static_cast<Backplane::Outcome>(line.outcome);
    if (line.outcome == takeover::Outcome::Appended
        || line.outcome == takeover::Outcome::Repeated) {
        Message message;
        message.id = line.id;
        message.offset = line.offset;
        message.recipients = line.recipients;
        result.message = std::make_shared<const Message>(std::move(message));
    }
    return result;
}

} // namespace

Incumbent::Incumbent(Parts parts, QObject* parent)
    : QObject(parent), m_parts(std::move(parts)), m_patience(this)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { takeBack("it was not prepared in time"); });
}

Incumbent::~Incumbent() = default;

void Incumbent::receive(int visitor)
{
    if (m_visitors.size() >= mostVisitors) {
        ::close(visitor);
        return;
    }
    auto* link = new TakeoverLink(visitor, this);
    m_visitors.insert(link);
    connect(link, &TakeoverLink::received, this,
            [this, link](const takeover::Line& line) { onVisitorSaid(*link, line); });
    connect(link, &TakeoverLink::ended, this, [this, link] { dismiss(*link); });
    QTimer::singleShot(visitTime, link, [this, link] {
        if (m_visitors.count(link) > 0)
            dismiss(*link);
    });
}

void Incumbent::dismiss(TakeoverLink& visitor)
{
    m_visitors.erase(&visitor);
    visitor.disconnect(this);
    visitor.deleteLater();
}

void Incumbent::onVisitorSaid(TakeoverLink& visitor, const takeover::Line& line)
{
    if (std::holds_alternative<takeover::Who>(line)) {
        takeover::Instance instance = m_parts.instance();
        instance.lastFailure = m_lastFailure;
        visitor.send(instance);
    } else if (const auto* ask = std::get_if<takeover::Ask>(&line)) {
        onAsked(visitor, *ask);
    } else {
        dismiss(visitor);
    }
}

void Incumbent::onAsked(TakeoverLink& visitor, const takeover::Ask& ask)
{
    if (ask.protocol != takeover::protocol)
        return refuse(visitor,
                      "it speaks version " + std::to_string(ask.protocol)
                          + " of the takeover protocol and this instance version "
                          + std::to_string(takeover::protocol)
                          + "; drain this instance and start the other afterwards");
    if (m_stage != Stage::Alone)
        return refuse(visitor,
                      m_stage == Stage::Offered ? "process " + std::to_string(m_successorPid)
                              + " is taking over at this very moment"
                                                : "process " + std::to_string(m_successorPid)
                              + " has taken over already");
    if (const auto objection = m_parts.objection())
        return refuse(visitor, *objection);
    m_visitors.erase(&visitor);
    visitor.disconnect(this);
    m_successor = &visitor;
    m_successorPid = ask.pid;
    m_stage = Stage::Offered;
    eventlog::write(LogLevel::Info, "cluster", "takeover_asked",
                    "A successor asks for this instance's place. Newcomers and publications wait.",
                    { { "successor_pid", ask.pid }, { "successor_version", ask.version } });
    m_successor->setLongestLine(takeover::longestLine);
    connect(m_successor, &TakeoverLink::received, this, &Incumbent::onSuccessorSaid);
    connect(m_successor, &TakeoverLink::ended, this, &Incumbent::onSuccessorLost);
    m_patience.start(m_parts.patience);
    Q_EMIT begun();
    if (m_parts.order)
        m_parts.order->hold();
    if (m_parts.closeHistory)
        m_parts.closeHistory([this, whom = QPointer<TakeoverLink>(m_successor)] {
            if (m_stage == Stage::Offered && whom && whom == m_successor)
                offer();
        });
    else
        offer();
}

void Incumbent::refuse(TakeoverLink& visitor, const std::string& why)
{
    eventlog::write(LogLevel::Warning, "cluster", "takeover_refused",
                    "A takeover is refused: " + why + '.');
    visitor.send(takeover::Refused { why });
    visitor.finish();
}

void Incumbent::offer()
{
    Bequest bequest = m_parts.bequest();
    m_successor->send(bequest.estate, bequest.listener);
    m_past = std::move(bequest.past);
    m_offered = 0;
    offerPast();
}

// A slice a turn: those who are connected shall not wait for what was said.
void Incumbent::offerPast()
{
    if (m_stage != Stage::Offered)
        return;
    const std::size_t end = std::min(m_offered + slice, m_past.size());
    for (; m_offered < end; ++m_offered)
        m_successor->send(takeover::Past { *m_past[m_offered] });
    if (end < m_past.size()) {
        QTimer::singleShot(0, m_successor, [this, whom = m_successor] {
            if (whom == m_successor)
                offerPast();
        });
        return;
    }
    m_past.clear();
    offerRest();
}

void Incumbent::offerRest()
{
    using Side = LineNeighbours::Side;
    if (m_parts.order)
        for (const KeyedMessage& keyed : m_parts.order->keys())
            m_successor->send(takeover::Key { keyed.key, *keyed.message });
    if (m_parts.neighbours) {
        m_successor->send(takeover::Presence { m_parts.neighbours->idsFor(Side::After), {} });
        m_parts.neighbours->attach(Side::After,
                                   [this](const takeover::Line& line) { m_successor->send(line); });
    }
    m_successor->send(takeover::Complete {});
}

void Incumbent::onSuccessorSaid(const takeover::Line& line)
{
    if (m_stage == Stage::Offered) {
        if (std::holds_alternative<takeover::Prepared>(line))
            onPrepared();
        else if (const auto* failed = std::get_if<takeover::Failed>(&line))
            takeBack(failed->why);
        return;
    }
    if (const auto* delivered = std::get_if<takeover::Delivered>(&line)) {
        if (m_parts.order)
            m_parts.order->onDelivered(std::make_shared<const Message>(delivered->message));
    } else if (const auto* appended = std::get_if<takeover::Appended>(&line)) {
        if (m_parts.order)
            m_parts.order->onAppended(appended->number, resultOf(*appended));
    } else if (m_parts.neighbours) {
        m_parts.neighbours->hear(LineNeighbours::Side::After, line);
    }
}

void Incumbent::onPrepared()
{
    if (m_successor->peerHasGone()) // it waited too long for us, or was killed
        return takeBack("it has gone");
    m_patience.stop();
    m_stage = Stage::HandedOver;
    m_lastFailure.clear();
    eventlog::write(LogLevel::Info, "cluster", "handed_over",
                    "The successor serves from now on; this instance drains.",
                    { { "successor_pid", m_successorPid } });
    m_successor->send(takeover::Yours {});
    if (m_parts.order)
        m_parts.order->follow([this](std::uint64_t number, const Draft& draft) {
            m_successor->send(takeover::Append { number, draft });
        });
    Q_EMIT handedOver();
}

void Incumbent::onSuccessorLost(const std::string& why)
{
    if (m_stage == Stage::Offered) {
        takeBack(why);
        return;
    }
    m_stage = Stage::Widowed;
    eventlog::write(LogLevel::Error, "cluster", "successor_lost",
                    "The successor is gone: " + why
                        + ". Nobody can publish here any more; the drain goes on.",
                    { { "successor_pid", m_successorPid } });
    if (m_parts.order)
        m_parts.order->lose();
    if (m_parts.neighbours)
        m_parts.neighbours->detach(LineNeighbours::Side::After);
}

void Incumbent::takeBack(const std::string& why)
{
    if (m_stage != Stage::Offered)
        return;
    m_patience.stop();
    m_stage = Stage::Alone;
    m_past.clear();
    m_lastFailure = why;
    eventlog::write(LogLevel::Error, "cluster", "takeover_failed",
                    "The takeover came to nothing: " + why + ". This instance goes on serving.",
                    { { "successor_pid", m_successorPid } });
    if (m_parts.neighbours)
        m_parts.neighbours->detach(LineNeighbours::Side::After);
    TakeoverLink* link = std::exchange(m_successor, nullptr);
    link->disconnect(this);
    link->send(takeover::Refused { why }); // if it is still there, it must not serve as well
    link->finish();
    QTimer::singleShot(visitTime, link, [link] { link->deleteLater(); });
    connect(link, &TakeoverLink::ended, link, &QObject::deleteLater);
    if (m_parts.reopenHistory)
        m_parts.reopenHistory();
    if (m_parts.order)
        m_parts.order->release();
    Q_EMIT resumed();
}

} // namespace sluice
