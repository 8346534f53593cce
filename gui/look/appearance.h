#pragma once

class QPalette;

// How the whole application looks: Fusion with our light or our dark palette. Main thread, with a
// QApplication.
namespace sluice::appearance {

enum class Scheme { Light, Dark };

Scheme preferred(); // what the desktop shows; ask before the first apply()
void apply(Scheme scheme);
bool isDark(const QPalette& palette);

} // namespace sluice::appearance
