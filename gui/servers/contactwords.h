#pragma once

#include "core/admin/adminlink.h"
#include "gui/drain/drainwords.h"

namespace sluice {

class Console;

// How we stand with a server, in words: the same in the list, in the fleet and in the status line.
// In the language of the window; main thread.
namespace contactwords {

drainwords::Sign sign(const Console& console); // of the line; while all is well, of the server
drainwords::Sign lineSign(const Console& console); // of the line alone
QString drainFigures(const Console& console); // 3,911   62 %   01:18; empty while none runs
QString drainSpoken(const Console& console); // the same to be read aloud
QString readable(const Console& console); // for a log: live, wrong token, …; never translated

// Why there is no line, in words for operators: part of a sentence. In English, with the address,
// where it is nothing usual.
QString trouble(const Console& console);
QString trouble(AdminLink::Cause cause, const QString& why);

} // namespace contactwords
} // namespace sluice
