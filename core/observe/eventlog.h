#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace sluice {

enum class LogLevel { Trace, Debug, Info, Warning, Error };
enum class LogFormat { Text, Json };

struct LogField {
    std::string_view key;
    std::variant<std::string_view, std::int64_t, double, bool> value;
};

class LogTap;

// One line per event on standard error (PROTOCOL.md §5), from any thread, each with one write(2).
// A reader that is slower holds nobody up (see LogSink). Process-wide like qDebug, because every
// station may have something to say.
namespace eventlog {

struct Options {
    LogLevel level = LogLevel::Info;
    LogFormat format = LogFormat::Text;
    int descriptor = 2;
    std::chrono::milliseconds farewell { 500 }; // for what its reader has left at the exit
};
void configure(const Options& options); // also routes Qt's own messages here (category "qt")
bool enabled(LogLevel level);
// category: the folder that speaks ("drain"); event: a stable snake_case word for programs
// ("client_disconnected"); message: a whole English sentence for people.
void write(LogLevel level, std::string_view category, std::string_view event,
           std::string_view message, std::initializer_list<LogField> fields = {});
// Where what is written can be fetched, too.
LogTap& tap();
std::string_view word(LogLevel level); // "warning"

// The line as write() would put it, newline included. Pure.
std::string format(LogFormat format, std::string_view time, LogLevel level,
                   std::string_view category, std::string_view event, std::string_view message,
                   std::initializer_list<LogField> fields);

} // namespace eventlog
} // namespace sluice
