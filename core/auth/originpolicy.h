#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice {

struct HttpHead;

// Which web pages may speak to this server (RFC 6454 §7): the pages of the host that was asked, and
// those that a glob names ("https://*.example.org", "http://localhost:*", "*"). A star stays within
// the host or the port; alone it is every origin. A program sends no Origin and is allowed; the
// opaque origin "null" is allowed only when it is listed. Pure.
class OriginPolicy {
public:
    explicit OriginPolicy(const std::vector<std::string>& allowed = {});

    bool allows(const HttpHead& head) const;
    // `host` is the Host field; both without surrounding space.
    bool allows(std::string_view origin, std::string_view host) const;

private:
    std::vector<std::string> m_allowed; // lower case, default ports written out
};

} // namespace sluice
