#pragma once

#include "core/hub/registry.h"
#include "core/hub/wire.h"
#include "core/session/deflater.h"

namespace sluice {

class Metrics;

// Makes the frames of what the hub says to others: once each, in the forms that somebody connected
// reads, and compressed only if somebody agreed to that. Control thread.
class Framer {
public:
    Framer(const Registry& registry, Metrics& metrics)
        : m_registry(registry), m_metrics(metrics) { }

    Outgoing toAll(const wire::Utterance& utterance, std::uint64_t offset = 0);
    Outgoing toOne(const wire::Utterance& utterance, const std::string& id, std::uint64_t offset);

private:
    Outgoing frames(const wire::Utterance& utterance, std::uint64_t offset, std::size_t inflaters);

    const Registry& m_registry;
    Metrics& m_metrics;
    Deflater m_deflater;
};

} // namespace sluice
