#include "core/runtime/mailbox.h"

#include <QSocketNotifier>
#include <cerrno>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace sluice {

Mailbox::Mailbox() : m_eventFd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_eventFd < 0)
        qFatal("eventfd failed: %s", qPrintable(qt_error_string(errno)));
}

Mailbox::~Mailbox()
{
    close(m_eventFd);
}

void Mailbox::attach()
{
    m_notifier = std::make_unique<QSocketNotifier>(m_eventFd, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [this] { runLetters(); });
}

void Mailbox::detach()
{
    m_notifier.reset();
    std::vector<Letter> dropped; // destroyed outside the lock: a capture may post
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    dropped.swap(m_letters);
}

bool Mailbox::post(Letter letter)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed)
        return false;
    m_letters.push_back(std::move(letter));
    // Under the lock, so that the descriptor outlives the write even if the letter before this
    // one leads to the mailbox's end.
    if (m_letters.size() == 1)
        eventfd_write(m_eventFd, 1);
    return true;
}

void Mailbox::runLetters()
{
    std::vector<Letter> letters;
    {
        const std::lock_guard lock(m_mutex);
        eventfd_t count = 0;
        eventfd_read(m_eventFd, &count);
        letters.swap(m_letters);
    }
    for (Letter& stored : letters) {
        if (m_notifier == nullptr) // a letter detached the mailbox
            return;
        const Letter letter = std::move(stored);
        letter();
    }
}

} // namespace sluice
