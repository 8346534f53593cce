#pragma once

#include "core/session/framecodec.h"
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

struct z_stream_s;

namespace sluice {

// Undoes permessage-deflate for one message at a time (RFC 7692 §7.2.2), remembering nothing of it:
// one serves all sessions of a thread. zlib's 40 KB are taken with the first message.
class Inflater {
public:
    enum class Outcome { Whole, TooLong, Broken };

    Inflater();
    ~Inflater();
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    // `payload`: of all the message's frames, joined. However far it would inflate, no more than
    // `limit` + 1 octets are ever asked for, and those only as they fill.
    Outcome inflate(std::string_view payload, std::size_t limit);
    // What came out of a Whole one; valid until the next call.
    std::string_view message() const { return { m_output.data(), m_size }; }
    // A deflated Text or Binary as if it had come plain, or as the Violation that it is: 1009 when
    // it is too long, 1007 when it is no UTF-8, and 1002 when it cannot be inflated, for that
    // breaks the extension's rules, not those of a text.
    FrameEvent plain(const FrameEvent& event, std::size_t limit);

private:
    struct Closer {
        void operator()(z_stream_s* stream) const;
    };

    bool begin();
    Outcome take(std::string_view octets, std::size_t limit);
    bool makeRoom(std::size_t limit);

    std::unique_ptr<z_stream_s, Closer> m_stream;
    std::vector<char> m_output;
    std::size_t m_size = 0; // of it are filled
    bool m_atBoundary = true; // between two blocks, where a message may end
};

} // namespace sluice
