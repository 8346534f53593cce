#include "gui/model/logentry.h"

#include "gui/model/printable.h"
#include "gui/model/rowreader.h"
#include <QJsonObject>
#include <QStringList>

namespace sluice {

namespace {

LogLevel levelOf(const QString& word)
{
    for (const LogLevel level :
         { LogLevel::Trace, LogLevel::Debug, LogLevel::Warning, LogLevel::Error }) {
        const std::string_view name = eventlog::word(level);
        if (word == QLatin1String(name.data(), static_cast<qsizetype>(name.size())))
            return level;
    }
    return LogLevel::Info;
}

QString textOf(const QJsonValue& value)
{
    return value.isBool() ? (value.toBool() ? QStringLiteral("true") : QStringLiteral("false"))
                          : value.toVariant().toString();
}

// As a word of its own: "within 300s" says 300, and not 30.
bool says(const QString& sentence, const QString& value)
{
    const auto joins = [&](qsizetype place, QChar beside) {
        return place >= 0 && place < sentence.size() && sentence[place].isDigit()
            && beside.isDigit();
    };
    for (auto at = sentence.indexOf(value); at >= 0; at = sentence.indexOf(value, at + 1))
        if (!joins(at - 1, value.front()) && !joins(at + value.size(), value.back()))
            return true;
    return false;
}

QString fieldsOf(const QJsonObject& fields, const QString& message)
{
    QStringList words;
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        const QString value = printable(textOf(field.value()));
        if (value.isEmpty() || (!field.value().isBool() && says(message, value)))
            continue;
        const bool bare = !value.contains(QLatin1Char(' '));
        words << field.key() + QLatin1Char('=')
                + (bare ? value : QLatin1Char('"') + value + QLatin1Char('"'));
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

LogEntry LogEntry::fromJson(const QJsonObject& line)
{
    const QString message = printable(line[QLatin1String("message")].toString());
    return { millisecondsSince1970(line[QLatin1String("time")]),
             levelOf(line[QLatin1String("level")].toString()),
             line[QLatin1String("category")].toString(),
             line[QLatin1String("event")].toString(),
             message,
             fieldsOf(line[QLatin1String("fields")].toObject(), message) };
}

} // namespace sluice
