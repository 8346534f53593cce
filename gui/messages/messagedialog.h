#pragma once

#include "gui/messages/messagedata.h"
#include <QDialog>
#include <QStringList>

class QComboBox;
class QPlainTextEdit;
class QPushButton;

namespace sluice {

class Console;
class ToneLabel;

// Asks what to say to some connections, or to everyone: a text, or JSON, whose mistakes it shows.
// Whom it is for is settled when it opens.
class MessageDialog final : public QDialog {
    Q_OBJECT
public:
    // No ids: to everyone.
    MessageDialog(const Console& console, const QStringList& ids, QWidget* parent);

Q_SIGNALS:
    void written(const QJsonValue& data);

private:
    void makeForm();
    void check();
    void explain(const MessageData& now);
    void sayRecipients();
    MessageData data() const;
    void send();

    const Console& m_console;
    const QStringList m_ids;
    ToneLabel* m_recipients;
    QComboBox* m_format;
    QPlainTextEdit* m_text;
    ToneLabel* m_verdict;
    QPushButton* m_send;
};

} // namespace sluice
