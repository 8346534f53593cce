#pragma once

#include "gui/servers/serverprofile.h"

class QColor;
class QPalette;

// An environment in words and in its colour, in the language of the window. Main thread.
namespace sluice {

QString environmentName(Environment environment); // Production; for None: None
QString environmentMark(Environment environment); // PROD; for None empty
QColor environmentColour(Environment environment, const QPalette& palette); // not of None

} // namespace sluice
