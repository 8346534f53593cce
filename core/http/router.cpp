#include "core/http/router.h"

#include "core/auth/guesslimit.h"
#include "core/auth/presentedtoken.h"
#include "core/auth/wrongtoken.h"
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace sluice {

namespace {

// The parameter when the path fits, empty when the pattern has none.
std::optional<std::string_view> fit(std::string_view pattern, std::string_view path)
{
    constexpr std::string_view placeholder = "{id}";
    const std::size_t at = pattern.find(placeholder);
    if (at == std::string_view::npos)
        return pattern == path ? std::optional(std::string_view()) : std::nullopt;
    const std::string_view before = pattern.substr(0, at);
    const std::string_view behind = pattern.substr(at + placeholder.size());
    if (path.size() <= before.size() + behind.size() || !path.starts_with(before)
        || !path.ends_with(behind))
        return std::nullopt;
    path.remove_prefix(before.size());
    path.remove_suffix(behind.size());
    return path.find('/') == std::string_view::npos ? std::optional(path) : std::nullopt;
}

bool isKnownMethod(std::string_view method)
{
    constexpr std::array<std::string_view, 9> known { "GET",     "HEAD",   "POST",
                                                      "PUT",     "DELETE", "CONNECT",
                                                      "OPTIONS", "TRACE",  "PATCH" };
    return std::find(known.begin(), known.end(), method) != known.end();
}

} // namespace

Response refuseAccess(const GuardAnswer& answer)
{
    if (answer.verdict == Verdict::Forbidden)
        return problem(403, "permission_denied", answer.why);
    Response response = problem(401, "unauthorized", answer.why);
    response.fields.push_back(bearerChallenge());
    return response;
}

std::optional<Response> accessRefusal(const AdminGuard& guard, GuessLimit* guesses,
                                      const HttpHead& head, const PeerAddress& peer, Access access)
{
    if (guesses && guard.asks(access) && !bearerToken(head).empty()) {
        const auto wait
            = guesses->wait(GuessLimit::Of::Operators, peer.ip, GuessLimit::Clock::now());
        if (wait.count() > 0) {
            Response response
                = problem(429, "rate_limited", "Too many wrong tokens came from this address.");
            response.fields.push_back(retryAfter(wait));
            return response;
        }
    }
    const GuardAnswer answer = guard.check(head, peer, access);
    if (answer.verdict == Verdict::Allowed)
        return std::nullopt;
    if (answer.guessed)
        countWrongToken(guesses, GuessLimit::Of::Operators, peer.ip);
    return refuseAccess(answer);
}

Router::Router(AdminGuard guard, GuessLimit* guesses)
    : m_guard(std::move(guard)), m_guesses(guesses)
{
}

void Router::add(std::string method, std::string pattern, Access access, Handler handler)
{
    m_routes.push_back({ std::move(method), std::move(pattern), access, std::move(handler) });
}

Router::Decision Router::decide(const HttpHead& head, const PeerAddress& peer) const
{
    const std::string_view method = head.method == "HEAD" ? "GET" : std::string_view(head.method);
    for (const Route& route : m_routes) {
        if (route.method != method)
            continue;
        const auto parameter = fit(route.pattern, head.path);
        if (!parameter)
            continue;
        if (auto refusal = accessRefusal(m_guard, m_guesses, head, peer, route.access))
            return { nullptr, {}, *std::move(refusal) };
        return { &route, std::string(*parameter), {} };
    }
    return { nullptr, {}, refuseMethod(head) };
}

Response Router::refuseMethod(const HttpHead& head) const
{
    std::string allow;
    for (const Route& route : m_routes) {
        if (fit(route.pattern, head.path))
            allow += (allow.empty() ? "" : ", ") + route.method
                + (route.method == "GET" ? ", HEAD" : "");
    }
    if (!isKnownMethod(head.method))
        return problem(501, "not_implemented", "No such method is known here.");
    if (allow.empty())
        return problem(404, "not_found", "There is nothing at this path.");
    Response response = problem(405, "method_not_allowed", "This path allows: " + allow + ".");
    response.fields.emplace_back("Allow", allow);
    return response;
}

} // namespace sluice
