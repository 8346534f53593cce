#pragma once

#include "core/cluster/redisneighbours.h"
#include "tests/core/cluster/redisoperator.h"
#include "tests/support/epollmain.h"
#include "tests/support/redisprocess.h"
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace sluice {

// Within which a node that does not beat is buried.
constexpr RedisNeighbours::Pace quick { std::chrono::milliseconds(50), std::chrono::seconds(3) };
// Nobody is.
constexpr RedisNeighbours::Pace trusting { std::chrono::milliseconds(50), std::chrono::hours(1) };

inline RedisLink::Place impatient(const support::RedisProcess& redis)
{
    RedisLink::Place place = redis.place();
    place.patience = std::chrono::milliseconds(500);
    return place;
}

// A node's neighbours, and all that they say.
struct Node {
    Node(const RedisLink::Place& asks, const RedisLink::Place& hears, const std::string& name,
         RedisNeighbours::Pace pace)
        : commands(asks), neighbours(std::make_unique<RedisNeighbours>(
                              commands, hears, RedisNames { "sluice" }, pace))
    {
        RedisNeighbours* it = neighbours.get();
        const auto hear = [this, it](auto signal, const char* what) {
            QObject::connect(it, signal, it, [this, what](const std::string& id) {
                news.push_back(std::string(what) + ' ' + id);
            });
        };
        hear(&Neighbours::cameElsewhere, "came");
        hear(&Neighbours::wentElsewhere, "went");
        hear(&Neighbours::ousted, "ousted");
        QObject::connect(
            it, &Neighbours::closeAsked, it, [this](const std::string& id, CloseReason reason) {
                news.push_back("close " + id + ' ' + std::string(closeRow(reason).token));
            });
        QObject::connect(it, &Neighbours::said, it, [this](const wire::Utterance& utterance) {
            news.push_back("said " + utterance.json + ' ' + utterance.text);
        });
        commands.open();
        it->introduce(name);
        if (!QTest::qWaitFor([it] { return it->isInTouch(); }, soon))
            qFatal("no contact with Redis");
    }
    Node(const support::RedisProcess& redis, const std::string& name,
         RedisNeighbours::Pace pace = trusting)
        : Node(impatient(redis), redis.place(), name, pace)
    {
    }
    RedisNeighbours* operator->() const { return neighbours.get(); }
    bool hears(const std::string& what)
    {
        return QTest::qWaitFor([&] { return times(what) > 0; }, soon);
    }
    std::ptrdiff_t times(const std::string& what) const
    {
        return std::count(news.begin(), news.end(), what);
    }
    bool sees(std::uint64_t clients)
    {
        return QTest::qWaitFor([&] { return neighbours->count() == clients; }, soon);
    }

    RedisLink commands;
    std::unique_ptr<RedisNeighbours> neighbours;
    std::vector<std::string> news;
};

using News = std::vector<std::string>;

} // namespace sluice
