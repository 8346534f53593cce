#pragma once

#include "gui/look/glyph.h"
#include <QFrame>
#include <QTimer>

class QToolButton;

namespace sluice {

class ToneLabel;

// What came of a command, in a sentence at the top of the window. Good news go by themselves
// after a while, a failure stays until it is closed or something newer is said.
class MessageBar final : public QFrame {
    Q_OBJECT
public:
    enum class Kind : quint8 { Done, Notice, Failure };

    explicit MessageBar(QWidget* parent = nullptr);

    void say(Kind kind, const QString& sentence);
    void setDetail(const QString& detail); // of what was just said, for whoever points at it
    QString sentence() const;
    Kind kind() const { return m_kind; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    Kind m_kind = Kind::Notice;
    ToneLabel* m_text;
    QToolButton* m_dismiss;
    QTimer m_patience;
};

} // namespace sluice
