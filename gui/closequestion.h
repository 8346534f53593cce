#pragma once

#include <functional>

class QString;
class QWidget;

namespace sluice {

enum class CloseAnswer { KeepRunning, DrainAndQuit, QuitNow };

// Asks what becomes of the server inside this process when its window is closed. Returns at once;
// `then` is called with the answer, unless the window shall stay.
void askHowToClose(QWidget* window, const QString& node, bool draining, int clients,
                   const std::function<void(CloseAnswer)>& then);

} // namespace sluice
