#include "core/net/proxyheader.h"
#include "tests/fuzz/require.h"

using namespace sluice;

namespace {

bool isFinal(const ProxyHeader& header)
{
    return header.outcome != ProxyOutcome::Incomplete;
}

// A verdict on a prefix is the verdict on the whole, and no octet behind the header is asked for.
void checkPrefix(const ProxyHeader& whole, std::string_view octets, std::size_t length)
{
    const std::string exactlySized(octets.substr(0, length));
    const ProxyHeader prefix = parseProxyHeader(exactlySized);
    if (!isFinal(prefix)) {
        require(prefix.bytes > length && prefix.bytes <= ProxyHeader::maxBytes);
        const bool hasHeader = isFinal(whole) && whole.outcome != ProxyOutcome::Malformed;
        require(!hasHeader || prefix.bytes <= whole.bytes);
        return;
    }
    require(prefix.outcome == whole.outcome && prefix.why == whole.why);
    require(prefix.bytes == whole.bytes && prefix.ip == whole.ip && prefix.port == whole.port);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string octets(data, data + size);
    const ProxyHeader whole = parseProxyHeader(octets);
    require(whole.why.empty() == (whole.outcome != ProxyOutcome::Malformed));
    require(whole.ip.empty() == (whole.outcome != ProxyOutcome::Proxied));
    if (isFinal(whole) && whole.outcome != ProxyOutcome::Malformed)
        require(whole.bytes >= ProxyHeader::fixedBytes && whole.bytes <= size);
    for (std::size_t length = 0; length < size; length += 1 + size / 64)
        checkPrefix(whole, octets, length);
    return 0;
}
