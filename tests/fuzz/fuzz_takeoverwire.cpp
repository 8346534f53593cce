// What comes over the control socket: lines, cut wherever the stream is.
#include "core/cluster/takeoverwire.h"
#include "core/text/linebuffer.h"
#include "core/text/timestamp.h"
#include "tests/fuzz/require.h"

using namespace sluice;
using namespace sluice::takeover;

namespace {

constexpr std::size_t longest = 2048;

// What was understood is understood the same when it is said again.
void checkLine(std::string_view text)
{
    const auto decoded = decode(text);
    if (const auto* wrong = std::get_if<Malformed>(&decoded)) {
        require(!name(wrong->fault).empty());
        require(wrong->where.size() <= text.size() + 1); // half a surrogate pair becomes U+FFFD
        return;
    }
    const std::string said = encode(std::get<Line>(decoded));
    require(said.ends_with('\n') && said.find('\n') == said.size() - 1);
    const auto again = decode(std::string_view(said).substr(0, said.size() - 1));
    require(std::holds_alternative<Line>(again));
    require(encode(std::get<Line>(again)) == said);
    if (const auto* delivered = std::get_if<Delivered>(&std::get<Line>(decoded)))
        static_cast<void>(timestamp(delivered->message.time));
}

std::vector<std::string> linesOf(std::string_view stream, std::size_t step)
{
    LineBuffer buffer(longest);
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < stream.size(); at += step) {
        buffer.push(stream.substr(at, step));
        while (buffer.next()) {
            if (buffer.isTooLong())
                return lines;
            lines.emplace_back(buffer.line());
        }
        if (buffer.isTooLong())
            return lines;
    }
    return lines;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string stream(data, data + size);
    const auto lines = linesOf(stream, size + 1);
    require(linesOf(stream, 1) == lines);
    require(linesOf(stream, 13) == lines);
    for (const std::string& line : lines)
        checkLine(line);
    return 0;
}
