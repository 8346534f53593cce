#pragma once

#include "core/admin/adminwire.h"
#include "core/auth/adminguard.h"
#include "core/http/response.h"
#include <optional>

namespace sluice {

class AdminPlaces;
class GuessLimit;
struct HttpHead;
struct PeerAddress;
struct Settings;

// Who may open an admin stream, decided from the request's head. Loop's thread.
class AdminDoor {
public:
    // Null limit: all may guess at tokens.
    AdminDoor(const Settings& settings, const AdminPlaces& places, GuessLimit* guesses = nullptr);
    void applySettings(const Settings& settings); // who is in already stays
    // Nothing: come in.
    std::optional<Response> refusal(const HttpHead& head, const PeerAddress& peer) const;
    adminwire::Role role(const HttpHead& head, const PeerAddress& peer) const; // once let in

private:
    AdminGuard m_guard;
    const AdminPlaces& m_places;
    GuessLimit* m_guesses;
};

// The answer when all places are taken.
Response noAdminPlace();

} // namespace sluice
