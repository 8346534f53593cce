#pragma once

#include <QWidget>

namespace sluice {

class ToneLabel;

// Why there is nothing to see, and what would change that.
class EmptyNote final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyNote(QWidget* parent = nullptr);

    void say(const QString& title, const QString& text);
    QString title() const;

private:
    ToneLabel* m_title;
    ToneLabel* m_text;
};

} // namespace sluice
