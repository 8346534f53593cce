#pragma once

#include "core/cluster/redislink.h"
#include "tests/support/redisprocess.h"
#include <QTest>
#include <optional>

namespace sluice {

constexpr int soon = 30000; // milliseconds, on a slow machine

// A link beside the nodes', for whoever meddles with Redis.
struct Operator {
    explicit Operator(const support::RedisProcess& redis) : link(redis.place())
    {
        link.open();
        if (!QTest::qWaitFor([this] { return link.isUp(); }, soon))
            qFatal("Redis is not there");
    }
    RedisReply does(const RedisLink::Words& words)
    {
        std::optional<RedisReply> got;
        link.ask(words, [&](const RedisReply* reply) { got = reply ? *reply : RedisReply(); });
        if (!QTest::qWaitFor([&] { return got.has_value(); }, soon))
            qFatal("no answer");
        return *got;
    }
    RedisLink link;
};

} // namespace sluice
