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

void FilterField::setSubject(Page page)
{
    if (m_page == page)
        return;
    m_page = page;
    retranslate();
}

void FilterField::retranslate()
{
    const QString usual = tr("Filter: text, user:anna, idle>60, queued>0");
    constexpr int icons = 64; // before and behind the text
    setMinimumWidth(fontMetrics().horizontalAdvance(usual) + icons); // the same for all pages
    switch (m_page) {
    case Page::Closed:
        setPlaceholderText(tr("Filter: text, user:anna, code:1001, by:server"));
        setAccessibleName(tr("Filter closed connections"));
        break;
    case Page::Log:
        setPlaceholderText(tr("Filter: text, event:drain, category:hub"));
        setAccessibleName(tr("Filter the log"));
        break;
    default:
        setPlaceholderText(usual);
        setAccessibleName(tr("Filter connections"));
    }
    check();
}

void FilterField::check()
{
    const QStringList wrong = notUnderstood();
    m_sign->setIcon(wrong.isEmpty() ? glyphIcon(Glyph::Search)
                                    : glyphIcon(Glyph::Warning, tonesOn(palette()).warning));
    setToolTip(wrong.isEmpty()
                   ? explanation()
                   : tr("Not understood, and left out: %1. A number is needed, such as idle>60.")
                         .arg(wrong.join(QStringLiteral(", "))));
    m_sign->setToolTip(toolTip());
}

// Only connections have figures to compare; elsewhere all words are understood.
QStringList FilterField::notUnderstood() const
{
    const bool words = m_page == Page::Closed || m_page == Page::Log;
    return words ? QStringList() : ConnectionFilter(text()).notUnderstood();
}

QString FilterField::explanation() const
{
    if (m_page == Page::Closed)
        return tr("Words that must all be found in the id, user, address, user agent, close code "
                  "or reason.\nid: user: peer: agent: code: reason: by: look in one of them.");
    if (m_page == Page::Log)
        return tr("Words that must all be found in a line of the log.\n"
                  "event: category: level: look in one part of it.");
    return tr("Words that must all be found in the id, user, address, sub-protocol or user agent.\n"
              "id: user: peer: agent: state: look in one of them.\n"
              "idle connected queued in out rtt compare: idle>5m queued>64k");
}

void FilterField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty())
        clear();
    else
        QLineEdit::keyPressEvent(event);
}

} // namespace sluice
