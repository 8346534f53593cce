#include "core/admin/drainfeed.h"

#include "core/admin/adminwire.h"
#include "core/drain/draincontroller.h"

namespace sluice {

using namespace std::chrono_literals;

namespace {

constexpr auto shortest = 500ms; // between two messages about the same state
constexpr auto longest = 1000ms; // while a drain runs

} // namespace

DrainFeed::DrainFeed(const DrainController& drain, const Clock& clock, QObject* parent)
    : QObject(parent), m_drain(drain), m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DrainFeed::tell);
}

void DrainFeed::setWatched(bool watched)
{
    if (watched == m_watched)
        return;
    m_watched = watched;
    if (watched) {
        m_told = m_drain.state();
        connect(&m_drain, &DrainController::changed, this, &DrainFeed::onChanged);
        if (m_told != drain::State::Serving)
            m_timer.start(longest);
    } else {
        disconnect(&m_drain, nullptr, this, nullptr);
        m_timer.stop();
    }
}

std::string DrainFeed::message() const
{
    return adminwire::drain(m_drain.status());
}

void DrainFeed::onChanged()
{
    const auto since = m_clock.now() - m_toldAt;
    if (m_drain.state() != m_told || since >= shortest)
        tell();
    else
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(shortest - since));
}

void DrainFeed::tell()
{
    const drain::State before = m_told;
    m_told = m_drain.state();
    m_toldAt = m_clock.now();
    m_timer.stop();
    if (m_told != drain::State::Serving && m_told != drain::State::Finished)
        m_timer.start(longest);
    // While nothing is drained, clients come and go without being news here.
    if (m_told != drain::State::Serving || before != m_told)
        Q_EMIT due();
}

} // namespace sluice
