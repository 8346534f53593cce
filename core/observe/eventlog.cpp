#include "core/observe/eventlog.h"

#include "core/observe/loglevel.h"
#include "core/observe/logsink.h"
#include "core/observe/logtap.h"
#include "core/text/jsonwriter.h"
#include "core/text/timestamp.h"
#include "core/text/utf8.h"
#include <QString>
#include <charconv>

namespace sluice::eventlog {
namespace {

struct Log {
    std::atomic<LogLevel> level { LogLevel::Info };
    std::atomic<LogFormat> format { LogFormat::Text };
    LogSink sink;
    LogTap tap;
};

bool tellWhatWasLost(Log& log, std::string_view now)
{
    const std::uint64_t lost = log.sink.takeLost();
    if (lost == 0)
        return true;
    const auto notice = format(log.format.load(std::memory_order_relaxed), now, LogLevel::Warning,
                               "observe", "log_lines_lost",
                               std::to_string(lost) + " log lines were lost: nobody read the log.",
                               { { "lines", static_cast<std::int64_t>(lost) } });
    const bool told = log.sink.write(notice);
    if (!told)
        log.sink.lose(lost);
    return told;
}

// At the exit of the process what waits goes out, if it can.
struct Farewell {
    Log& log;
    ~Farewell()
    {
        log.sink.finish();
        tellWhatWasLost(log, timestamp());
    }
};

// Never destroyed: a thread may still speak while the process exits.
Log& log()
{
    static Log& instance = *new Log;
    static const Farewell farewell { instance };
    return instance;
}

std::string_view paddedName(LogLevel level)
{
    constexpr std::string_view names[] = { "TRACE", "DEBUG", "INFO ", "WARN ", "ERROR" };
    return names[static_cast<std::size_t>(level)];
}

template <class Number> std::string digits(Number number)
{
    char text[32];
    return { text, std::to_chars(text, text + sizeof text, number).ptr };
}

std::string textOf(const LogField& field)
{
    struct Visitor {
        std::string operator()(std::string_view text) const { return std::string(text); }
        std::string operator()(std::int64_t number) const { return digits(number); }
        std::string operator()(double number) const { return digits(number); }
        std::string operator()(bool yes) const { return yes ? "true" : "false"; }
    };
    return std::visit(Visitor {}, field.value);
}

// The JSON spelling without its quotes keeps every line one line, and a terminal safe.
std::string escaped(std::string_view text)
{
    std::string quoted = jsonString(text);
    return quoted.substr(1, quoted.size() - 2);
}

void appendSentence(std::string& out, std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        const std::size_t length = std::max<std::size_t>(utf8SequenceLength(text, at), 1);
        if (c == '"')
            out += c;
        else
            out += escaped(text.substr(at, length));
        at += length;
    }
}

bool isWordCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
        || static_cast<unsigned char>(c) >= 0x80;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Whether the sentence already says the value, as a word of its own: "… in 3s" says 3.
bool says(std::string_view sentence, std::string_view value, bool number)
{
    const auto joins = number ? isDigit : isWordCharacter;
    for (auto at = sentence.find(value); at != sentence.npos; at = sentence.find(value, at + 1)) {
        const auto end = at + value.size();
        if ((at == 0 || !joins(sentence[at - 1]))
            && (end == sentence.size() || !joins(sentence[end])))
            return true;
    }
    return false;
}

bool addsSomething(const LogField& field, std::string_view value, std::string_view sentence)
{
    if (std::holds_alternative<bool>(field.value))
        return true;
    return !value.empty()
        && !says(sentence, value, !std::holds_alternative<std::string_view>(field.value));
}

void appendValue(std::string& out, std::string_view value)
{
    const bool bare = value.find_first_of(" \"=") == value.npos;
    const std::string quoted = jsonString(value);
    if (bare)
        out += std::string_view(quoted).substr(1, quoted.size() - 2);
    else
        out += quoted;
}

std::string formatText(std::string_view time, LogLevel level, std::string_view category,
                       std::string_view message, std::initializer_list<LogField> fields)
{
    constexpr std::size_t categoryWidth = 6;
    std::string line(time);
    line += ' ';
    line += paddedName(level);
    line += ' ';
    line += category;
    line.append(category.size() < categoryWidth ? categoryWidth - category.size() : 0, ' ');
    line += ' ';
    appendSentence(line, message);
    for (const LogField& field : fields) {
        const std::string value = textOf(field);
        if (!addsSomething(field, value, message))
            continue;
        line += ' ';
        line += field.key;
        line += '=';
        appendValue(line, value);
    }
    line += '\n';
    return line;
}

void writeFields(JsonWriter& json, std::initializer_list<LogField> fields)
{
    for (const LogField& field : fields)
        std::visit([&](const auto& value) { json.field(field.key, value); }, field.value);
}

std::string fieldsJson(std::initializer_list<LogField> fields)
{
    if (fields.size() == 0)
        return {};
    JsonWriter json;
    writeFields(json, fields);
    return std::move(json).finish();
}

std::string formatJson(std::string_view time, LogLevel level, std::string_view category,
                       std::string_view event, std::string_view message,
                       std::initializer_list<LogField> fields)
{
    JsonWriter json;
    json.field("time", time).field("level", word(level)).field("category", category);
    json.field("event", event).field("message", message);
    writeFields(json, fields);
    std::string line = std::move(json).finish();
    line += '\n';
    return line;
}

void onQtMessage(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    const LogLevel level = type == QtDebugMsg ? LogLevel::Debug
        : type == QtInfoMsg                   ? LogLevel::Info
        : type == QtWarningMsg                ? LogLevel::Warning
                                              : LogLevel::Error;
    if (!enabled(level))
        return;
    const std::string_view category = context.category ? context.category : "default";
    write(level, "qt", "qt_message", text.toStdString(),
          { { "qt_category", category == "default" ? std::string_view() : category } });
}

} // namespace

void configure(const Options& options)
{
    log().level = options.level;
    log().format = options.format;
    log().sink.open(options.descriptor, options.farewell);
    qInstallMessageHandler(onQtMessage);
}

LogLevel level()
{
    return log().level;
}

void setLevel(LogLevel level)
{
    log().level = level;
}

LogTap& tap()
{
    return log().tap;
}

std::string_view word(LogLevel level)
{
    constexpr std::string_view names[] = { "trace", "debug", "info", "warning", "error" };
    return names[static_cast<std::size_t>(level)];
}

bool enabled(LogLevel level)
{
    return level >= log().level.load(std::memory_order_relaxed);
}

void write(LogLevel level, std::string_view category, std::string_view event,
           std::string_view message, std::initializer_list<LogField> fields)
{
    if (!enabled(level))
        return;
    LogSink& sink = log().sink;
    const std::string now = timestamp();
    if (tap().isOpen())
        tap().put({ now, level, std::string(category), std::string(event), std::string(message),
                    fieldsJson(fields) });
    const LogFormat style = log().format.load(std::memory_order_relaxed);
    if (!tellWhatWasLost(log(), now)
        || !sink.write(format(style, now, level, category, event, message, fields)))
        sink.lose(1);
}

std::string format(LogFormat format, std::string_view time, LogLevel level,
                   std::string_view category, std::string_view event, std::string_view message,
                   std::initializer_list<LogField> fields)
{
    return format == LogFormat::Text ? formatText(time, level, category, message, fields)
                                     : formatJson(time, level, category, event, message, fields);
}

} // namespace sluice::eventlog
