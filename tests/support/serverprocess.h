#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QTemporaryDir>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

namespace sluice::support {

// The real server as a process: SLUICE_BINARY with settings, its log in a file. It never outlives
// the object, nor the test.
class ServerProcess {
public:
    using Settings = std::initializer_list<std::pair<const char*, std::string>>;

    ServerProcess(Settings settings); // { "shutdown_timeout", "30s" }: as the file has them
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    bool start(); // true once it listens
    std::uint16_t port() const { return m_port; }
    void signal(int number);
    bool isRunning(); // looked up now
    // The exit code, or -1 after a death by signal; nothing while it still runs after `patience`.
    std::optional<int> exitCode(std::chrono::milliseconds patience);

    QList<QJsonObject> events(const char* name) const; // of the log, as far as it is written
    QByteArray log() const;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    std::uint16_t m_port = 0;
};

} // namespace sluice::support
