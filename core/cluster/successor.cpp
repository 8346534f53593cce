#include "core/cluster/successor.h"

#include "core/cluster/controlsocket.h"
#include "core/observe/eventlog.h"
#include <QPointer>
#include <unistd.h>
#include <utility>

namespace sluice {

namespace {

takeover::Appended answerTo(std::uint64_t number, const Backplane::Result& result)
{
    takeover::Appended line;
    line.number = number;
    line.outcome = static_cast<takeover::Outcome>(result.outcome);
    if (result.message
        && (result.outcome == Backplane::Outcome::Appended
            || result.outcome == Backplane::Outcome::Repeated)) {
        line.id = result.message->id;
        line.offset = result.message->offset;
        line.recipients = result.message->recipients;
    }
    return line;
}

} // namespace

Successor::Successor(QObject* parent) : QObject(parent), m_patience(this)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { onRefused("it does not answer; is it stopped?"); });
}

Successor::~Successor()
{
    if (m_listener >= 0)
        ::close(m_listener);
}

void Successor::ask(const std::string& path, std::chrono::milliseconds patience, Answer answer)
{
    const control::Connection made = control::connectTo(path);
    if (made.fd < 0) {
        answer(made.why
               + (made.isAbsent || made.isStale
                      ? " There is nothing to take over: start without --takeover."
                      : ""));
        return;
    }
    m_path = path;
    m_answer = std::move(answer);
    m_stage = Stage::Asking;
    m_link = new TakeoverLink(made.fd, this);
    m_link->setLongestLine(takeover::longestLine);
    connect(m_link, &TakeoverLink::received, this, &Successor::onReceived);
    connect(m_link, &TakeoverLink::ended, this, &Successor::onEnded);
    m_patience.start(patience);
    m_link->send(takeover::Ask { takeover::protocol, SLUICE_VERSION, ::getpid() });
}

int Successor::takeListener()
{
    return std::exchange(m_listener, -1);
}

void Successor::claim(Backplane* order, LineNeighbours* neighbours, Answer answer)
{
    m_order = order;
    m_neighbours = neighbours;
    m_answer = std::move(answer);
    m_stage = Stage::Claiming;
    if (!m_refusal.empty())
        return onRefused(m_refusal);
    if (m_neighbours)
        m_neighbours->expect(m_inheritance.clients);
    if (!m_link) // it has died meanwhile: then the place is free
        return onYours();
    m_patience.start();
    m_link->send(takeover::Prepared {});
}

void Successor::giveUp(const std::string& why)
{
    if (!m_link || m_stage == Stage::Serving)
        return;
    m_link->send(takeover::Failed { why });
    drop();
}

void Successor::onReceived(const takeover::Line& line)
{
    if (const auto* refused = std::get_if<takeover::Refused>(&line)) {
        onRefused(refused->why);
        return;
    }
    switch (m_stage) {
    case Stage::Idle:
        return;
    case Stage::Asking:
    case Stage::Inherited:
        inherit(line);
        return;
    case Stage::Claiming:
        if (std::holds_alternative<takeover::Yours>(line))
            onYours();
        else if (m_neighbours)
            m_neighbours->hear(LineNeighbours::Side::Before, line);
        return;
    case Stage::Serving:
        if (const auto* append = std::get_if<takeover::Append>(&line))
            onAppend(*append);
        else if (m_neighbours)
            m_neighbours->hear(LineNeighbours::Side::Before, line);
    }
}

void Successor::inherit(const takeover::Line& line)
{
    if (const auto* estate = std::get_if<takeover::Estate>(&line)) {
        m_inheritance.estate = *estate;
        m_listener = m_link->takeDescriptor();
    } else if (const auto* past = std::get_if<takeover::Past>(&line)) {
        m_inheritance.past.push_back(std::make_shared<const Message>(past->message));
    } else if (const auto* key = std::get_if<takeover::Key>(&line)) {
        m_inheritance.keys.push_back({ key->key, std::make_shared<const Message>(key->message) });
    } else if (const auto* presence = std::get_if<takeover::Presence>(&line)) {
        // Until claim() knows where to tell it, who comes and goes is noted here.
        auto& clients = m_inheritance.clients;
        clients.insert(clients.end(), presence->joined.begin(), presence->joined.end());
        for (const std::string& id : presence->left)
            std::erase(clients, id);
    } else if (std::holds_alternative<takeover::Complete>(line)) {
        m_patience.stop();
        if (m_listener < 0) {
            onRefused("it has sent no listening descriptor");
            return;
        }
        m_stage = Stage::Inherited;
        reply(std::nullopt);
    }
}

void Successor::onAppend(const takeover::Append& line)
{
    const auto answer = [link = QPointer<TakeoverLink>(m_link),
                         number = line.number](const Backplane::Result& result) {
        if (link)
            link->send(answerTo(number, result));
    };
    if (m_order)
        m_order->append(line.draft, answer);
    else
        answer({});
}

void Successor::onYours()
{
    m_patience.stop();
    m_stage = Stage::Serving;
    if (m_neighbours && m_link)
        m_neighbours->attach(LineNeighbours::Side::Before,
                             [link = QPointer<TakeoverLink>(m_link)](const takeover::Line& line) {
                                 if (link)
                                     link->send(line);
                             });
    if (m_neighbours && !m_link)
        m_neighbours->detach(LineNeighbours::Side::Before);
    if (m_order && m_link)
        connect(m_order, &Backplane::delivered, m_link,
                [link = m_link](const SharedMessage& message) {
                    link->send(takeover::Delivered { *message });
                });
    m_inheritance = {};
    reply(std::nullopt);
}

void Successor::onRefused(const std::string& why)
{
    if (m_stage == Stage::Serving)
        return onEnded(why);
    m_refusal = why;
    drop();
    if (m_answer)
        reply("The instance at " + m_path + " does not let itself be taken over: " + why + '.');
}

void Successor::onEnded(const std::string& why)
{
    const bool hasDied = m_link && m_link->peerEnded();
    drop();
    switch (m_stage) {
    case Stage::Idle:
    case Stage::Asking:
        onRefused(why);
        return;
    case Stage::Inherited:
    case Stage::Claiming:
        if (!hasDied) // then it goes on serving
            onRefused(why);
        else if (m_stage == Stage::Claiming) // else claim() will find the place free
            onYours();
        return;
    case Stage::Serving:
        break;
    }
    if (m_neighbours)
        m_neighbours->detach(LineNeighbours::Side::Before);
    eventlog::write(LogLevel::Info, "cluster", "predecessor_gone",
                    "The predecessor has ended; nobody of it is left.");
    Q_EMIT predecessorGone();
}

void Successor::reply(std::optional<std::string> whyNot)
{
    if (const Answer answer = std::exchange(m_answer, nullptr))
        answer(std::move(whyNot));
}

void Successor::drop()
{
    m_patience.stop();
    if (TakeoverLink* link = std::exchange(m_link, nullptr)) {
        link->disconnect(this);
        link->finish();
        link->deleteLater();
    }
}

} // namespace sluice
