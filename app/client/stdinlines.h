#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

namespace sluice {

// Standard input, line by line, without blocking the event loop. While it is disabled the lines
// wait where they are. Main thread.
class StdinLines final : public QObject {
    Q_OBJECT
public:
    explicit StdinLines(QObject* parent = nullptr); // disabled

    void setEnabled(bool enabled);

Q_SIGNALS:
    void lineRead(const QString& line); // without its end; empty lines are left out

private:
    void read();
    QSocketNotifier m_notifier;
    QByteArray m_partial;
    bool m_atEnd = false;
};

} // namespace sluice
