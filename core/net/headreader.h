#pragma once

#include "core/net/httphead.h"
#include <string>
#include <string_view>

namespace sluice {

// Collects the octets of one request head after the other (RFC 9112 §2.2) and keeps what came
// behind. Holds nothing while nothing has come. Time is the caller's affair. Pure.
class HeadReader {
public:
    // Adds octets and tries for a head; `read()` alone tries what was kept. Malformed and TooLarge
    // are final: the stream behind them has no meaning any more.
    HeadResult read(std::string_view octets = {});

    void keep(std::string_view octets) { m_kept += octets; } // behind what is kept already
    std::string takeRest(); // everything behind the last head; releases the memory
    bool isEmpty() const { return m_kept.empty(); }
    std::string_view kept() const { return m_kept; }

private:
    std::string m_kept;
};

} // namespace sluice
