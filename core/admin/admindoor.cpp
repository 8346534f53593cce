#include "core/admin/admindoor.h"

#include "core/admin/adminplaces.h"
#include "core/http/router.h"
#include "core/settings/settings.h"

namespace sluice {

AdminDoor::AdminDoor(const Settings& settings, const AdminPlaces& places, GuessLimit* guesses)
    : m_guard(settings), m_places(places), m_guesses(guesses)
{
}

void AdminDoor::applySettings(const Settings& settings)
{
    m_guard = AdminGuard(settings);
}

std::optional<Response> AdminDoor::refusal(const HttpHead& head, const PeerAddress& peer) const
{
    if (auto refused = accessRefusal(m_guard, m_guesses, head, peer, Access::Read))
        return refused;
    if (!head.hasToken("Sec-WebSocket-Protocol", adminwire::subprotocol))
        return problem(400, "bad_request",
                       "This path speaks the sub-protocol sluice-admin.v1 only.");
    if (m_places.isFull())
        return noAdminPlace();
    return std::nullopt;
}

adminwire::Role AdminDoor::role(const HttpHead& head, const PeerAddress& peer) const
{
    return m_guard.check(head, peer, Access::Change).verdict == Verdict::Allowed
        ? adminwire::Role::Operator
        : adminwire::Role::Viewer;
}

Response noAdminPlace()
{
    Response response = problem(503, "not_available", "All places for consoles are taken.");
    response.fields.emplace_back("Retry-After", "5");
    return response;
}

} // namespace sluice
