#include "core/session/inflater.h"

#include "core/text/utf8.h"
#include <algorithm>
#include <new>
#include <zlib.h>

namespace sluice {

namespace {

constexpr int rawWindow
    = -15; // no zlib header, and the full 32 KiB: no offer of ours asks for less
constexpr std::size_t leastRoom = 4096;
constexpr std::size_t keptRoom = std::size_t { 64 } * 1024 + 1; // between messages: the usual limit
// What every sender cuts off (RFC 7692 §7.2.1).
constexpr std::string_view tail("\0\0\xff\xff", 4);

} // namespace

Inflater::Inflater() = default;
Inflater::~Inflater() = default;

void Inflater::Closer::operator()(z_stream_s* stream) const
{
    inflateEnd(stream);
    delete stream;
}

bool Inflater::begin()
{
    m_size = 0;
    m_atBoundary = true;
    if (m_output.size() > keptRoom)
        std::vector<char>().swap(m_output);
    if (m_stream)
        return inflateReset(m_stream.get()) == Z_OK;
    auto stream = std::make_unique<z_stream>();
    if (inflateInit2(stream.get(), rawWindow) != Z_OK)
        throw std::bad_alloc();
    m_stream.reset(stream.release());
    return true;
}

Inflater::Outcome Inflater::inflate(std::string_view payload, std::size_t limit)
{
    if (!begin())
        return Outcome::Broken;
    if (m_output.empty())
        m_output.resize(std::min(leastRoom, limit + 1));
    Outcome outcome = take(payload, limit);
    // Some senders end at a block's boundary instead of in the middle of an empty block. The tail
    // would then begin a block that has no end.
    if (outcome == Outcome::Whole && !m_atBoundary)
        outcome = take(tail, limit);
    return outcome == Outcome::Whole && !m_atBoundary ? Outcome::Broken : outcome;
}

FrameEvent Inflater::plain(const FrameEvent& event, std::size_t limit)
{
    constexpr auto violation = FrameEvent::Kind::Violation;
    switch (inflate(event.payload, limit)) {
    case Outcome::TooLong:
        return { violation, 1009, "a message inflates to more than the limit" };
    case Outcome::Broken:
        return { violation, 1002, "a compressed message cannot be inflated" };
    case Outcome::Whole:
        break;
    }
    if (event.kind == FrameEvent::Kind::Text && !isValidUtf8(message()))
        return { violation, 1007, "a text message is not valid UTF-8" };
    return { event.kind, 0, message() };
}

Inflater::Outcome Inflater::take(std::string_view octets, std::size_t limit)
{
    if (octets.empty())
        return Outcome::Whole;
    z_stream& stream = *m_stream;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(octets.data()));
    stream.avail_in = static_cast<uInt>(octets.size());
    for (;;) {
        if (m_size == m_output.size() && !makeRoom(limit))
            return Outcome::TooLong;
        const std::size_t room = std::min(m_output.size(), limit + 1) - m_size;
        stream.next_out = reinterpret_cast<Bytef*>(m_output.data() + m_size);
        stream.avail_out = static_cast<uInt>(room);
        const int result = ::inflate(&stream, Z_SYNC_FLUSH);
        m_size += room - stream.avail_out;
        if (m_size > limit)
            return Outcome::TooLong;
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return Outcome::Broken;
        constexpr int betweenBlocks = 128; // zlib.h, inflate(): data_type
        m_atBoundary = result == Z_STREAM_END || (stream.data_type & betweenBlocks) != 0;
        // A block with BFINAL may be followed by others, which may refer to what it held (RFC 7692
        // §7.2.1): its end keeps the window.
        if (result == Z_STREAM_END && inflateResetKeep(&stream) != Z_OK)
            return Outcome::Broken;
        if (stream.avail_in == 0 && (result == Z_STREAM_END || stream.avail_out > 0))
            return Outcome::Whole;
    }
}

bool Inflater::makeRoom(std::size_t limit)
{
    if (m_size > limit)
        return false;
    const std::size_t wanted = std::min(2 * m_output.size(), limit + 1);
    m_output.reserve(wanted); // resize() by itself would take more than that
    m_output.resize(wanted);
    return true;
}

} // namespace sluice
