#include "core/net/httphead.h"
#include "core/text/ascii.h"
#include "tests/fuzz/require.h"
#include <algorithm>
#include <string>

using namespace sluice;

namespace {

void checkHead(const HttpHead& head, std::size_t size)
{
    require(head.bytes <= HttpHead::maxBytes && head.bytes <= size);
    // The authority of an absolute-form target may add a Host to an HTTP/1.0 request.
    require(head.fields.size() <= HttpHead::maxFields + 1);
    require(ascii::isToken(head.method) && head.path.starts_with('/'));
    require(std::none_of(head.path.begin(), head.path.end(), ascii::isControl));
    require(head.field("Host").has_value() || head.minorVersion == 0);
    require(!head.field("Transfer-Encoding"));
    for (const HttpHead::Field& field : head.fields) {
        require(ascii::isToken(field.name));
        for (const char c : field.value)
            require(!ascii::isControl(c) || c == '\t');
    }
    require(!head.wantsUpgrade() || head.method == "GET");
    static_cast<void>(head.keepAlive());
    static_cast<void>(head.queryValue("token"));
}

// A verdict on a prefix is the verdict on the whole; a head ends where it ends.
void checkPrefix(const HeadResult& whole, std::string_view bytes, std::size_t length)
{
    const std::string exactlySized(bytes.substr(0, length));
    const HeadResult prefix = parseHttpHead(exactlySized);
    if (prefix.outcome == HeadOutcome::Incomplete)
        return;
    require(prefix.outcome == whole.outcome && prefix.why == whole.why);
    require(prefix.head.bytes == whole.head.bytes);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(data, data + size);
    const HeadResult whole = parseHttpHead(bytes);
    require(
        whole.why.empty()
        == (whole.outcome == HeadOutcome::Complete || whole.outcome == HeadOutcome::Incomplete));
    if (whole.outcome == HeadOutcome::Complete) {
        checkHead(whole.head, size);
        require(parseHttpHead(bytes.substr(0, whole.head.bytes - 1)).outcome
                == HeadOutcome::Incomplete);
    }
    for (std::size_t length = 0; length < size; length += 1 + size / 16)
        checkPrefix(whole, bytes, length);
    return 0;
}
