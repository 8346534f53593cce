#pragma once

#include "core/auth/identity.h"
#include "core/auth/originpolicy.h"
#include "core/session/closereason.h"
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace sluice {

class Authenticator;
class GuessLimit;
struct HttpHead;
struct PeerAddress;
struct Settings;
struct Vitals;

// Why nobody is let in at all; nothing: the door is open. Pure.
std::optional<CloseReason> closedDoor(const Vitals& vitals);

// Who may become a client, as far as it can be decided without the hub: by the server's state, the
// page's origin, the token, the client id. One in each loop.
class Admission {
public:
    struct Pass {
        Identity identity;
        std::string clientId; // empty: the hub assigns one
    };
    struct Refusal {
        CloseReason reason;
        std::string_view why = {}; // for the log alone
        std::chrono::milliseconds wait { 0 }; // for who guesses at tokens, until the next is due
    };
    using Outcome = std::variant<Pass, Refusal>;

    // Without an authenticator nobody needs a token; without a limit everybody may guess at them.
    Admission(const Settings& settings, const Vitals& vitals,
              std::shared_ptr<const Authenticator> authenticator, GuessLimit* guesses);

    // A wrong token is held against its address.
    Outcome decide(const HttpHead& head, const PeerAddress& peer) const;
    // The settings have new values, and all who come from now on show their tokens to this.
    void applySettings(std::shared_ptr<const Authenticator> authenticator);

private:
    Outcome checkToken(const HttpHead& head, const PeerAddress& peer) const;
    Outcome checkClient(const HttpHead& head, Pass pass) const;

    const Settings& m_settings;
    const Vitals& m_vitals;
    OriginPolicy m_origins;
    std::shared_ptr<const Authenticator> m_authenticator;
    GuessLimit* m_guesses;
};

} // namespace sluice
