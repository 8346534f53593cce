#include "core/hub/sentences.h"

#include <QCoreApplication>
#include <QString>
#include <algorithm>
#include <iterator>

namespace sluice::sentences {
namespace {

constexpr const char* context = "sentences";

QString say(const char* source)
{
    return QCoreApplication::translate(context, source);
}

QString number(std::uint64_t value)
{
    return QString::number(value);
}

// Qt picks the plural by an int, so the number itself goes into %1 and stays exact: a plural rule
// looks at the last two digits and at whether the number is small.
QString counted(const char* source, std::uint64_t count)
{
    constexpr std::uint64_t small = 1'000'000;
    const auto n = static_cast<int>(count < small ? count : small + count % small);
    return QCoreApplication::translate(context, source, nullptr, n).arg(number(count));
}

QString seconds(std::uint64_t value)
{
    return counted(QT_TRANSLATE_N_NOOP("sentences", "%1 second(s)"), value);
}
QString minutes(std::uint64_t value)
{
    return counted(QT_TRANSLATE_N_NOOP("sentences", "%1 minute(s)"), value);
}
QString hours(std::uint64_t value)
{
    return counted(QT_TRANSLATE_N_NOOP("sentences", "%1 hour(s)"), value);
}
QString days(std::uint64_t value)
{
    return counted(QT_TRANSLATE_N_NOOP("sentences", "%1 day(s)"), value);
}

// The two largest units that say something: 1 hour 30 minutes, 45 seconds.
QString span(std::chrono::milliseconds time)
{
    const auto whole = std::chrono::ceil<std::chrono::seconds>(std::max(time, {})).count();
    const auto total = static_cast<std::uint64_t>(whole);
    const std::uint64_t parts[] = { total / 86400, total / 3600 % 24, total / 60 % 60, total % 60 };
    QString (*const names[])(std::uint64_t) = { days, hours, minutes, seconds };
    const auto first = std::find_if(std::begin(parts), std::prev(std::end(parts)),
                                    [](std::uint64_t part) { return part > 0; });
    const auto index = static_cast<std::size_t>(first - std::begin(parts));
    QString text = names[index](parts[index]);
    if (index + 1 < std::size(parts) && parts[index + 1] > 0)
        text += QLatin1Char(' ') + names[index + 1](parts[index + 1]);
    return text;
}

struct Sentence {
    std::string_view code;
    const char* source;
};

constexpr Sentence errors[] = {
    { "bad_request", QT_TRANSLATE_NOOP("sentences", "This message could not be understood.") },
    { "unknown_type", QT_TRANSLATE_NOOP("sentences", "This type of message is not known here.") },
    { "rate_limited",
      QT_TRANSLATE_NOOP("sentences", "You are sending too fast. Please wait a moment.") },
    { "too_large", QT_TRANSLATE_NOOP("sentences", "This message is too large.") },
    { "unknown_client", QT_TRANSLATE_NOOP("sentences", "No client with this id is connected.") },
    { "permission_denied", QT_TRANSLATE_NOOP("sentences", "You are not allowed to do this.") },
    { "not_available",
      QT_TRANSLATE_NOOP("sentences", "This is not available right now. Please try again later.") },
    { "draining",
      QT_TRANSLATE_NOOP("sentences", "The server is shutting down and takes nothing new.") },
};
constexpr const char* internalError
    = QT_TRANSLATE_NOOP("sentences", "Something went wrong inside the server.");

const char* sourceFor(CloseReason reason)
{
    switch (reason) {
    case CloseReason::ServerShutdown:
        return QT_TRANSLATE_NOOP("sentences", "The server is shutting down.");
    case CloseReason::NotAccepting:
        return QT_TRANSLATE_NOOP("sentences",
                                 "The server is not taking new clients at the moment.");
    case CloseReason::Stale:
        return QT_TRANSLATE_NOOP("sentences", "The connection fell silent: no answer to a ping.");
    case CloseReason::ProtocolError:
        return QT_TRANSLATE_NOOP("sentences", "What came in was not valid WebSocket traffic.");
    case CloseReason::InvalidClientId:
        return QT_TRANSLATE_NOOP("sentences",
                                 "A client id has 1 to 64 letters, digits, dots, dashes and "
                                 "underscores.");
    case CloseReason::BinaryNotSupported:
        return QT_TRANSLATE_NOOP("sentences", "Only text messages are understood here.");
    case CloseReason::InvalidUtf8:
        return QT_TRANSLATE_NOOP("sentences", "The text was not valid UTF-8.");
    case CloseReason::Unauthorized:
        return QT_TRANSLATE_NOOP("sentences", "A valid token is needed here.");
    case CloseReason::TokenExpired:
        return QT_TRANSLATE_NOOP("sentences", "The token has expired.");
    case CloseReason::OriginDenied:
        return QT_TRANSLATE_NOOP("sentences", "Pages of this site may not connect here.");
    case CloseReason::RateLimited:
        return QT_TRANSLATE_NOOP("sentences", "Too many messages in a short time.");
    case CloseReason::SlowConsumer:
        return QT_TRANSLATE_NOOP("sentences", "Too many messages were waiting to be read.");
    case CloseReason::ClientIdInUse:
        return QT_TRANSLATE_NOOP("sentences", "Another client is connected under this id.");
    case CloseReason::Replaced:
        return QT_TRANSLATE_NOOP("sentences", "A newer connection of yours has taken over.");
    case CloseReason::Kicked:
        return QT_TRANSLATE_NOOP("sentences", "An operator has closed this connection.");
    case CloseReason::TooManyConnections:
        return QT_TRANSLATE_NOOP("sentences", "There is no room for another connection right now.");
    case CloseReason::MessageTooBig:
        return QT_TRANSLATE_NOOP("sentences", "The message was larger than allowed.");
    case CloseReason::InternalError:
        break;
    }
    return internalError;
}

} // namespace

std::string welcome(std::string_view clientId)
{
    return say(QT_TRANSLATE_NOOP("sentences", "Welcome! You are connected as %1."))
        .arg(QString::fromUtf8(clientId.data(), static_cast<qsizetype>(clientId.size())))
        .toStdString();
}

std::string presence(std::uint64_t joined, std::uint64_t left, std::uint64_t clients)
{
    QString text;
    if (joined > 0)
        text += counted(QT_TRANSLATE_N_NOOP("sentences", "%1 client(s) joined."), joined)
            + QLatin1Char(' ');
    if (left > 0)
        text += counted(QT_TRANSLATE_N_NOOP("sentences", "%1 client(s) left."), left)
            + QLatin1Char(' ');
    text += counted(QT_TRANSLATE_N_NOOP("sentences", "%1 client(s) connected now."), clients);
    return text.toStdString();
}

std::string notification(std::uint64_t seq, std::uint64_t clients)
{
    return say(QT_TRANSLATE_NOOP("sentences",
                                 "[System] Periodic notification #%1 – Active clients: %2"))
        .arg(number(seq), number(clients))
        .toStdString();
}

std::string status(std::uint64_t clients, std::chrono::seconds uptime, std::uint64_t messages)
{
    return say(QT_TRANSLATE_NOOP("sentences", "All is well: %1, %2 so far, running for %3."))
        .arg(counted(QT_TRANSLATE_N_NOOP("sentences", "%1 client(s)"), clients),
             counted(QT_TRANSLATE_N_NOOP("sentences", "%1 message(s)"), messages), span(uptime))
        .toStdString();
}

std::string drain(std::chrono::milliseconds untilDeadline, std::chrono::milliseconds reconnectIn)
{
    const QString text = say(QT_TRANSLATE_NOOP(
        "sentences",
        "The server is shutting down and will close in %1 at the latest. Until then everything "
        "works as before."));
    const QString advice = reconnectIn.count() > 0
        ? say(QT_TRANSLATE_NOOP("sentences", "Please reconnect in %1.")).arg(span(reconnectIn))
        : say(QT_TRANSLATE_NOOP("sentences", "Please reconnect now."));
    return (text.arg(span(untilDeadline)) + QLatin1Char(' ') + advice).toStdString();
}

std::string drainCancelled()
{
    return say(QT_TRANSLATE_NOOP("sentences",
                                 "The server stays after all. There is no need to reconnect."))
        .toStdString();
}

std::string acknowledged(std::uint64_t recipients)
{
    return counted(QT_TRANSLATE_N_NOOP("sentences", "Sent to %1 client(s)."), recipients)
        .toStdString();
}

std::string gap(std::uint64_t dropped)
{
    if (dropped == 0)
        return say(QT_TRANSLATE_NOOP("sentences", "Some messages may have been missed."))
            .toStdString();
    return counted(QT_TRANSLATE_N_NOOP("sentences", "%1 message(s) could not be delivered."),
                   dropped)
        .toStdString();
}

std::string disconnected(CloseReason reason)
{
    return say(sourceFor(reason)).toStdString();
}

std::string error(std::string_view code)
{
    const auto sentence = std::find_if(std::begin(errors), std::end(errors),
                                       [code](const Sentence& s) { return s.code == code; });
    return say(sentence == std::end(errors) ? internalError : sentence->source).toStdString();
}

} // namespace sluice::sentences
