#include "gui/widgets/question.h"

#include "gui/widgets/tonelabel.h"
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace sluice {

class Question::Sign final : public QWidget {
public:
    using QWidget::QWidget;

    Glyph glyph = Glyph::Warning;
    Tone tone = Tone::Warning;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintGlyph(painter, glyph, rect(), toneColour(tone, palette()));
    }
};

Question::Question(QWidget* parent, const QString& title, const QString& question,
                   const QString& consequence)
    : QDialog(parent), m_sign(new Sign(this)), m_words(new QVBoxLayout), m_buttons(new QHBoxLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    constexpr int signSide = 36;
    constexpr int widthForSentences = 400;
    m_sign->setFixedSize(signSide, signSide);
    auto* asked = new ToneLabel(Tone::Plain, this);
    constexpr double larger = 1.15;
    asked->setScale(larger, true);
    asked->setText(question);
    auto* explained = new ToneLabel(Tone::Plain, this);
    explained->setText(consequence);
    m_words->setSpacing(8);
    for (ToneLabel* label : { asked, explained }) {
        label->setWordWrap(true);
        label->setFixedWidth(widthForSentences);
        label->setMinimumHeight(label->heightForWidth(widthForSentences));
        m_words->addWidget(label);
    }
    m_buttons->addStretch();
    auto* top = new QHBoxLayout;
    top->setSpacing(16);
    top->addWidget(m_sign, 0, Qt::AlignTop);
    top->addLayout(m_words);
    top->addStretch(); // the buttons may be wider
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(18);
    column->addLayout(top);
    column->addLayout(m_buttons);
    setAccessibleDescription(question + QLatin1Char(' ') + consequence);
}

void Question::setSign(Glyph glyph, Tone tone)
{
    m_sign->glyph = glyph;
    m_sign->tone = tone;
    m_sign->update();
}

QPushButton* Question::addButton(const QString& name, const QString& text, Tone tone,
                                 std::function<void()> chosen)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setAutoDefault(false);
    if (tone != Tone::Plain) {
        QPalette toned = button->palette();
        toned.setColor(QPalette::ButtonText, toneColour(tone, palette()));
        button->setPalette(toned);
    }
    connect(button, &QPushButton::clicked, this, [this, chosen = std::move(chosen)] {
        close();
        if (chosen)
            chosen();
    });
    m_buttons->addWidget(button);
    button->setDefault(true); // until another one comes
    button->setFocus();
    return button;
}

void Question::demand(const QString& word, QPushButton* gate)
{
    auto* caption = new ToneLabel(Tone::Muted, this);
    caption->setText(tr("Type %1 to go on:").arg(word));
    auto* field = new QLineEdit(this);
    field->setObjectName(QStringLiteral("typed"));
    field->setAccessibleName(caption->text());
    m_words->addWidget(caption);
    m_words->addWidget(field);
    gate->setEnabled(false);
    connect(field, &QLineEdit::textChanged, gate,
            [word, gate](const QString& text) { gate->setEnabled(text == word); });
}

} // namespace sluice
