#pragma once

#include <QtGlobal>
#include <string>
#include <string_view>
#include <zlib.h>

namespace sluice {

// What another implementation may send: any level, window and flush. With Z_SYNC_FLUSH the tail of
// 00 00 ff ff is still there.
inline std::string rawDeflate(std::string_view text, int flush = Z_SYNC_FLUSH, int level = 6,
                              int windowBits = 15)
{
    z_stream stream {};
    if (deflateInit2(&stream, level, Z_DEFLATED, -windowBits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("no deflater");
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, flush);
    out.erase(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

// A message's payload as RFC 7692 §7.2.1 has it.
inline std::string deflatedPayload(std::string_view text, int level = 6, int windowBits = 15)
{
    std::string out = rawDeflate(text, Z_SYNC_FLUSH, level, windowBits);
    out.erase(out.size() - 4);
    return out;
}

} // namespace sluice
