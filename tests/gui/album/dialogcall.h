#pragma once

class QDialog;
class QString;

namespace sluice {
class MainWindow;
class ServerDesk;
} // namespace sluice

namespace sluice::support {

// Opens a dialog of the window by its name and returns it once it knows all it shows; null: there
// is none of that name, or it did not open.
QDialog* openDialog(const QString& name, MainWindow& window, ServerDesk& desk, int row);

} // namespace sluice::support
