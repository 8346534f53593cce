#pragma once

class QWidget;

namespace sluice {

class ConsoleActions;
class Language;
class Theme;

// The dialogs about the window itself open above `window` when their actions ask for them.
void connectWindowDialogs(const ConsoleActions& actions, Language& language, Theme& theme,
                          QWidget* window);

} // namespace sluice
