#pragma once

#include <climits>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace sluice {

// Log lines that wait for their reader, in order, in the pieces in which they go out: whole lines
// that a pipe takes at once or not at all (PIPE_BUF), or one that is longer. One thread at a time.
class LogBacklog {
public:
    static constexpr std::size_t capacity = 1U << 20; // octets of memory, whatever is in them
    static constexpr std::size_t pieceSize = PIPE_BUF;

    bool put(std::string_view line); // false: it does not fit
    // The rest of a line that has begun to go out, at most a piece: it always fits.
    void putFirst(std::string_view rest);

    bool isEmpty() const { return m_pieces.empty(); }
    // Stays as it is, and where it is, until it is dropped.
    std::string_view first() const { return m_pieces.front(); }
    void dropFirst();

private:
    static std::size_t memoryOf(std::string_view piece);
    static std::string pieceWith(std::string_view text);

    std::deque<std::string> m_pieces;
    std::size_t m_memory = 0;
};

} // namespace sluice
