#pragma once

#include "core/session/framecodec.h"
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace sluice {

// Makes permessage-deflate frames, each message by itself (RFC 7692 §7.2.1, no context takeover),
// so that one frame serves all who agreed to the extension. One for each thread that makes frames;
// zlib's 256 KB are taken with the first.
class Deflater {
public:
    // In a shorter one there is little to save, and it fits into one packet anyway.
    static constexpr std::size_t leastPayload = 512;

    Deflater();
    ~Deflater();
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    // A whole frame with RSV1, unmasked; empty when the payload is short or does not get smaller
    // by a sixteenth.
    std::string frame(Opcode opcode, std::string_view payload);
    std::uint64_t runs() const { return m_runs; } // how often something was compressed

private:
    struct Closer {
        void operator()(z_stream_s* stream) const;
    };

    bool begin();

    std::unique_ptr<z_stream_s, Closer> m_stream;
    std::string m_output;
    std::uint64_t m_runs = 0;
};

} // namespace sluice
