#pragma once

#include "core/http/httpconnection.h"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace sluice {

// The handler's way back. It is cut when the connection goes, or when another answer went first.
struct HttpConnection::Ticket {
    HttpConnection* connection;
};

struct HttpConnection::Exchange {
    Request request;
    const Route* route = nullptr;
    std::shared_ptr<Ticket> ticket;
    std::optional<std::optional<Response>> answer; // given before the asked one returned
    std::uint64_t bodyLeft = 0;
    std::string out;
    std::size_t sent = 0;
    bool keepAlive = false;
};

} // namespace sluice
