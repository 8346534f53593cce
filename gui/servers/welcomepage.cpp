#include "gui/servers/welcomepage.h"

#include "gui/servers/serveractions.h"
#include "gui/widgets/actionbutton.h"
#include "gui/widgets/card.h"
#include "gui/widgets/tonelabel.h"
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace sluice {

WelcomePage::WelcomePage(const ServerActions& actions, QWidget* parent)
    : QWidget(parent), m_title(new ToneLabel(Tone::Plain, this)),
      m_words(new ToneLabel(Tone::Plain, this)), m_addWords(new ToneLabel(Tone::Muted, this)),
      m_startWords(new ToneLabel(Tone::Muted, this)), m_trouble(new ToneLabel(Tone::Danger, this))
{
    constexpr double larger = 1.5;
    m_title->setScale(larger, true);
    auto* card = new Card(this);
    auto* grid = new QGridLayout(card);
    grid->setContentsMargins(28, 24, 28, 24);
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(14);
    grid->addWidget(m_title, 0, 0, 1, 2);
    grid->addWidget(m_words, 1, 0, 1, 2);
    auto* add = new ActionButton(actions.add, card);
    add->setObjectName(QStringLiteral("addServer"));
    add->setDefault(true);
    auto* start = new ActionButton(actions.startHere, card);
    start->setObjectName(QStringLiteral("startHere"));
    grid->addWidget(add, 2, 0);
    grid->addWidget(m_addWords, 2, 1);
    grid->addWidget(start, 3, 0);
    grid->addWidget(m_startWords, 3, 1);
    grid->addWidget(m_trouble, 4, 0, 1, 2);
    m_trouble->hide();
    grid->setColumnStretch(1, 1);
    constexpr int wide = 620;
    card->setMaximumWidth(wide); // and narrower where a window must be
    for (ToneLabel* label : { m_words, m_addWords, m_startWords, m_trouble })
        label->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addStretch(2);
    auto* middle = new QHBoxLayout; // an alignment would not ask how high the words are
    middle->addStretch();
    middle->addWidget(card, 1);
    middle->addStretch();
    column->addLayout(middle);
    column->addStretch(3);
    retranslate();
}

void WelcomePage::complain(const QString& sentence)
{
    m_trouble->setText(sentence);
    m_trouble->show();
}

void WelcomePage::retranslate()
{
    m_title->setText(tr("No server yet"));
    m_words->setText(tr("Here you will see who is connected to your servers, drain them without "
                        "losing anybody, and walk through a rolling restart."));
    m_addWords->setText(tr("one that runs already, here or elsewhere; you need its address and "
                           "its admin token"));
    m_startWords->setText(tr("a server of your own in this process, to look around; it lives as "
                             "long as this window"));
}

} // namespace sluice
