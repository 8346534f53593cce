#pragma once

#include <QObject>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

class QSocketNotifier;

namespace sluice {

// Where an instance listens for its successor: a UNIX socket that only its own user (or root) may
// use. Control thread.
class ControlSocket final : public QObject {
    Q_OBJECT
public:
    explicit ControlSocket(QObject* parent = nullptr);
    ~ControlSocket() override; // close()

    enum class Inherit {
        No, // a living instance's socket is left alone
        Yes // it is our predecessor's, and now ours
    };
    // Nothing on success, else a sentence. What a dead process has left behind is replaced.
    std::optional<std::string> open(const std::string& path, Inherit inherit);
    // Takes the file away, unless a successor has put its own there.
    void close();
    bool isOpen() const { return m_fd >= 0; }
    const std::string& path() const { return m_path; }

Q_SIGNALS:
    void visited(int fd); // whose owner is entitled to it; the descriptor is the receiver's

private:
    std::optional<std::string> listenAt(const std::string& path);
    void acceptAll();
    void rest();
    bool isStillOurs() const;

    int m_fd = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::string m_path;
    std::uint64_t m_device = 0; // of the file, to know it again
    std::uint64_t m_inode = 0;
};

namespace control {

// A line to the instance that listens there, non-blocking; or why there is none.
struct Connection {
    int fd = -1;
    std::int64_t pid = 0; // who listens there
    std::string why; // a sentence, when fd is -1
    bool isStale = false; // nobody listens at a file that is there
    bool isAbsent = false; // there is no such file
};
Connection connectTo(const std::string& path);

// Where the setting `control_socket` leads; empty: there shall be none, or there is no place for
// it.
std::string pathFor(const std::string& setting, std::uint16_t port);

// The path by default: in $RUNTIME_DIRECTORY or $XDG_RUNTIME_DIR, named by the port. Empty: neither
// is set. `variable` looks an environment variable up.
std::string defaultPath(std::uint16_t port,
                        const std::function<std::string(const char*)>& variable);
std::string defaultPath(std::uint16_t port);

} // namespace control
} // namespace sluice
