#include "core/session/framecodec.h"
#include "core/session/inflater.h"
#include "tests/core/session/rawdeflate.h"
#include <QTest>
#include <algorithm>
#include <cstdlib>
#include <new>

using namespace sluice;

namespace {

constexpr std::uint32_t limit = 70000;
constexpr std::uint32_t key = 0x37fa213d;

struct Allocations {
    std::size_t count = 0;
    std::size_t largest = 0;
    int live = 0;
};
thread_local Allocations* watched = nullptr;

void* allocate(std::size_t size)
{
    if (watched != nullptr) {
        ++watched->count;
        ++watched->live;
        watched->largest = std::max(watched->largest, size);
    }
    if (void* memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}

void release(void* memory)
{
    if (watched != nullptr && memory != nullptr)
        --watched->live;
    std::free(memory);
}

} // namespace

void* operator new(std::size_t size)
{
    return allocate(size);
}
void* operator new[](std::size_t size)
{
    return allocate(size);
}
void operator delete(void* memory) noexcept
{
    release(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    release(memory);
}
void operator delete[](void* memory) noexcept
{
    release(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    release(memory);
}

// What the decoder asks of the heap.
class TestFrameMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wholeMessageCostsNoAllocation();
    void tooLongMessageCostsNoAllocation();
    void memoryGrowsWithWhatArrives();
    void manyFragmentsCostFewAllocations();
    void memoryIsReleasedAfterTheMessage();
    void messagesThatNobodyWantsAreNotKept();
    void aZipBombTakesNoMoreThanTheLimit();
    void aCompressedMessageTakesWhatItNeeds();
};

void TestFrameMemory::wholeMessageCostsNoAllocation()
{
    std::string stream = encodeMaskedFrame(Opcode::Text, std::string(60000, 'x'), key)
        + encodeMaskedFrame(Opcode::Ping, "p", key);
    FrameDecoder decoder(limit);
    std::span<char> input(stream);
    Allocations allocations;
    watched = &allocations;
    const FrameEvent text = decoder.next(input);
    const FrameEvent ping = decoder.next(input);
    watched = nullptr;
    QCOMPARE(allocations.count, 0U);
    QCOMPARE(text.payload.size(), 60000U);
    QCOMPARE(text.payload.data() - stream.data(), std::ptrdiff_t(8));
    QCOMPARE(ping.payload, std::string_view("p"));
}

void TestFrameMemory::tooLongMessageCostsNoAllocation()
{
    std::string stream("\x81\xff\0\0\0\0\x7f\xff\xff\xff\1\2\3\4\5", 15);
    FrameDecoder decoder(limit);
    std::span<char> input(stream);
    Allocations allocations;
    watched = &allocations;
    const FrameEvent event = decoder.next(input);
    watched = nullptr;
    QCOMPARE(event.code, 1009);
    QCOMPARE(allocations.count, 0U);
}

void TestFrameMemory::memoryGrowsWithWhatArrives()
{
    constexpr std::size_t step = 1000;
    std::string stream = encodeMaskedFrame(Opcode::Binary, std::string(limit, 'x'), key);
    FrameDecoder decoder(limit);
    Allocations allocations;
    for (std::size_t at = 0; at < stream.size(); at += step) {
        std::span<char> input = std::span(stream).subspan(at);
        input = input.first(std::min(step, input.size()));
        watched = &allocations;
        const FrameEvent event = decoder.next(input);
        watched = nullptr;
        QVERIFY(allocations.largest <= 2 * (at + step));
        QVERIFY(allocations.largest <= limit);
        QCOMPARE(event.kind == FrameEvent::Kind::Binary, at + step >= stream.size());
    }
    QVERIFY(allocations.count > 1);
}

void TestFrameMemory::manyFragmentsCostFewAllocations()
{
    std::string stream = encodeMaskedFrame(Opcode::Text, "x", key, false);
    for (std::uint32_t i = 2; i < limit; ++i)
        stream += encodeMaskedFrame(Opcode::Continuation, "x", key, false);
    stream += encodeMaskedFrame(Opcode::Continuation, "x", key);
    FrameDecoder decoder(limit);
    std::span<char> input(stream);
    Allocations allocations;
    watched = &allocations;
    const FrameEvent whole = decoder.next(input);
    watched = nullptr;
    QCOMPARE(whole.payload.size(), std::size_t(limit));
    QVERIFY(allocations.count <= 20); // 2^16 octets by doubling
    QVERIFY(allocations.largest <= limit);
}

void TestFrameMemory::memoryIsReleasedAfterTheMessage()
{
    std::string stream = encodeMaskedFrame(Opcode::Binary, std::string(limit, 'x'), key);
    FrameDecoder decoder(limit);
    std::span<char> first = std::span(stream).first(1000);
    std::span<char> rest = std::span(stream).subspan(1000);
    Allocations allocations;
    watched = &allocations;
    const bool waits = decoder.next(first).kind == FrameEvent::Kind::NeedMore;
    const std::size_t whole = decoder.next(rest).payload.size();
    const int held = allocations.live;
    const bool idle = decoder.next(rest).kind == FrameEvent::Kind::NeedMore;
    watched = nullptr;
    QVERIFY(waits && idle);
    QCOMPARE(whole, std::size_t(limit));
    QCOMPARE(held, 1);
    QCOMPARE(allocations.live, 0);
}

void TestFrameMemory::messagesThatNobodyWantsAreNotKept()
{
    std::string begun = encodeMaskedFrame(Opcode::Text, std::string(limit, 'x'), key);
    std::string stream = begun.substr(5000)
        + encodeMaskedFrame(Opcode::Binary, std::string(limit, 'x'), key, false)
        + encodeMaskedFrame(Opcode::Ping, "p", key)
        + encodeMaskedFrame(Opcode::Continuation, std::string(limit, 'x'), key)
        + encodeMaskedFrame(Opcode::Text, "whole", key)
        + encodeMaskedFrame(Opcode::Text, "\xff", key);
    FrameDecoder decoder(limit);
    std::span<char> first = std::span(begun).first(5000);
    QCOMPARE(decoder.next(first).kind, FrameEvent::Kind::NeedMore);
    decoder.passOverMessages();
    Allocations allocations;
    watched = &allocations;
    std::vector<FrameEvent::Kind> kinds;
    kinds.reserve(8);
    for (std::size_t at = 0; at < stream.size();) {
        std::span<char> input
            = std::span(stream).subspan(at, std::min<std::size_t>(1000, stream.size() - at));
        at += input.size();
        while (!input.empty())
            if (const FrameEvent event = decoder.next(input);
                event.kind != FrameEvent::Kind::NeedMore)
                kinds.push_back(event.kind);
    }
    watched = nullptr;
    QCOMPARE(kinds, (std::vector { FrameEvent::Kind::Ping, FrameEvent::Kind::Violation }));
    QVERIFY(allocations.largest <= 1024);
}

void TestFrameMemory::aZipBombTakesNoMoreThanTheLimit()
{
    const std::string bomb = deflatedPayload(std::string(std::size_t { 64 } * 1024 * 1024, '\0'));
    QVERIFY(bomb.size() < limit);
    Inflater inflater;
    Allocations allocations;
    watched = &allocations;
    const Inflater::Outcome outcome = inflater.inflate(bomb, limit);
    watched = nullptr;
    QCOMPARE(outcome, Inflater::Outcome::TooLong);
    QCOMPARE(allocations.largest, std::size_t { limit } + 1);
    QVERIFY(allocations.count < 10);
}

void TestFrameMemory::aCompressedMessageTakesWhatItNeeds()
{
    const std::string payload = deflatedPayload(std::string(20000, 'x'));
    Inflater inflater;
    Allocations first;
    watched = &first;
    const Inflater::Outcome one = inflater.inflate(payload, limit);
    watched = nullptr;
    Allocations second;
    watched = &second;
    const Inflater::Outcome two = inflater.inflate(payload, limit);
    watched = nullptr;
    QVERIFY(one == Inflater::Outcome::Whole && two == one);
    QVERIFY(first.largest <= 40000);
    QCOMPARE(second.count, 0U);
}

QTEST_APPLESS_MAIN(TestFrameMemory)
#include "tst_framememory.moc"
