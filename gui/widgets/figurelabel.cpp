#include "gui/widgets/figurelabel.h"

#include "gui/widgets/tonelabel.h"
#include <QVBoxLayout>

namespace sluice {

FigureLabel::FigureLabel(QWidget* parent, double scale)
    : QWidget(parent), m_value(new ToneLabel(Tone::Plain, this)),
      m_caption(new ToneLabel(Tone::Muted, this))
{
    m_value->setScale(scale, true);
    m_value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_caption);
    column->addWidget(m_value);
}

void FigureLabel::display(const QString& caption, const QString& value, Tone tone)
{
    m_caption->setText(caption);
    m_value->setText(value);
    m_value->setTone(tone);
    m_value->setAccessibleName(QStringLiteral("%1: %2").arg(caption, value));
}

QString FigureLabel::value() const
{
    return m_value->text();
}

} // namespace sluice
