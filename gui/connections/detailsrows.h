#pragma once

#include "gui/model/connectioncolumn.h"
#include <QWidget>
#include <vector>

class QGridLayout;
class QLabel;

namespace sluice {

class ToneLabel;

// The columns of one connection but its id and its state, in groups: a caption and a value that can
// be selected for each. A value that has not changed keeps what is selected in it.
class DetailsRows final : public QWidget {
    Q_OBJECT
public:
    explicit DetailsRows(QWidget* parent = nullptr);

    void display(const ConnectionRow& row, qint64 now);
    void retranslate();

private:
    struct Line {
        ConnectionColumn column;
        ToneLabel* caption;
        QLabel* value;
    };
    struct Title {
        const char* source;
        ToneLabel* label;
    };
    void addLine(QGridLayout& grid, ConnectionColumn column);

    std::vector<Title> m_titles;
    std::vector<Line> m_lines;
};

} // namespace sluice
