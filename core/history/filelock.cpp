#include "core/history/filelock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sluice {

namespace {

std::string whyNotOpened(int error)
{
    std::string what
        = std::string("cannot be opened for reading and writing: ") + std::strerror(error) + '.';
    switch (error) {
    case ENOENT:
        return what + " Make its directory first.";
    case EISDIR:
        return what + " Name a file in it.";
    case EACCES:
    case EROFS:
    case EPERM:
        return what + " The server's user must be able to write it.";
    default:
        return what;
    }
}

// Whoever has locked the octets that SQLite locks; 0: nobody whom this system can name.
pid_t holderOf(int descriptor)
{
    struct flock range { };
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    range.l_start = 0x40000000;
    range.l_len = 512;
    return ::fcntl(descriptor, F_GETLK, &range) == 0 && range.l_type != F_UNLCK ? range.l_pid : 0;
}

std::string inUse(int descriptor)
{
    const pid_t holder = holderOf(descriptor);
    return "is in use by another running Sluice"
        + (holder > 0 ? " (process " + std::to_string(holder) + ')' : std::string())
        + ". Each needs a file of its own.";
}

// A name is on the disk once its directory is.
void syncDirectoryOf(const std::string& path)
{
    const auto slash = path.rfind('/');
    const std::string directory = slash == path.npos ? "." : path.substr(0, slash + 1);
    const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

} // namespace

std::variant<std::unique_ptr<FileLock>, std::string> FileLock::take(const std::string& path)
{
    // Without O_NONBLOCK a pipe of that name would hold up the start for good.
    const int descriptor
        = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);
    if (descriptor < 0)
        return whyNotOpened(errno);
    std::unique_ptr<FileLock> lock(new FileLock(path, descriptor));
    struct stat facts { };
    if (::fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode))
        return "is no regular file.";
    lock->m_empty = facts.st_size == 0;
    // Not SQLite's own locks, which a process loses as soon as it closes the file anywhere.
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK
            ? inUse(descriptor)
            : std::string("cannot be locked: ") + std::strerror(errno) + '.';
    if (lock->m_empty)
        syncDirectoryOf(path);
    return lock;
}

FileLock::~FileLock()
{
    ::close(m_descriptor);
}

bool FileLock::isInPlace() const
{
    struct stat named { };
    struct stat held { };
    return ::stat(m_path.c_str(), &named) == 0 && ::fstat(m_descriptor, &held) == 0
        && named.st_dev == held.st_dev && named.st_ino == held.st_ino;
}

} // namespace sluice
