#pragma once

#include "core/auth/adminguard.h"
#include "core/http/request.h"
#include "core/http/response.h"
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice {

class GuessLimit;

// Called once, at once or later, in the loop's thread. The connection may be gone by then, which
// the handler need not know.
using Reply = std::function<void(Response)>;
using Handler = std::function<void(const Request&, Reply)>;

struct Route {
    std::string method;
    std::string pattern; // "/api/v1/clients/{id}": {id} is one segment that is not empty
    Access access = Access::Open;
    Handler handler;

    bool takesBody() const { return method == "POST" || method == "PUT" || method == "PATCH"; }
};

// Which handler answers which request. Decides from the head alone, so that nobody's body is read
// before it is known to be wanted. Its routes are filled at start, then constant.
class Router {
public:
    struct Decision {
        const Route* route = nullptr; // null: `refusal` is the answer
        std::string parameter; // what stands for {id}
        Response refusal;
    };

    explicit Router(AdminGuard guard, GuessLimit* guesses = nullptr);
    void setGuard(AdminGuard guard) { m_guard = std::move(guard); }
    void add(std::string method, std::string pattern, Access access, Handler handler);

    // HEAD is answered where GET is; 404, 405 with Allow (RFC 9110 §15.5.6), 501 for a method that
    // nobody knows, 401 and 403 as the guard says.
    Decision decide(const HttpHead& head, const PeerAddress& peer) const;

private:
    Response refuseMethod(const HttpHead& head) const;
    AdminGuard m_guard;
    GuessLimit* m_guesses;
    std::vector<Route> m_routes;
};

Response refuseAccess(const GuardAnswer& answer); // 401 or 403
// Why a request may not go on: refuseAccess(), or 429 for an address that guesses at tokens, whose
// next ones are not looked at. Null limit: all may guess.
std::optional<Response> accessRefusal(const AdminGuard& guard, GuessLimit* guesses,
                                      const HttpHead& head, const PeerAddress& peer, Access access);

} // namespace sluice
