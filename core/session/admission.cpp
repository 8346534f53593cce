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

std::optional<CloseReason> closedDoor(const Vitals& vitals)
{
    if (vitals.letsIn())
        return std::nullopt;
    return vitals.readiness == Readiness::Draining ? CloseReason::ServerShutdown
                                                   : CloseReason::NotAccepting;
}

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
    if (const auto reason = echo ? std::nullopt : closedDoor(m_vitals))
        return Refusal { *reason };
    // The echo is anybody's, unless a foreign page could use it to try tokens.
    const bool asks = m_authenticator && m_authenticator->asksForTokens();
    if ((!echo || asks) && !m_origins.allows(head))
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
    const auto wait = m_guesses
        ? m_guesses->wait(GuessLimit::Of::Clients, peer.ip, GuessLimit::Clock::now())
        : std::chrono::milliseconds(0);
    // A signature cannot be guessed: a right one is let in, however many wrong ones its address has
    // shown since the key was changed.
    if (wait.count() > 0 && !m_authenticator->tokensExpire())
        return Refusal { CloseReason::RateLimited, "too many wrong tokens", wait };
    Admittance admittance = m_authenticator->check(head, std::chrono::system_clock::now());
    if (const auto* denial = std::get_if<Denial>(&admittance)) {
        if (wait.count() > 0)
            return Refusal { CloseReason::RateLimited, "too many wrong tokens", wait };
        if (denial->guessed)
            countWrongToken(m_guesses, GuessLimit::Of::Clients, peer.ip);
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
    // Who may come in another one's place is the hub's to say.
    const bool mayReplace = head.queryValue("session")
        || (pass.identity.bySubject && pass.clientId == pass.identity.user);
    if (m_vitals.clients >= m_settings.maxConnections && !mayReplace)
        return Refusal { CloseReason::TooManyConnections };
    return pass;
}

} // namespace sluice
