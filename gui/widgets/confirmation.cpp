#include "gui/widgets/confirmation.h"

#include "gui/widgets/question.h"

namespace sluice {

void ask(QWidget* parent, const Confirmation& confirmation, std::function<void()> then)
{
    auto* question
        = new Question(parent, confirmation.title, confirmation.question, confirmation.consequence);
    const Tone tone = confirmation.dangerous ? Tone::Danger : Tone::Plain;
    question->setSign(Glyph::Warning, confirmation.dangerous ? Tone::Danger : Tone::Warning);
    QPushButton* yes
        = question->addButton(QStringLiteral("yes"), confirmation.yes, tone, std::move(then));
    if (!confirmation.typed.isEmpty())
        question->demand(confirmation.typed, yes);
    question->addButton(QStringLiteral("no"), confirmation.no, Tone::Plain);
    question->open();
}

} // namespace sluice
