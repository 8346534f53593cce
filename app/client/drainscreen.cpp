#include "app/client/drainscreen.h"
#include "app/client/drainline.h"
#include "app/client/terminaltext.h"
#include <QTime>
#include <sys/ioctl.h>

namespace sluice {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 lineEveryMs = 5000;

qsizetype columnsOf(std::FILE* stream)
{
    winsize size {};
    const bool known = ::ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

} // namespace

DrainScreen::DrainScreen(Kind kind, std::FILE* stream, QObject* parent)
    : QObject(parent), m_kind(kind), m_stream(stream)
{
    connect(&m_pulse, &QTimer::timeout, this, &DrainScreen::onPulse);
}

void DrainScreen::say(const QString& sentence)
{
    finish();
    printLine(m_stream, forTerminal(sentence));
}

void DrainScreen::show(const QJsonObject& status)
{
    const bool entered = status.value("state"_L1) != m_status.value("state"_L1);
    m_status = status;
    m_age.start();
    if (entered)
        m_sinceLine.invalidate();
    if (!m_pulse.isActive())
        m_pulse.start(1s); // the countdown goes on between two messages
    onPulse();
}

void DrainScreen::finish()
{
    m_pulse.stop();
    if (m_standing > 0)
        printLine(m_stream, {});
    m_standing = 0;
}

void DrainScreen::onPulse()
{
    const QString line = drainLine(m_status, m_age.elapsed());
    if (m_kind == Kind::Terminal)
        return overwrite(line);
    if (m_sinceLine.isValid() && !m_sinceLine.hasExpired(lineEveryMs))
        return;
    m_sinceLine.start();
    printLine(m_stream, QTime::currentTime().toString(u"HH:mm:ss  "_s) + line);
}

// A line that wraps could not be written over.
void DrainScreen::overwrite(const QString& line)
{
    const QString shown = line.left(columnsOf(m_stream) - 1);
    const QByteArray octets = '\r' + shown.leftJustified(m_standing).toUtf8();
    m_standing = shown.size();
    std::fwrite(octets.constData(), 1, static_cast<std::size_t>(octets.size()), m_stream);
    std::fflush(m_stream);
}

} // namespace sluice
