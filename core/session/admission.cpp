#include "core/session/admission.h"

#include "core/auth/authenticator.h"
#include "core/auth/guesslimit.h"
#include "core/auth/wrongtoken.h"
#include "core/http/request.h"
#include "core/observe/vitals.h"
#include "core/settings/settings.h"
#include "core/text/randomid.h"
#include <utility>

namespace sluice {

namespace {

constexpr std::string_view idPrefix = "/ws/";

} // namespace

Admission::Admission(const Settings& settings, const Vitals& vitals,
                     std::shared_ptr<const Authenticator> authenticator, GuessLimit* guesses)
    : m_settings(settings), m_vitals(vitals), m_origins(settings.allowedOrigins),
      m_authenticator(std::move(authenticator)), m_guesses(guesses)
{
}

void Admission::applySettings(std::shared_ptr<const Authenticator> authenticator)
{
    m_origins = OriginPolicy(m_settings.allowedOrigins);
    m_authenticator = std::move(authenticator);
}

Admission::Outcome Admission::decide(const HttpHead& head, const PeerAddress& peer) const
{
    const bool echo = head.path == "/echo";
    // Before the token: a fleet's balancer must see a drain, and it is no secret.
    if (!echo && !m_vitals.letsIn())
        return Refusal { m_vitals.readiness == Readiness::Draining ? CloseReason::ServerShutdown
                                                                   : CloseReason::NotAccepting };
    if (!echo && !m_origins.allows(head))
        return Refusal { CloseReason::OriginDenied };
    Outcome outcome = checkToken(head, peer);
    if (echo || std::holds_alternative<Refusal>(outcome))
        return outcome;
    return checkClient(head, std::get<Pass>(std::move(outcome)));
}

Admission::Outcome Admission::checkToken(const HttpHead& head, const PeerAddress& peer) const
{
    if (!m_authenticator || !m_authenticator->asksForTokens())
        return Pass {};
    if (m_guesses) {
        const auto wait = m_guesses->wait(peer.ip, GuessLimit::Clock::now());
        if (wait.count() > 0)
            return Refusal { CloseReason::RateLimited, "too many wrong tokens", wait };
    }
    Admittance admittance = m_authenticator->check(head, std::chrono::system_clock::now());
    if (const auto* denial = std::get_if<Denial>(&admittance)) {
        if (denial->guessed)
            countWrongToken(m_guesses, peer.ip);
        return Refusal { CloseReason::Unauthorized, denial->why };
    }
    return Pass { std::get<Identity>(std::move(admittance)), {} };
}

Admission::Outcome Admission::checkClient(const HttpHead& head, Pass pass) const
{
    if (head.path != "/ws") {
        pass.clientId = head.path.substr(idPrefix.size());
        if (!isClientId(pass.clientId))
            return Refusal { CloseReason::InvalidClientId };
        // A token that names nobody has no claim to a name either: it would keep its owner out.
        // Whom the hub has given an id may come back under it, as the session will prove there.
        const bool given = !isClientId(pass.identity.user) && head.queryValue("session");
        if (pass.identity.bySubject && pass.clientId != pass.identity.user && !given)
            return Refusal { CloseReason::Unauthorized, "the token is for somebody else" };
    } else if (pass.identity.bySubject && isClientId(pass.identity.user)) {
        pass.clientId = pass.identity.user;
    }
    if (m_vitals.clients >= m_settings.maxConnections && !head.queryValue("session"))
        return Refusal { CloseReason::TooManyConnections };
    return pass;
}

} // namespace sluice
