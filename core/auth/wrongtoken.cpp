#include "core/auth/wrongtoken.h"

#include "core/observe/eventlog.h"
#include <string>

namespace sluice {

void countWrongToken(GuessLimit* limit, GuessLimit::Of whose, std::string_view address)
{
    if (limit && limit->wrong(whose, address, GuessLimit::Clock::now()))
        eventlog::write(LogLevel::Warning, "auth", "tokens_throttled",
                        "Too many wrong tokens came from " + std::string(address)
                            + ": it may guess once in 6 s from now on.",
                        { { "peer", address } });
}

} // namespace sluice
