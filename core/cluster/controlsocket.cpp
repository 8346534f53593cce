#include "core/cluster/controlsocket.h"

#include "core/observe/eventlog.h"
#include <QSocketNotifier>
#include <QTimer>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace sluice {

namespace {

constexpr int backlog = 16;
constexpr std::chrono::milliseconds restTime { 100 };

bool fits(const std::string& path)
{
    return path.size() < sizeof(sockaddr_un::sun_path);
}

sockaddr_un addressOf(const std::string& path)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

std::optional<ucred> peerOf(int fd)
{
    ucred peer {};
    socklen_t length = sizeof peer;
    if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) < 0)
        return std::nullopt;
    return peer;
}

bool isEntitled(const ucred& peer)
{
    return peer.uid == ::geteuid() || peer.uid == 0;
}

int newSocket()
{
    return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

std::string cannotListen(const std::string& path, const std::string& why)
{
    return "The control socket " + path + " is not there: " + why
        + ". A restart will not find this instance; control_socket names another place.";
}

// Why the file at this path must be left alone.
std::optional<std::string> occupant(const std::string& path)
{
    struct stat file { };
    if (::lstat(path.c_str(), &file) < 0)
        return std::nullopt; // bind(2) knows better what is wrong, if anything is
    if (!S_ISSOCK(file.st_mode))
        return "the path is taken by something that is no socket";
    const control::Connection other = control::connectTo(path);
    if (other.fd >= 0)
        ::close(other.fd);
    if (other.isStale || other.isAbsent)
        return std::nullopt;
    return other.pid > 0 ? "another instance (pid " + std::to_string(other.pid) + ") listens there"
                         : other.why;
}

} // namespace

ControlSocket::ControlSocket(QObject* parent) : QObject(parent) { }

ControlSocket::~ControlSocket()
{
    close();
}

std::optional<std::string> ControlSocket::open(const std::string& path, Inherit inherit)
{
    close();
    // Made under another name first: the rename replaces what stood there in one step, so that
    // whoever looks finds the old socket or the new one, never none.
    const std::string fresh = path + '.' + std::to_string(::getpid());
    if (!fits(fresh))
        return cannotListen(path, "the path is too long for a UNIX socket");
    if (inherit == Inherit::No)
        if (const auto why = occupant(path))
            return cannotListen(path, *why);
    auto why = listenAt(fresh);
    if (!why && ::rename(fresh.c_str(), path.c_str()) < 0)
        why = std::strerror(errno);
    struct stat file { };
    if (!why && ::lstat(path.c_str(), &file) < 0)
        why = std::strerror(errno);
    if (why) {
        ::unlink(fresh.c_str());
        close();
        return cannotListen(path, *why);
    }
    m_path = path;
    m_device = file.st_dev;
    m_inode = file.st_ino;
    m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &ControlSocket::acceptAll);
    return std::nullopt;
}

std::optional<std::string> ControlSocket::listenAt(const std::string& path)
{
    m_fd = newSocket();
    if (m_fd < 0)
        return std::strerror(errno);
    const sockaddr_un address = addressOf(path);
    // The mode of the descriptor becomes that of the file: there is no moment in which others
    // could connect.
    if (::fchmod(m_fd, S_IRUSR | S_IWUSR) < 0
        || ::bind(m_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0
        || ::listen(m_fd, backlog) < 0)
        return std::strerror(errno);
    return std::nullopt;
}

void ControlSocket::close()
{
    m_notifier.reset();
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
    if (isStillOurs())
        ::unlink(m_path.c_str());
    m_path.clear();
}

bool ControlSocket::isStillOurs() const
{
    struct stat file { };
    return !m_path.empty() && ::lstat(m_path.c_str(), &file) == 0 && file.st_dev == m_device
        && file.st_ino == m_inode;
}

void ControlSocket::acceptAll()
{
    for (;;) {
        const int fd = ::accept4(m_fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd < 0) {
            if (errno != EAGAIN)
                rest();
            return;
        }
        const auto peer = peerOf(fd);
        if (peer && isEntitled(*peer)) {
            Q_EMIT visited(fd);
            continue;
        }
        ::close(fd);
        eventlog::write(LogLevel::Warning, "cluster", "control_denied",
                        "Another user has come to the control socket and was turned away.",
                        { { "uid", peer ? std::int64_t { peer->uid } : -1 },
                          { "pid", peer ? std::int64_t { peer->pid } : -1 } });
    }
}

// Without a descriptor to accept it with, a visitor keeps the socket readable: the loop would spin.
void ControlSocket::rest()
{
    m_notifier->setEnabled(false);
    QTimer::singleShot(restTime, m_notifier.get(), [this] { m_notifier->setEnabled(true); });
}

namespace control {

Connection connectTo(const std::string& path)
{
    Connection made;
    if (!fits(path)) {
        made.why = "The path " + path + " is too long for a UNIX socket.";
        return made;
    }
    const int fd = newSocket();
    const sockaddr_un address = addressOf(path);
    const bool isConnected = fd >= 0
        && ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    const int error = errno;
    const auto peer = isConnected ? peerOf(fd) : std::nullopt;
    if (peer && isEntitled(*peer)) {
        made.fd = fd;
        made.pid = peer->pid;
        return made;
    }
    if (fd >= 0)
        ::close(fd);
    made.isStale = !isConnected && error == ECONNREFUSED;
    made.isAbsent = !isConnected && error == ENOENT;
    // As another user a successor could have rights that the instance has given up.
    made.why = isConnected ? "The instance at " + path + " belongs to another user"
            + (peer ? " (uid " + std::to_string(peer->uid) + ')' : std::string())
            + ": come as that one, with runuser or setpriv, or let its service manager do it."
        : made.isStale || made.isAbsent
        ? "No instance is running at " + path + "."
        : "The instance at " + path + " cannot be reached: " + std::strerror(error) + ".";
    return made;
}

std::string defaultPath(std::uint16_t port, const std::function<std::string(const char*)>& variable)
{
    std::string folder = variable("RUNTIME_DIRECTORY");
    folder = folder.substr(0, folder.find(':')); // systemd lists several, if there are several
    if (folder.empty())
        folder = variable("XDG_RUNTIME_DIR");
    return folder.empty() ? folder : folder + "/sluice-" + std::to_string(port) + ".sock";
}

std::string pathFor(const std::string& setting, std::uint16_t port)
{
    return setting == "auto" ? defaultPath(port) : setting;
}

std::string defaultPath(std::uint16_t port)
{
    return defaultPath(port, [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value ? value : "");
    });
}

} // namespace control
} // namespace sluice
