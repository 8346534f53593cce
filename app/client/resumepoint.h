#pragma once

#include <QJsonObject>
#include <QString>
#include <QUrl>

namespace sluice {

// Where a client stands in the one total order, and the secret that makes it the same client again
// (PROTOCOL.md §1.3). Fed with every frame of every connection; pure.
class ResumePoint {
public:
    // Takes the frame's position in. False for a message that was seen before, over another
    // connection or before a break: it must not be shown again.
    bool take(const QJsonObject& frame);

    // The URL to open next: with position and session once there was a welcome.
    [[nodiscard]] QUrl urlFor(QUrl base) const;

private:
    void takeWelcome(const QJsonObject& frame);

    QString m_epoch;
    QString m_session;
    qint64 m_offset = 0;
};

} // namespace sluice
