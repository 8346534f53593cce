#pragma once

#include "core/admin/adminlink.h"
#include "gui/look/tones.h"
#include <QObject>
#include <QTimer>
#include <memory>

namespace sluice {

// One call of a server, to say in a sentence what is found there. Says it once, within ten
// seconds, and hangs up; nothing is kept. Main thread.
class ContactTrial final : public QObject {
    Q_OBJECT
public:
    explicit ContactTrial(std::unique_ptr<AdminLink> link, QObject* parent = nullptr);

    void start();

Q_SIGNALS:
    void found(sluice::Tone tone, const QString& sentence);

private:
    void onReceived(const QJsonObject& message);
    void onClosed(AdminLink::End end, const QString& why);
    void say(Tone tone, const QString& sentence);

    std::unique_ptr<AdminLink> m_link; // null once all is said
    QTimer m_patience { this };
};

} // namespace sluice
