#include "app/client/listenclient.h"
#include "app/client/frameline.h"
#include "app/client/terminaltext.h"
#include <QRandomGenerator>
#include <QTime>

namespace sluice {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto leavePatience = 2s;

void tell(const QString& sentence)
{
    printLine(stderr, u"sluice listen: "_s + forTerminal(sentence));
}

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(static_cast<double>(time.count()) / 1000, 'f', 1) + u" s"_s;
}

} // namespace

ListenClient::ListenClient(ListenOptions options, QObject* parent)
    : QObject(parent), m_options(std::move(options))
{
    m_retry.setSingleShot(true);
    m_slot.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &ListenClient::start);
    connect(&m_slot, &QTimer::timeout, this, &ListenClient::openSuccessor);
}

void ListenClient::start()
{
    m_current = openLink();
}

ListenLink* ListenClient::openLink()
{
    auto* link = new ListenLink(this);
    connect(
        link, &ListenLink::frameReceived, this,
        [this, link](const QString& raw, const QJsonObject& frame) { onFrame(link, raw, frame); });
    connect(link, &ListenLink::welcomed, this, [this, link] { onWelcomed(link); });
    connect(link, &ListenLink::ended, this,
            [this, link](const LinkEnd& end) { onEnded(link, end); });
    link->open(m_point.urlFor(m_options.url), m_options.token, m_options.trust);
    return link;
}

void ListenClient::send(const QString& text)
{
    if (m_current != nullptr && m_current->isWelcomed())
        m_current->send(text);
}

void ListenClient::leave()
{
    m_retry.stop();
    m_slot.stop();
    if (m_current == nullptr || std::exchange(m_leaving, true))
        return finish(0);
    QTimer::singleShot(leavePatience, this, [this] { finish(0); });
    if (m_successor != nullptr)
        m_successor->leave();
    m_current->leave();
}

void ListenClient::onFrame(ListenLink* link, const QString& raw, const QJsonObject& frame)
{
    const QString type = frame.value("type"_L1).toString();
    // One that was left may still bring messages; what else it says concerns a server that we left.
    const bool wasLeft = link != m_current && link != m_successor;
    const bool message = type == "message"_L1 || type == "personal"_L1;
    if (m_leaving || (wasLeft && !message) || !m_point.take(frame))
        return;
    if (link == m_successor && type == "disconnect"_L1) // refused: the current one goes on
        return;
    print(raw, frame);
    if (type == "drain"_L1)
        onDrain(frame);
    else if (type == "drain_cancelled"_L1)
        m_slot.stop();
    else if (message)
        countMessage();
}

void ListenClient::print(const QString& raw, const QJsonObject& frame)
{
    if (m_options.json)
        return printLine(stdout, raw);
    const QString line = frame.isEmpty() ? forTerminal(raw) : frameLine(frame);
    if (!line.isEmpty())
        printLine(stdout, QTime::currentTime().toString(u"HH:mm:ss  "_s) + line);
}

void ListenClient::countMessage()
{
    if (++m_shown == m_options.count)
        leave();
}

void ListenClient::onDrain(const QJsonObject& frame)
{
    const QJsonValue slot = frame.value("reconnect_in_ms"_L1);
    if (slot.isDouble() && m_successor == nullptr)
        m_slot.start(std::chrono::milliseconds(std::max<qint64>(slot.toInteger(), 0)));
}

void ListenClient::openSuccessor()
{
    if (m_current != nullptr && m_successor == nullptr && !m_leaving)
        m_successor = openLink();
}

void ListenClient::onWelcomed(ListenLink* link)
{
    m_everWelcomed = true;
    m_backoff.reset();
    if (link == m_successor) {
        ListenLink* old = std::exchange(m_current, std::exchange(m_successor, nullptr));
        old->leave(); // whatever it had not brought yet, the successor replays
    }
    Q_EMIT ready(true);
}

void ListenClient::onEnded(ListenLink* link, const LinkEnd& end)
{
    link->deleteLater();
    if (link == m_successor) {
        m_successor = nullptr;
        return onSuccessorEnded(end);
    }
    if (link != m_current) // the one that a successor replaced
        return;
    m_current = std::exchange(m_successor, nullptr);
    m_slot.stop();
    Q_EMIT ready(false);
    if (m_leaving)
        return finish(0);
    if (m_current != nullptr) // its welcome is on the way
        return;
    retryLater(end);
}

void ListenClient::onSuccessorEnded(const LinkEnd& end)
{
    if (m_leaving || !end.mayReturn || m_current == nullptr)
        return; // the old connection serves as long as it lasts
    m_slot.start(delayAfter(end));
}

void ListenClient::retryLater(const LinkEnd& end)
{
    const bool hopeless = !end.mayReturn || (!m_everWelcomed && !m_options.wait);
    if (hopeless) {
        tell((m_everWelcomed ? u"Disconnected: "_s : u"No connection: "_s) + end.why + u'.');
        return finish(1);
    }
    const auto delay = delayAfter(end);
    tell((m_everWelcomed ? u"Disconnected: "_s : u"No connection: "_s) + end.why
         + u". Trying again in "_s + seconds(delay) + u'.');
    m_retry.start(delay);
}

std::chrono::milliseconds ListenClient::delayAfter(const LinkEnd& end)
{
    return m_backoff.next(QRandomGenerator::global()->generateDouble(),
                          std::chrono::milliseconds(end.reconnectInMs));
}

void ListenClient::finish(int exitCode)
{
    if (!std::exchange(m_finished, true))
        Q_EMIT finished(exitCode);
}

} // namespace sluice
