#pragma once

#include "gui/drain/planwords.h"
#include <QWidget>
#include <array>

namespace sluice {

class ToneLabel;

// What a drain would do and when, a line a step; or why it cannot be.
class PlanPreview final : public QWidget {
    Q_OBJECT
public:
    explicit PlanPreview(QWidget* parent = nullptr);

    void display(const QVector<planwords::Step>& steps, const QStringList& adjustments);
    void refuse(const QString& why);
    QString text() const;

private:
    static constexpr int mostSteps = 4;
    struct Line {
        ToneLabel* when;
        ToneLabel* what;
    };
    std::array<Line, mostSteps> m_lines {};
    ToneLabel* m_note;
};

} // namespace sluice
