#pragma once

#include "core/admin/adminlink.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace sluice::support {

// An admin link whose server is the test: it says what recorded messages say, and keeps what the
// console sends.
class ScriptedLink final : public AdminLink {
    Q_OBJECT
public:
    using AdminLink::AdminLink;

    void open() override { Q_EMIT opened(); }
    void send(const QJsonObject& message) override { m_sent.append(message); }

    void say(const QJsonObject& message) { Q_EMIT received(message); }
    void say(const char* json) { say(QJsonDocument::fromJson(json).object()); }
    void lose(Cause cause = Cause::Other)
    {
        m_cause = cause;
        Q_EMIT closed(End::Lost, QStringLiteral("the line broke"));
    }
    void refuse() { Q_EMIT closed(End::Refused, QStringLiteral("401")); }

    const QList<QJsonObject>& sent() const { return m_sent; }
    // The newest command of this kind; empty when there was none.
    QJsonObject command(const char* what) const
    {
        const auto found
            = std::find_if(m_sent.crbegin(), m_sent.crend(), [what](const QJsonObject& message) {
                  return message[QLatin1String("do")].toString() == QLatin1String(what);
              });
        return found == m_sent.crend() ? QJsonObject() : *found;
    }
    // Answers the newest command of this kind.
    void answer(const char* what, QJsonObject result)
    {
        result.insert(QStringLiteral("type"), QStringLiteral("result"));
        result.insert(QStringLiteral("ref"), command(what)[QLatin1String("ref")]);
        say(result);
    }

private:
    QList<QJsonObject> m_sent;
};

} // namespace sluice::support
