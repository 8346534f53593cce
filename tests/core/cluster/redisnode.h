#pragma once

#include "core/cluster/redisbackplane.h"
#include "tests/core/cluster/redisoperator.h"
#include "tests/support/epollmain.h"
#include "tests/support/redisprocess.h"
#include <memory>
#include <optional>
#include <set>

namespace sluice {

inline RedisBackplane::Options optionsFor(const support::RedisProcess& redis)
{
    RedisBackplane::Options options;
    options.place = redis.place();
    return options;
}

// A backplane as a node has it, and all that it says.
struct Node {
    explicit Node(const RedisBackplane::Options& options) : backplane(options)
    {
        QObject::connect(&backplane, &Backplane::delivered, &backplane,
                         [this](const SharedMessage& message) {
                             delivered.push_back(message);
                             offsets.push_back(message->offset);
                         });
        QObject::connect(&backplane, &Backplane::upChanged, &backplane,
                         [this](bool up) { ups += up; });
        QObject::connect(&backplane, &Backplane::restarted, &backplane, [this] { ++restarts; });
        QObject::connect(
            &backplane, &Backplane::trimmed, &backplane,
            [this](std::uint64_t from, std::uint64_t to) { gaps.emplace_back(from, to); });
        backplane.open([this](std::optional<std::string> why) {
            opened = true;
            whyNot = std::move(why);
        });
    }
    explicit Node(const support::RedisProcess& redis) : Node(optionsFor(redis)) { }
    bool opens()
    {
        return QTest::qWaitFor([this] { return opened; }, soon) && !whyNot;
    }
    bool isUp(bool up = true)
    {
        return QTest::qWaitFor([&] { return backplane.isUp() == up; }, soon);
    }
    // So many times, the first one included.
    bool hasBeenUp(int times)
    {
        return QTest::qWaitFor([&] { return ups >= times && backplane.isUp(); }, soon);
    }
    // Counts in `outcomes` when it is answered.
    void say(const std::string& data, const std::string& key = {}, const std::string& to = {})
    {
        ++said;
        backplane.append({ "", to, data, key, 7 }, [this, data](const Backplane::Result& result) {
            outcomes.push_back(result.outcome);
            answers.push_back(result);
            if (result.outcome == Backplane::Outcome::Appended) {
                acknowledged.insert(data);
                deliveredFirst
                    = deliveredFirst && !delivered.empty() && delivered.back() == result.message;
            }
        });
    }
    bool isAnswered()
    {
        return QTest::qWaitFor([this] { return outcomes.size() == said; }, soon);
    }
    bool has(std::size_t count)
    {
        return QTest::qWaitFor([&] { return delivered.size() >= count; }, soon);
    }
    std::vector<std::string> words() const
    {
        std::vector<std::string> all;
        for (const SharedMessage& message : delivered)
            all.push_back(message->data);
        return all;
    }

    RedisBackplane backplane;
    bool opened = false;
    std::optional<std::string> whyNot;
    std::vector<SharedMessage> delivered;
    std::vector<std::uint64_t> offsets;
    std::size_t said = 0;
    std::vector<Backplane::Outcome> outcomes;
    std::vector<Backplane::Result> answers;
    std::set<std::string> acknowledged;
    bool deliveredFirst = true;
    int restarts = 0;
    int ups = 0;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> gaps;
};

inline std::vector<std::uint64_t> upTo(std::uint64_t last)
{
    std::vector<std::uint64_t> all;
    for (std::uint64_t offset = 1; offset <= last; ++offset)
        all.push_back(offset);
    return all;
}

} // namespace sluice
