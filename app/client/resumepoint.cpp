#include "app/client/resumepoint.h"
#include <QUrlQuery>
#include <algorithm>

namespace sluice {

using namespace Qt::StringLiterals;

bool ResumePoint::take(const QJsonObject& frame)
{
    const QString type = frame.value("type"_L1).toString();
    if (type == "welcome"_L1) {
        takeWelcome(frame);
        return true;
    }
    const bool message = type == "message"_L1 || type == "personal"_L1;
    const QJsonValue offset = frame.value("offset"_L1);
    if ((!message && type != "ack"_L1) || !offset.isDouble()
        || frame.value("epoch"_L1).toString() != m_epoch)
        return true;
    const bool fresh = offset.toInteger() > m_offset;
    m_offset = std::max(m_offset, offset.toInteger());
    return fresh || !message;
}

void ResumePoint::takeWelcome(const QJsonObject& frame)
{
    const QString epoch = frame.value("epoch"_L1).toString();
    const qint64 offset = frame.value("offset"_L1).toInteger();
    const bool goesOn = epoch == m_epoch && frame.value("recovered"_L1).toBool();
    // The older connection may have brought more while the new one was being opened.
    m_offset = goesOn ? std::max(m_offset, offset) : offset;
    m_epoch = epoch;
    m_session = frame.value("session"_L1).toString();
}

QUrl ResumePoint::urlFor(QUrl base) const
{
    QUrlQuery query(base);
    const auto add = [&query](const QString& key, const QString& value) {
        query.removeAllQueryItems(key);
        query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    if (!m_epoch.isEmpty()) {
        add(u"epoch"_s, m_epoch);
        add(u"offset"_s, QString::number(m_offset));
    }
    if (!m_session.isEmpty())
        add(u"session"_s, m_session);
    base.setQuery(query);
    return base;
}

} // namespace sluice
