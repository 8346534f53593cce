#include "gui/drain/planpreview.h"

#include "gui/widgets/card.h"
#include "gui/widgets/tonelabel.h"
#include <QGridLayout>
#include <QStringList>
#include <QVBoxLayout>

namespace sluice {

PlanPreview::PlanPreview(QWidget* parent) : QWidget(parent), m_note(new ToneLabel(Tone::Warning))
{
    auto* card = new Card(this);
    auto* grid = new QGridLayout(card);
    grid->setContentsMargins(14, 12, 14, 12);
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(8);
    int row = 0;
    for (Line& line : m_lines) {
        line = { new ToneLabel(Tone::Plain, card), new ToneLabel(Tone::Plain, card) };
        constexpr double same = 1.0;
        line.when->setScale(same, true);
        line.what->setWordWrap(true);
        grid->addWidget(line.when, row, 0, Qt::AlignTop);
        grid->addWidget(line.what, row++, 1);
    }
    m_note->setParent(card);
    m_note->setWordWrap(true);
    grid->addWidget(m_note, row, 0, 1, 2);
    grid->setRowStretch(row + 1, 1);
    grid->setColumnStretch(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    // Room for the longest plan, so that the dialog does not jump while one is typed.
    constexpr int lines = 10;
    constexpr int widthForSentences = 560;
    setMinimumSize(widthForSentences, fontMetrics().lineSpacing() * lines);
    refuse({});
}

void PlanPreview::display(const QVector<planwords::Step>& steps, const QStringList& adjustments)
{
    for (int i = 0; i < mostSteps; ++i) {
        const Line& line = m_lines[static_cast<std::size_t>(i)];
        const auto step = steps.value(i);
        line.when->setText(step.when);
        line.what->setText(step.what);
        line.when->setVisible(i < steps.size());
        line.what->setVisible(i < steps.size());
    }
    m_note->setTone(Tone::Warning);
    m_note->setText(adjustments.join(QLatin1Char('\n')));
    m_note->setVisible(!adjustments.isEmpty());
}

void PlanPreview::refuse(const QString& why)
{
    display({}, { why });
    m_note->setTone(Tone::Danger);
}

QString PlanPreview::text() const
{
    QStringList lines;
    for (const Line& line : m_lines)
        if (!line.what->text().isEmpty())
            lines << line.when->text() + QLatin1Char(' ') + line.what->text();
    lines << m_note->text();
    return lines.join(QLatin1Char('\n'));
}

} // namespace sluice
