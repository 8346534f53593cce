#include "core/auth/wrongtoken.h"

#include "core/observe/eventlog.h"
#include <string>

namespace sluice {

void countWrongToken(GuessLimit* limit, GuessLimit::Of whose, std::string_view address)
{
    if (limit && limit->wrong(whose, address, GuessLimit::Clock::now()))
        eventlog::write(LogLevel::Warning, "auth", "tokens_throttled",
                        "Too many wrong tokens came from " + std::string(address)
                            + ": one in 6 s is looked at from now on.",
                        { { "peer", address } });
}

} // namespace sluice
