#include "core/hub/presencefanout.h"

#include "core/hub/framer.h"
#include "core/hub/presencebatch.h"
#include "core/hub/registry.h"
#include "core/hub/wire.h"
#include <algorithm>

namespace sluice {

namespace {

constexpr std::size_t maxIds = 100;

std::vector<std::string> firstIds(const std::unordered_set<std::string>& ids)
{
    std::vector<std::string> list;
    list.reserve(std::min(maxIds, ids.size()));
    for (auto id = ids.begin(); id != ids.end() && list.size() < maxIds; ++id)
        list.push_back(*id);
    return list;
}

} // namespace

SharedDelivery presenceDelivery(const PresenceBatch& batch, Registry& registry, Framer& framer,
                                std::uint64_t clients)
{
    const bool withText = registry.textClients() > 0;
    const wire::Presence everybody { firstIds(batch.joined()), firstIds(batch.left()),
                                     batch.joined().size(), batch.left().size(), clients };
    Delivery delivery { framer.toAll(wire::presence(everybody)), {}, {}, {} };

    const bool nothingElse = batch.joined().size() == 1 && batch.left().empty();
    Outgoing beyondTheCut;
    for (const std::string& id : batch.joined()) {
        const Registry::Record* record = registry.find(id);
        if (!record)
            continue;
        Outgoing frame;
        if (!nothingElse) {
            const auto own = std::find(everybody.joined.begin(), everybody.joined.end(), id);
            wire::Presence others = everybody;
            --others.joinedCount;
            if (own != everybody.joined.end()) {
                others.joined.erase(others.joined.begin() + (own - everybody.joined.begin()));
                frame = wire::frames(wire::presence(others), withText);
            } else {
                if (!beyondTheCut.json)
                    beyondTheCut = wire::frames(wire::presence(others), withText);
                frame = beyondTheCut;
            }
        }
        delivery.instead.emplace_back(record->key, std::move(frame));
    }
    std::sort(delivery.instead.begin(), delivery.instead.end(),
              [](const auto& left, const auto& right) { return left.first < right.first; });
    return std::make_shared<const Delivery>(std::move(delivery));
}

} // namespace sluice
