#pragma once

#include <string>
#include <string_view>

namespace sluice {

// Chooses among a client's offers of permessage-deflate (RFC 7692 §5, §7.1): the answer for the
// Sec-WebSocket-Extensions of the 101, or nothing when there is none that can be agreed to. An
// offer with an unknown, repeated or wrong parameter, or one that does not keep to the grammar
// (RFC 6455 §9.1), is passed over and the next one is read. Both sides agree to forget each message
// (no context takeover), and messages to the client may use the full window of 32 KiB. Pure.
std::string deflateAnswer(std::string_view offers);

} // namespace sluice
