#pragma once

#include <QJsonObject>
#include <QObject>
#include <QString>
#include <chrono>

namespace sluice {

// A console's line to one server: messages of the admin stream both ways. Lives in the console's
// thread.
class AdminLink : public QObject {
    Q_OBJECT
public:
    enum class End : quint8 {
        Lost, // never reached, or broken; it may come back
        Refused // our token is not good enough: asking again does not help
    };

    // The usual ones; words of one's own may be found for them.
    enum class Cause : quint8 {
        Other,
        NothingListens,
        UnknownHost,
        Unreachable,
        NoAnswer,
        NotTrusted, // its certificate
        WrongKey, // another than the pinned one was shown, and nothing said
        NoEncryption, // none was agreed on
        NoWebSocket, // something else answered
        Ended // by the other side
    };

    using QObject::QObject;
    Cause cause() const { return m_cause; } // of the newest closed()
    virtual void open() = 0; // starts, or starts anew after closed(); one of the two follows
    virtual void send(const QJsonObject& message) = 0;

Q_SIGNALS:
    void opened();
    void received(const QJsonObject& message);
    void roundTripMeasured(std::chrono::milliseconds time); // now and then, by links that can
    void closed(AdminLink::End end, const QString& why); // no more messages; part of a sentence

protected:
    Cause m_cause = Cause::Other;
};

} // namespace sluice
