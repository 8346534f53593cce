#include "gui/messages/messagedelivery.h"

#include "gui/console.h"

namespace sluice {

MessageDelivery::MessageDelivery(QObject* parent) : QObject(parent) { }

void MessageDelivery::begin(Console& console, const QStringList& ids, const QJsonValue& data)
{
    m_open = ids.size();
    for (const QString& id : ids)
        console.command(QStringLiteral("message"),
                        { { QStringLiteral("id"), id }, { QStringLiteral("data"), data } }, this,
                        [this](const CommandResult& result, const QJsonObject&) {
                            if (result.ok)
                                ++m_outcome.reached;
                            else if (result.code
                                     == QLatin1String("bad_request")) // no such client any more
                                ++m_outcome.left;
                            else if (m_outcome.failed++ == 0)
                                m_outcome.why = result.message;
                            if (--m_open > 0)
                                return;
                            Q_EMIT done(m_outcome);
                            deleteLater();
                        });
}

} // namespace sluice
