#include "app/client/stdinlines.h"
#include <array>
#include <cerrno>
#include <unistd.h>

namespace sluice {

StdinLines::StdinLines(QObject* parent)
    : QObject(parent), m_notifier(STDIN_FILENO, QSocketNotifier::Read)
{
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, &StdinLines::read);
}

void StdinLines::setEnabled(bool enabled)
{
    m_notifier.setEnabled(enabled && !m_atEnd);
}

void StdinLines::read()
{
    std::array<char, 4096> buffer {};
    const ssize_t size = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (size <= 0) {
        m_atEnd = true;
        m_notifier.setEnabled(false);
        if (!m_partial.isEmpty())
            Q_EMIT lineRead(QString::fromUtf8(std::exchange(m_partial, {})));
        return;
    }
    m_partial.append(buffer.data(), size);
    for (qsizetype end = m_partial.indexOf('\n'); end >= 0; end = m_partial.indexOf('\n')) {
        const QString line = QString::fromUtf8(m_partial.first(end));
        m_partial.remove(0, end + 1);
        if (!line.trimmed().isEmpty())
            Q_EMIT lineRead(line);
    }
}

} // namespace sluice
