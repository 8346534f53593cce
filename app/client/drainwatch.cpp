#include "app/client/drainwatch.h"
#include "core/admin/adminlink.h"
#include <QJsonArray>
#include <utility>

namespace sluice {

using namespace Qt::StringLiterals;

DrainWatch::DrainWatch(AdminLink& link, QJsonObject order, QObject* parent)
    : QObject(parent), m_link(link), m_order(std::move(order))
{
    m_order.insert(u"type"_s, u"command"_s);
    m_order.insert(u"do"_s, u"drain"_s);
    m_order.insert(u"ref"_s, u"drain"_s);
    connect(&m_link, &AdminLink::received, this, &DrainWatch::onReceived);
    connect(&m_link, &AdminLink::closed, this,
            [this](AdminLink::End, const QString& why) { onClosed(why); });
}

void DrainWatch::start()
{
    m_link.open();
}

void DrainWatch::onReceived(const QJsonObject& message)
{
    if (m_ended)
        return;
    const QString type = message.value("type"_L1).toString();
    if (type == "hello"_L1)
        onHello();
    else if (type == "result"_L1 && message.value("ref"_L1) == m_order.value("ref"_L1))
        onResult(message);
    else if (type == "drain"_L1)
        onDrain(message);
    else if (type == "error"_L1)
        fail(u"The server did not understand: %1"_s.arg(message.value("message"_L1).toString()));
}

// Subscribed before the drain is ordered: a server without clients is gone in an instant, and its
// last word must not be missed.
void DrainWatch::onHello()
{
    m_link.send({ { u"type"_s, u"subscribe"_s }, { u"topics"_s, QJsonArray { u"drain"_s } } });
    m_link.send(m_order);
}

void DrainWatch::onResult(const QJsonObject& result)
{
    if (!result.value("ok"_L1).toBool())
        return fail(u"The server refused: %1"_s.arg(result.value("message"_L1).toString()));
    QStringList adjustments;
    const QJsonArray told = result.value("adjustments"_L1).toArray();
    for (const auto& sentence : told)
        adjustments << sentence.toString();
    m_begun = true;
    Q_EMIT begun(result.value("joined"_L1).toBool(), adjustments);
    onDrain(result.value("drain"_L1).toObject());
}

void DrainWatch::onDrain(const QJsonObject& status)
{
    const QString state = status.value("state"_L1).toString();
    if (state == "Finished"_L1 && status.contains("exit_code"_L1)) {
        m_ended = true;
        Q_EMIT drained(status, status.value("exit_code"_L1).toInt());
    } else if (m_begun && state == "Serving"_L1) {
        m_ended = true;
        Q_EMIT cancelled();
    } else if (m_begun && !state.isEmpty()) {
        Q_EMIT changed(status);
    }
}

void DrainWatch::onClosed(const QString& why)
{
    if (!m_ended)
        fail(m_begun ? u"The connection was lost before the drain's end: %1."_s.arg(why)
                     : u"No connection: %1."_s.arg(why));
}

void DrainWatch::fail(const QString& why)
{
    m_ended = true;
    Q_EMIT failed(why);
}

} // namespace sluice
