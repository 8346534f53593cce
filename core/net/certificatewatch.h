#pragma once

#include "core/runtime/clock.h"
#include <QTimer>
#include <memory>

namespace sluice {

class Metrics;
class TlsContext;

// Tells when the server's certificate ends: as a metric, and from two weeks before once a day in
// the log. Main thread.
class CertificateWatch {
public:
    CertificateWatch(Metrics& metrics, const Clock& clock);

    void watch(std::shared_ptr<const TlsContext> tls); // null: there is none
    void look() const; // as it does by itself every day

private:
    Metrics& m_metrics;
    const Clock& m_clock;
    std::shared_ptr<const TlsContext> m_tls;
    QTimer m_daily;
};

} // namespace sluice
