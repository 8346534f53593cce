#pragma once

#include "app/client/listenlink.h"
#include "app/client/resumepoint.h"
#include "core/runtime/backoff.h"
#include <QObject>
#include <QTimer>

namespace sluice {

struct ListenOptions {
    QUrl url;
    QString token;
    bool json = false; // raw frames
    bool wait = false; // keep trying even before the first welcome
    quint64 count = 0; // messages, then leave; 0: for ever
    ServerTrust trust = {};
};

// Follows one server: connects, resumes after a break, and moves to a successor during a drain
// while the old connection still serves (PROTOCOL.md §1.3). Main thread.
class ListenClient final : public QObject {
    Q_OBJECT
public:
    explicit ListenClient(ListenOptions options, QObject* parent = nullptr);

    void start();
    void send(const QString& text);
    void leave(); // finished(0) follows; called twice: at once

Q_SIGNALS:
    void ready(bool connected); // whether send() reaches anybody
    void finished(int exitCode);

private:
    ListenLink* openLink();
    void onFrame(ListenLink* link, const QString& raw, const QJsonObject& frame);
    void onDrain(const QJsonObject& frame);
    void onWelcomed(ListenLink* link);
    void onEnded(ListenLink* link, const LinkEnd& end);
    void onSuccessorEnded(const LinkEnd& end);
    void openSuccessor();
    void retryLater(const LinkEnd& end);
    void print(const QString& raw, const QJsonObject& frame);
    void countMessage();
    std::chrono::milliseconds delayAfter(const LinkEnd& end);
    void finish(int exitCode);

    ListenOptions m_options;
    ResumePoint m_point;
    Backoff m_backoff;
    QTimer m_retry; // opens m_current again
    QTimer m_slot; // opens m_successor
    ListenLink* m_current = nullptr;
    ListenLink* m_successor = nullptr; // until its welcome
    quint64 m_shown = 0;
    bool m_everWelcomed = false;
    bool m_leaving = false;
    bool m_finished = false;
};

} // namespace sluice
