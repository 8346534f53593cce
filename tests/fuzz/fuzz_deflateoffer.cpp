// Sec-WebSocket-Extensions, as a client offers it.
#include "core/session/deflateoffer.h"
#include "tests/fuzz/require.h"
#include <string>

using namespace sluice;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string offers(data, data + size);
    const std::string answer = deflateAnswer(offers);
    const std::string agreed
        = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    require(answer.empty() || answer == agreed || answer == agreed + "; server_max_window_bits=15");
    // What is answered could be offered, and what others offer before it changes nothing.
    require(deflateAnswer(answer) == answer);
    require(deflateAnswer("x-other; a=\"b, c\", " + offers) == answer);
    if (!answer.empty())
        require(offers.find("permessage-deflate") != std::string::npos);
    return 0;
}
