#pragma once

#include <QJsonValue>
#include <QObject>
#include <QStringList>

namespace sluice {

class Console;

// One message on its way to some connections: a command for each. Says once, when all are
// answered, how many have it, and goes.
class MessageDelivery final : public QObject {
    Q_OBJECT
public:
    struct Outcome {
        int reached = 0;
        int left = 0; // before it came
        int failed = 0;
        QString why; // the first failure: a sentence of the server; empty: there was no contact
    };

    explicit MessageDelivery(QObject* parent);
    void begin(Console& console, const QStringList& ids, const QJsonValue& data);

Q_SIGNALS:
    void done(const sluice::MessageDelivery::Outcome& outcome);

private:
    Outcome m_outcome;
    qsizetype m_open = 0;
};

} // namespace sluice
