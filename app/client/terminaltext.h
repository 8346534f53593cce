#pragma once

#include <QString>
#include <cstdio>

namespace sluice {

// Text of strangers, made harmless for a terminal: control characters (line feeds and tabs apart)
// become U+FFFD, so that no message can move the cursor or rename the window. Pure.
QString forTerminal(QString text);

void printLine(std::FILE* stream, const QString& line); // UTF-8, flushed

} // namespace sluice
