#include "gui/widgets/messagebar.h"

#include "gui/look/plaintip.h"
#include "gui/look/tones.h"
#include "gui/widgets/tonelabel.h"
#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace sluice {

namespace {

constexpr int glyphSide = 18;
constexpr int margin = 12;

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_text(new ToneLabel(Tone::Plain, this)), m_dismiss(new QToolButton(this))
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_dismiss->setAutoRaise(true);
    m_dismiss->setIcon(glyphIcon(Glyph::Cross));
    connect(m_dismiss, &QToolButton::clicked, this, &QWidget::hide);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(margin + glyphSide + margin, 4, margin, 4);
    row->addWidget(m_text, 1);
    row->addWidget(m_dismiss);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &QWidget::hide);
    retranslate();
    hide();
}

void MessageBar::say(Kind kind, const QString& sentence)
{
    constexpr int patienceMs = 8000;
    m_kind = kind;
    m_text->setText(sentence);
    setToolTip({});
    setAccessibleName(sentence);
    m_patience.stop();
    if (kind != Kind::Failure)
        m_patience.start(patienceMs);
    show();
    update();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::setDetail(const QString& detail)
{
    setToolTip(detail.isEmpty() ? QString() : plainTip(detail));
}

QString MessageBar::sentence() const
{
    return m_text->text();
}

void MessageBar::paintEvent(QPaintEvent*)
{
    const Tones& tones = tonesOn(palette());
    const bool failed = m_kind == Kind::Failure;
    const bool done = m_kind == Kind::Done;
    QPainter painter(this);
    painter.fillRect(rect(),
                     failed     ? tones.dangerGround
                         : done ? tones.goodGround
                                : tones.calmGround);
    painter.setPen(tones.line);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    const QRectF place(margin, (height() - glyphSide) / 2.0, glyphSide, glyphSide);
    paintGlyph(painter,
               failed     ? Glyph::Failed
                   : done ? Glyph::Done
                          : Glyph::Info,
               place,
               failed     ? tones.danger
                   : done ? tones.good
                          : palette().color(QPalette::Link));
}

void MessageBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void MessageBar::retranslate()
{
    m_dismiss->setToolTip(tr("Close this message"));
    m_dismiss->setAccessibleName(tr("Close this message"));
}

} // namespace sluice
