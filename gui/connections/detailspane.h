#pragma once

#include "gui/model/connectionrow.h"
#include <QPersistentModelIndex>
#include <QScrollArea>

class QStackedWidget;

namespace sluice {

class ConnectionsPage;
class Console;
class DetailsRows;
class GlyphLabel;
class ToneLabel;
struct Leaver;

// Everything about one connection: the one that was selected last, followed by its id, also when
// it has left. Shows it as the table does: while that is frozen, as it was then.
class DetailsPane final : public QScrollArea {
    Q_OBJECT
public:
    explicit DetailsPane(QWidget* parent = nullptr);

    // Once a tick, and when something else is selected; `page` is that of the server that is shown.
    void refresh(const Console& console, const ConnectionsPage& page);
    void clear(); // there is no server
    void retranslate();
    const QString& id() const { return m_id; } // empty: of nobody

private:
    void follow(const ConnectionsPage& page);
    void showHere(const ConnectionRow& row, qint64 now);
    void showGone(const Leaver* leaver);

    const ConnectionsPage* m_page = nullptr;
    QPersistentModelIndex m_row; // while the table shows it
    QString m_id;
    QStackedWidget* m_faces;
    ToneLabel* m_hint;
    ToneLabel* m_title;
    GlyphLabel* m_state;
    ToneLabel* m_farewell;
    DetailsRows* m_rows;
};

} // namespace sluice
