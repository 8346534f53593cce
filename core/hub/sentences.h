#pragma once

#include "core/session/closereason.h"
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

// Every sentence that people read on the wire, in the server's language (English or Ukrainian,
// through Qt Linguist, plurals included). Any thread; UTF-8.
namespace sluice::sentences {

std::string welcome(std::string_view clientId);
std::string presence(std::uint64_t joined, std::uint64_t left, std::uint64_t clients);
std::string
notification(std::uint64_t seq,
             std::uint64_t clients); // "[System] Periodic notification #1 – Active clients: 1"
std::string status(std::uint64_t clients, std::chrono::seconds uptime, std::uint64_t messages);
std::string drain(std::chrono::milliseconds untilDeadline, std::chrono::milliseconds reconnectIn);
std::string drainCancelled();
std::string acknowledged(std::uint64_t recipients);
std::string gap(std::uint64_t dropped);
std::string disconnected(CloseReason reason);
std::string error(std::string_view code); // the codes of PROTOCOL.md §1.1, `error` row

} // namespace sluice::sentences
