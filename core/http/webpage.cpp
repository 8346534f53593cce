#include "core/http/webpage.h"

#include "core/text/ascii.h"
#include <QByteArray>
#include <QCryptographicHash>
#include <algorithm>
#include <utility>

namespace sluice {

namespace {

QByteArray sha256(std::string_view text)
{
    return QCryptographicHash::hash(
        QByteArrayView(text.data(), static_cast<qsizetype>(text.size())),
        QCryptographicHash::Sha256);
}

// What stands between <name …> and </name>, octet for octet, as a browser hashes it.
std::string_view element(std::string_view html, const std::string& name)
{
    const std::size_t open = html.find("<" + name);
    const std::size_t begin = html.find('>', std::min(open, html.size()));
    const std::size_t end = html.find("</" + name, std::min(begin, html.size()));
    if (end == std::string_view::npos)
        return {};
    return html.substr(begin + 1, end - begin - 1);
}

std::string source(std::string_view html, const std::string& name)
{
    const std::string_view content = element(html, name);
    if (content.empty())
        return "'none'";
    return "'sha256-" + sha256(content).toBase64().toStdString() + "'";
}

} // namespace

WebPage::WebPage(std::string html) : m_html(std::move(html))
{
    m_policy = "default-src 'none'; connect-src 'self' ws: wss:; script-src "
        + source(m_html, "script") + "; style-src " + source(m_html, "style")
        + "; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    m_etag = '"' + sha256(m_html).first(12).toHex().toStdString() + '"';
}

bool WebPage::isKnownTo(std::string_view ifNoneMatch) const
{
    while (!ifNoneMatch.empty()) {
        std::string_view tag = ascii::takeItem(ifNoneMatch);
        if (tag.starts_with("W/"))
            tag.remove_prefix(2);
        if (tag == "*" || tag == m_etag)
            return true;
    }
    return false;
}

} // namespace sluice
