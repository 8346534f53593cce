#pragma once

#include <QByteArray>
#include <cstdint>

namespace sluice::support {

struct HttpAnswer {
    int status = 0; // 0: none came in time
    QByteArray body;
};

// One request over a connection of its own; waits for the whole answer, without an event loop.
// A body makes it application/json.
HttpAnswer ask(std::uint16_t port, const char* method, const char* path,
               const QByteArray& body = {});

// The highest value of a metric over all its labels, as /metrics tells it now; -1 when absent.
double highestMetric(std::uint16_t port, const char* name);

} // namespace sluice::support
