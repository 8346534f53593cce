#pragma once

#include <QElapsedTimer>
#include <QJsonObject>
#include <QObject>
#include <QTimer>
#include <cstdio>

namespace sluice {

// Shows how a drain goes: on a terminal as one line that is written over, elsewhere as a line on
// each change of state and every five seconds. Main thread.
class DrainScreen final : public QObject {
    Q_OBJECT
public:
    enum class Kind { Terminal, Lines };
    DrainScreen(Kind kind, std::FILE* stream, QObject* parent = nullptr);

    void say(const QString& sentence); // on a line of its own
    void show(const QJsonObject& status);
    void finish(); // the line that stands stays

private:
    void onPulse();
    void overwrite(const QString& line);

    const Kind m_kind;
    std::FILE* const m_stream;
    QTimer m_pulse;
    QJsonObject m_status;
    QElapsedTimer m_age; // of the status
    QElapsedTimer m_sinceLine;
    qsizetype m_standing = 0; // how long the line on the terminal is
};

} // namespace sluice
