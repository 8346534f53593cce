#pragma once

#include <QJsonObject>
#include <QObject>
#include <QString>

namespace sluice {

// A console's line to one server: messages of the admin stream both ways. Lives in the console's
// thread.
class AdminLink : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void open() = 0; // starts; opened() or closed() follows
    virtual void send(const QJsonObject& message) = 0;

Q_SIGNALS:
    void opened();
    void received(const QJsonObject& message);
    void closed(const QString& why); // no more messages
};

} // namespace sluice
