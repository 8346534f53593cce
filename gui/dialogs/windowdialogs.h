#pragma once

class QMainWindow;

namespace sluice {

class ConsoleActions;
class Language;
class Theme;

// The dialogs about the window itself open above `window` when their actions ask for them.
void connectWindowDialogs(const ConsoleActions& actions, Language& language, Theme& theme,
                          QMainWindow* window);

} // namespace sluice
