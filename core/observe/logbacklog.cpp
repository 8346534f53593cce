#include "core/observe/logbacklog.h"

#include <algorithm>

namespace sluice {

std::size_t LogBacklog::memoryOf(std::string_view piece)
{
    return std::max(piece.size(), pieceSize);
}

std::string LogBacklog::pieceWith(std::string_view text)
{
    std::string piece;
    piece.reserve(memoryOf(text));
    return piece.append(text);
}

bool LogBacklog::put(std::string_view line)
{
    // Nothing is added to the first piece: it may be on its way.
    if (m_pieces.size() > 1 && m_pieces.back().size() + line.size() <= pieceSize) {
        m_pieces.back() += line;
        return true;
    }
    if (m_memory + memoryOf(line) > capacity)
        return false;
    m_memory += memoryOf(line);
    m_pieces.push_back(pieceWith(line));
    return true;
}

void LogBacklog::putFirst(std::string_view rest)
{
    m_memory += memoryOf(rest);
    m_pieces.push_front(pieceWith(rest));
}

void LogBacklog::dropFirst()
{
    m_memory -= memoryOf(m_pieces.front());
    m_pieces.pop_front();
}

} // namespace sluice
