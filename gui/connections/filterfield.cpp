#include "gui/connections/filterfield.h"

#include "gui/look/glyph.h"
#include "gui/look/tones.h"
#include "gui/model/connectionfilter.h"
#include <QAction>
#include <QKeyEvent>

namespace sluice {

FilterField::FilterField(QWidget* parent)
    : QLineEdit(parent), m_sign(addAction(glyphIcon(Glyph::Search), QLineEdit::LeadingPosition))
{
    setClearButtonEnabled(true);
    connect(this, &QLineEdit::textChanged, this, &FilterField::check);
    retranslate();
}

void FilterField::retranslate()
{
    setPlaceholderText(tr("Filter: text, user:anna, idle>60, queued>0"));
    constexpr int icons = 64; // before and behind the text
    setMinimumWidth(fontMetrics().horizontalAdvance(placeholderText()) + icons);
    setAccessibleName(tr("Filter connections"));
    check();
}

void FilterField::check()
{
    const QStringList wrong = ConnectionFilter(text()).notUnderstood();
    m_sign->setIcon(wrong.isEmpty() ? glyphIcon(Glyph::Search)
                                    : glyphIcon(Glyph::Warning, tonesOn(palette()).warning));
    setToolTip(wrong.isEmpty()
                   ? tr("Words that must all be found in the id, user, address, sub-protocol or "
                        "user agent.\nid: user: peer: agent: state: look in one of them.\n"
                        "idle connected queued in out rtt compare: idle>5m queued>64k")
                   : tr("Not understood, and left out: %1. A number is needed, such as idle>60.")
                         .arg(wrong.join(QStringLiteral(", "))));
    m_sign->setToolTip(toolTip());
}

void FilterField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty())
        clear();
    else
        QLineEdit::keyPressEvent(event);
}

} // namespace sluice
