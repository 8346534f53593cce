#include "gui/servers/contacttrial.h"

#include "gui/model/serverfacts.h"
#include "gui/servers/contactwords.h"
#include <QJsonObject>
#include <utility>

namespace sluice {

ContactTrial::ContactTrial(std::unique_ptr<AdminLink> link, QObject* parent)
    : QObject(parent), m_link(std::move(link))
{
    m_patience.setSingleShot(true);
    connect(m_link.get(), &AdminLink::received, this, &ContactTrial::onReceived);
    connect(m_link.get(), &AdminLink::closed, this, &ContactTrial::onClosed);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { say(Tone::Danger, tr("Nobody has answered in ten seconds.")); });
}

void ContactTrial::start()
{
    m_patience.start(std::chrono::seconds(10));
    m_link->open();
}

// The greeting comes first and says it all.
void ContactTrial::onReceived(const QJsonObject& message)
{
    const auto server = ServerIdentity::fromJson(message);
    say(Tone::Good,
        server.mayChange()
            ? tr("%1 answers: version %2, and you may command it.").arg(server.node, server.version)
            : tr("%1 answers: version %2, and you may only look.")
                  .arg(server.node, server.version));
}

void ContactTrial::onClosed(AdminLink::End end, const QString& why)
{
    say(Tone::Danger,
        end == AdminLink::End::Refused
            ? tr("The server does not accept the token.")
            : tr("There is no contact: %1.").arg(contactwords::trouble(m_link->cause(), why)));
}

void ContactTrial::say(Tone tone, const QString& sentence)
{
    if (!m_link)
        return;
    m_patience.stop();
    m_link->disconnect(this);
    m_link.release()->deleteLater(); // it may be telling us just now
    Q_EMIT found(tone, sentence);
}

} // namespace sluice
