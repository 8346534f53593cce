#include "gui/widgets/emptynote.h"

#include "gui/widgets/tonelabel.h"
#include <QVBoxLayout>

namespace sluice {

EmptyNote::EmptyNote(QWidget* parent)
    : QWidget(parent), m_title(new ToneLabel(Tone::Plain, this)),
      m_text(new ToneLabel(Tone::Muted, this))
{
    constexpr double larger = 1.5;
    m_title->setScale(larger);
    for (ToneLabel* label : { m_title, m_text }) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse); // it may name a command
    auto* column = new QVBoxLayout(this);
    constexpr int beside = 40; // lines that reach from edge to edge are hard to read
    column->setContentsMargins(beside, 0, beside, 0);
    column->setSpacing(10);
    column->addStretch(2);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addStretch(3);
}

void EmptyNote::say(const QString& title, const QString& text)
{
    m_title->setText(title);
    m_text->setText(text);
}

QString EmptyNote::title() const
{
    return m_title->text();
}

} // namespace sluice
