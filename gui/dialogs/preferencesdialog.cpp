#include "gui/dialogs/preferencesdialog.h"

#include "gui/look/language.h"
#include "gui/look/theme.h"
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace sluice {

PreferencesDialog::PreferencesDialog(Language& language, Theme& theme, QWidget* parent)
    : QDialog(parent), m_form(new QFormLayout), m_languages(new QComboBox(this)),
      m_themes(new QComboBox(this))
{
    m_languages->setObjectName(QStringLiteral("language"));
    m_languages->addItems({ QStringLiteral("English"), QStringLiteral("Українська") });
    m_languages->setCurrentIndex(static_cast<int>(language.spoken()));
    m_themes->setObjectName(QStringLiteral("theme"));
    m_themes->addItems({ QString(), QString(), QString() });
    m_themes->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_form->setSpacing(10);
    m_form->addRow(new QLabel(this), m_languages);
    m_form->addRow(new QLabel(this), m_themes);
    auto* buttons = new QDialogButtonBox(this);
    auto* close = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    close->setObjectName(QStringLiteral("close"));
    auto* column = new QVBoxLayout(this);
    column->setSpacing(14);
    column->setContentsMargins(18, 18, 18, 14);
    column->addLayout(m_form);
    column->addWidget(buttons);
    retranslate();
    m_themes->setCurrentIndex(static_cast<int>(theme.chosen()));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_languages, &QComboBox::currentIndexChanged, &language,
            [&language](int index) { language.choose(static_cast<Language::Tongue>(index)); });
    connect(m_themes, &QComboBox::currentIndexChanged, &theme,
            [&theme](int index) { theme.choose(static_cast<Theme::Choice>(index)); });
}

void PreferencesDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void PreferencesDialog::retranslate()
{
    setWindowTitle(tr("Preferences"));
    m_themes->setItemText(0, tr("As the desktop"));
    m_themes->setItemText(1, tr("Light"));
    m_themes->setItemText(2, tr("Dark"));
    const auto name = [this](QWidget* field, const QString& words) {
        auto* label = static_cast<QLabel*>(m_form->labelForField(field));
        label->setText(words);
        label->setBuddy(field);
        field->setAccessibleName(QString(words).remove(QLatin1Char('&')));
    };
    name(m_languages, tr("&Language"));
    name(m_themes, tr("&Colours"));
    findChild<QPushButton*>(QStringLiteral("close"))->setText(tr("Close"));
}

} // namespace sluice
