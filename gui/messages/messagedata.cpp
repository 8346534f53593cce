#include "gui/messages/messagedata.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <cctype>

namespace sluice {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(MessageData)
};

QString sayMistake(QJsonParseError::ParseError error, QChar found)
{
    switch (error) {
    case QJsonParseError::UnterminatedObject:
        return Words::tr("a comma or } is missing");
    case QJsonParseError::UnterminatedArray:
    case QJsonParseError::MissingValueSeparator:
        return Words::tr("a comma or ] is missing");
    case QJsonParseError::UnterminatedString:
        return Words::tr("a closing quotation mark is missing");
    case QJsonParseError::MissingNameSeparator:
        return Words::tr("a colon is missing");
    case QJsonParseError::IllegalNumber:
    case QJsonParseError::TerminationByNumber: // every word that is none is taken for one
        return found.isDigit() || found == QLatin1Char('-') ? Words::tr("this is no number")
                                                            : Words::tr("a value is expected here");
    case QJsonParseError::IllegalEscapeSequence:
        return Words::tr("there is no such escape sequence");
    case QJsonParseError::GarbageAtEnd:
        return Words::tr("the value has ended before this");
    case QJsonParseError::DeepNesting:
        return Words::tr("this is nested too deeply");
    default:
        return Words::tr("a value is expected here");
    }
}

// Has the parser taken the letter that it did not expect?
bool hasPassed(QJsonParseError::ParseError error)
{
    return error == QJsonParseError::UnterminatedObject
        || error == QJsonParseError::UnterminatedArray
        || error == QJsonParseError::MissingValueSeparator
        || error == QJsonParseError::MissingNameSeparator;
}

// Where people look for it.
QString place(const QString& before)
{
    const auto line = before.count(QLatin1Char('\n')) + 1;
    const auto column = before.size() - before.lastIndexOf(QLatin1Char('\n'));
    return Words::tr("Line %1, column %2: %3.").arg(line).arg(column);
}

qsizetype octetsOf(const QJsonValue& value)
{
    constexpr qsizetype brackets = 2;
    return QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact).size() - brackets;
}

// The parser takes lists and objects alone; a message may be any value, such as 42.
QJsonArray listOf(const QByteArray& text, QJsonParseError& error)
{
    const QByteArray list = '[' + text + "\n]";
    const QJsonDocument document = QJsonDocument::fromJson(list, &error);
    if (hasPassed(error.error)) { // and white space behind it, sometimes
        while (error.offset > 0
               && std::isspace(static_cast<unsigned char>(list[error.offset - 1])) != 0)
            --error.offset;
        --error.offset;
    }
    --error.offset; // the bracket
    return document.array();
}

MessageData fromJson(const QString& text)
{
    MessageData message;
    QJsonParseError error;
    const QByteArray octets = text.toUtf8();
    if (const QJsonArray list = listOf(octets, error); list.size() == 1) {
        message.data = list.first();
        message.octets = octetsOf(*message.data);
        return message;
    }
    const bool several = error.error == QJsonParseError::NoError; // 1, 2
    const QByteArray before
        = octets.left(several ? octets.size() : std::max<qsizetype>(error.offset, 0));
    QJsonParseError ignored;
    if (several || listOf(before, ignored).size() == 1)
        error.error = QJsonParseError::GarbageAtEnd;
    message.position = QString::fromUtf8(before).size();
    const QChar found = message.position < text.size() ? text[message.position] : QChar();
    message.mistake = place(text.left(message.position)).arg(sayMistake(error.error, found));
    return message;
}

} // namespace

MessageData MessageData::read(const QString& text, Format format)
{
    if (text.trimmed().isEmpty())
        return {};
    if (format == Format::Json)
        return fromJson(text);
    MessageData message;
    message.data = text;
    message.octets = octetsOf(*message.data);
    return message;
}

} // namespace sluice
