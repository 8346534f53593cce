#pragma once

#include <QDialog>

class QComboBox;
class QFormLayout;

namespace sluice {

class Language;
class Theme;

// How the window speaks and looks. What is chosen holds at once.
class PreferencesDialog final : public QDialog {
    Q_OBJECT
public:
    PreferencesDialog(Language& language, Theme& theme, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QFormLayout* m_form;
    QComboBox* m_languages;
    QComboBox* m_themes;
};

} // namespace sluice
