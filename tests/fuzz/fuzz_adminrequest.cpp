// What a console says on the admin stream. The JSON itself is Qt's, which the fuzzer cannot see
// into; what is made of it is ours.
#include "core/admin/adminrequest.h"
#include "core/text/jsonobject.h"
#include "core/text/utf8.h"
#include "tests/fuzz/require.h"
#include <chrono>

using namespace sluice;
using namespace adminrequest;

namespace {

constexpr std::size_t mostCharacters = 64;
constexpr std::size_t longestSentence = 600;
constexpr auto aWeek = std::chrono::hours(168);

// A complaint quotes what is wrong, but never at length.
void checkSentence(const std::string& why)
{
    require(!why.empty() && why.size() <= longestSentence && isValidUtf8(why));
}

void checkTime(std::optional<std::chrono::milliseconds> time)
{
    require(!time || (time->count() >= 0 && *time <= aWeek));
}

struct CheckOrder {
    std::size_t size;

    void operator()(const Close& close) const
    {
        require(!close.ids.empty() && close.ids.size() <= size);
    }
    void operator()(const Drain& drain) const
    {
        checkTime(drain.order.timeout);
        checkTime(drain.order.delay);
        checkTime(drain.order.ramp);
        require(drain.order.reason.size() <= 200 && isValidUtf8(drain.order.reason));
    }
    void operator()(const UpdateDrain& change) const
    {
        checkTime(change.update.timeout);
        checkTime(change.update.ramp);
    }
    void operator()(const Publish& publish) const
    {
        const JsonObject wrapped("{\"data\":" + publish.data + '}');
        require(wrapped.isReadable() || wrapped.state() == JsonObject::State::TooDeep);
    }
    void operator()(const CancelDrain&) const { }
    void operator()(const Force&) const { }
    void operator()(const Accepting&) const { }
};

struct Check {
    std::size_t size;

    void operator()(const Subscribe& subscribe) const
    {
        require(subscribe.maxHz >= 1 && subscribe.maxHz <= 10);
    }
    void operator()(const Command& command) const
    {
        require(!command.ref || command.ref->size() <= 4 * mostCharacters);
        std::visit(CheckOrder { size }, command.order);
    }
    void operator()(const BadCommand& bad) const { checkSentence(bad.why); }
    void operator()(const Nonsense& nonsense) const { checkSentence(nonsense.why); }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(data, data + size);
    if (isValidUtf8(text)) // the frames' decoder lets no other through
        std::visit(Check { size }, parseAdminRequest(text));
    return 0;
}
