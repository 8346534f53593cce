#pragma once

#include <string>
#include <string_view>

namespace sluice {

// One self-contained HTML page with the fields that bind it: a Content-Security-Policy that allows
// exactly its own <style> and <script> (CSP3 §2.3.1) and an ETag. Immutable.
class WebPage {
public:
    explicit WebPage(std::string html);

    const std::string& html() const { return m_html; }
    const std::string& policy() const { return m_policy; }
    const std::string& etag() const { return m_etag; }
    bool isKnownTo(std::string_view ifNoneMatch) const; // RFC 9110 §13.1.2, weak comparison

private:
    std::string m_html;
    std::string m_policy;
    std::string m_etag;
};

} // namespace sluice
