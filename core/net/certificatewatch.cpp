#include "core/net/certificatewatch.h"

#include "core/net/tlscontext.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include <chrono>
#include <string>
#include <utility>

namespace sluice {

using namespace std::chrono_literals;

namespace {

constexpr auto aDay = 24h;
constexpr auto soon = 14 * aDay;

std::string inWords(std::chrono::hours time)
{
    const auto count = time < 2 * aDay ? time.count() : time / aDay;
    return std::to_string(count) + (time < 2 * aDay ? " hour" : " day") + (count == 1 ? "" : "s");
}

} // namespace

CertificateWatch::CertificateWatch(Metrics& metrics, const Clock& clock)
    : m_metrics(metrics), m_clock(clock)
{
    m_daily.setInterval(aDay);
    QObject::connect(&m_daily, &QTimer::timeout, &m_daily, [this] { look(); });
}

void CertificateWatch::watch(std::shared_ptr<const TlsContext> tls)
{
    m_tls = std::move(tls);
    if (!m_tls)
        return;
    m_metrics.tlsCertificateExpiry.Set(
        static_cast<double>(std::chrono::system_clock::to_time_t(m_tls->expires())));
    look();
    m_daily.start();
}

void CertificateWatch::look() const
{
    if (!m_tls)
        return;
    const auto left = m_tls->expires() - m_clock.wallTime();
    if (left >= soon)
        return;
    const std::string date = timestamp(m_tls->expires());
    const std::string when = left <= 0s
        ? "has ended on " + date + ": clients refuse it"
        : "ends in " + inWords(std::chrono::floor<std::chrono::hours>(left)) + ", on " + date;
    eventlog::write(LogLevel::Warning, "server", "tls_certificate_ends",
                    "The TLS certificate " + when + ".", { { "expires", date } });
}

} // namespace sluice
