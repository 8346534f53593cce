#include "core/auth/adminguard.h"

#include "core/auth/constanttime.h"
#include "core/auth/hostport.h"
#include "core/auth/originpolicy.h"
#include "core/auth/presentedtoken.h"
#include "core/http/request.h"
#include "core/settings/settings.h"
#include <algorithm>
#include <iterator>
#include <utility>

namespace sluice {

namespace {

constexpr GuardAnswer allowed {};

// What proxies add of themselves or of whom they speak for: Forwarded (RFC 7239), Via (RFC 9110
// §7.6.3), and those that nginx, Apache, load balancers and content networks have made usual.
bool isProxysField(const HttpHead::Field& field)
{
    static constexpr std::string_view usual[]
        = { "forwarded",           "via",
            "x-real-ip",           "x-client-ip",
            "x-cluster-client-ip", "true-client-ip",
            "cf-connecting-ip",    "x-original-forwarded-for" };
    const std::string name = lowered(field.name);
    return name.starts_with("x-forwarded-")
        || std::find(std::begin(usual), std::end(usual), name) != std::end(usual);
}

bool cameThroughProxy(const HttpHead& head)
{
    return std::any_of(head.fields.begin(), head.fields.end(), isProxysField);
}

GuardAnswer checkLoopback(const HttpHead& head, const PeerAddress& peer)
{
    if (!peer.loopback)
        return { Verdict::Forbidden, "Without an admin_token this works from this machine only." };
    if (cameThroughProxy(head))
        return { Verdict::Forbidden, "Without an admin_token this does not work through a proxy." };
    const auto host = parseHostPort(head.field("Host").value_or(std::string_view()));
    if (!host || !host->isLoopback())
        return { Verdict::Forbidden, "Without an admin_token the Host must be a loopback one." };
    // Not allowed_origins: a page that may listen may not therefore command.
    if (!OriginPolicy().allows(head))
        return { Verdict::Forbidden, "Without an admin_token no foreign page may do this." };
    return allowed;
}

} // namespace

AdminGuard::AdminGuard(std::string adminToken, std::string viewerToken, bool metricsPublic)
    : m_adminToken(std::move(adminToken)), m_viewerToken(std::move(viewerToken)),
      m_metricsPublic(metricsPublic)
{
}

AdminGuard::AdminGuard(const Settings& settings)
    : AdminGuard(settings.adminToken, settings.viewerToken, settings.metricsPublic)
{
}

bool AdminGuard::asks(Access access) const
{
    return access != Access::Open && (access != Access::Metrics || !m_metricsPublic);
}

GuardAnswer AdminGuard::check(const HttpHead& head, const PeerAddress& peer, Access access) const
{
    if (!asks(access))
        return allowed;

    const std::string_view token = bearerToken(head);
    if (equalInConstantTime(token, m_adminToken))
        return allowed;
    const bool viewer = equalInConstantTime(token, m_viewerToken);
    if (viewer && access != Access::Change)
        return allowed;
    if (m_adminToken.empty() && !viewer) {
        GuardAnswer answer = checkLoopback(head, peer);
        answer.guessed = !token.empty() && !m_viewerToken.empty();
        return answer;
    }
    if (viewer)
        return { Verdict::Forbidden, "The viewer token may read but not change." };
    if (token.empty())
        return { Verdict::Unauthorized, "This needs Authorization: Bearer and a token." };
    return { Verdict::Unauthorized, "The token is not right.", true };
}

} // namespace sluice
