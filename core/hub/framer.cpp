#include "core/hub/framer.h"

#include "core/observe/metrics.h"

namespace sluice {

Outgoing Framer::toAll(const wire::Utterance& utterance, std::uint64_t offset)
{
    return frames(utterance, offset, m_registry.deflateClients());
}

Outgoing Framer::toOne(const wire::Utterance& utterance, const std::string& id,
                       std::uint64_t offset)
{
    const Registry::Record* record = m_registry.find(id);
    return frames(utterance, offset, record && record->deflate ? 1 : 0);
}

// `inflaters`: how many clients would take it compressed.
Outgoing Framer::frames(const wire::Utterance& utterance, std::uint64_t offset,
                        std::size_t inflaters)
{
    const bool withText = m_registry.textClients() > 0;
    Outgoing outgoing
        = wire::frames(utterance, withText, offset, inflaters > 0 ? &m_deflater : nullptr);
    const Frame& frame = *outgoing.json;
    if (!frame.deflated.empty()) {
        m_metrics.messagesCompressed.Increment();
        m_metrics.compressionSavedBytes.Increment(
            static_cast<double>((frame.octets.size() - frame.deflated.size()) * inflaters));
    }
    return outgoing;
}

} // namespace sluice
