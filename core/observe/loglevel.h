#pragma once

#include "core/observe/eventlog.h"

// Apart from eventlog.h, which everybody includes, for the two who may.
namespace sluice::eventlog {

LogLevel level();
void setLevel(LogLevel level); // from the next line on, in every thread

} // namespace sluice::eventlog
