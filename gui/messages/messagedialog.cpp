#include "gui/messages/messagedialog.h"

#include "gui/console.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace sluice {

MessageDialog::MessageDialog(const Console& console, const QStringList& ids, QWidget* parent)
    : QDialog(parent), m_console(console), m_ids(ids),
      m_recipients(new ToneLabel(Tone::Plain, this)), m_format(new QComboBox(this)),
      m_text(new QPlainTextEdit(this)), m_verdict(new ToneLabel(Tone::Muted, this))
{
    setWindowTitle(ids.isEmpty() ? tr("Broadcast") : tr("Message"));
    makeForm();
    connect(m_text, &QPlainTextEdit::textChanged, this, &MessageDialog::check);
    connect(m_format, &QComboBox::currentIndexChanged, this, &MessageDialog::check);
    const auto lookAgain = [this] {
        sayRecipients();
        check();
    };
    connect(&console, &Console::statsChanged, this, lookAgain);
    connect(&console, &Console::contactChanged, this, lookAgain);
    // Enter makes a line, so that this sends.
    for (const auto key : { Qt::Key_Return, Qt::Key_Enter })
        connect(new QShortcut(Qt::CTRL | key, this), &QShortcut::activated, m_send,
                &QPushButton::click);
    sayRecipients();
    check();
    m_text->setFocus();
}

void MessageDialog::makeForm()
{
    constexpr int widthForSentences = 440;
    constexpr int linesToWrite = 6;
    m_recipients->setWordWrap(true);
    m_recipients->setMinimumWidth(widthForSentences);
    m_verdict->setWordWrap(true);
    m_verdict->setMinimumHeight(m_verdict->fontMetrics().height() * 2); // or it would jump
    m_verdict->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_format->setObjectName(QStringLiteral("format"));
    m_format->addItem(tr("Text"));
    m_format->addItem(tr("JSON"));
    m_format->setAccessibleName(tr("Format"));
    m_text->setObjectName(QStringLiteral("text"));
    m_text->setAccessibleName(tr("Message"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(m_text->fontMetrics().lineSpacing() * linesToWrite);
    auto* form = new QFormLayout;
    form->setSpacing(10);
    form->addRow(tr("To"), m_recipients);
    form->addRow(tr("&Format"), m_format);
    form->addRow(tr("&Message"), m_text);
    auto* buttons = new QDialogButtonBox(this);
    m_send = buttons->addButton(tr("Send"), QDialogButtonBox::AcceptRole);
    m_send->setObjectName(QStringLiteral("send"));
    m_send->setToolTip(tr("Send it (Ctrl+Enter)"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &MessageDialog::send);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->setContentsMargins(18, 18, 18, 14);
    column->addLayout(form);
    column->addWidget(m_verdict);
    column->addWidget(buttons);
}

void MessageDialog::sayRecipients()
{
    constexpr int namedAtMost = 3;
    const auto all = static_cast<int>(m_console.connections().count());
    if (m_ids.isEmpty()) {
        m_recipients->setText(tr("everyone on %1: %Ln connection(s) now", nullptr, all)
                                  .arg(m_console.identity().node));
        return;
    }
    const QString names = m_ids.mid(0, namedAtMost).join(QStringLiteral(", "));
    const auto more = static_cast<int>(m_ids.size()) - namedAtMost;
    m_recipients->setText(more > 0 ? tr("%1 and %Ln more", nullptr, more).arg(names) : names);
}

MessageData MessageDialog::data() const
{
    return MessageData::read(m_text->toPlainText(),
                             m_format->currentIndex() == 1 ? MessageData::Format::Json
                                                           : MessageData::Format::Text);
}

void MessageDialog::check()
{
    const bool json = m_format->currentIndex() == 1;
    m_text->setFont(json ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : font());
    const MessageData now = data();
    const qint64 most = m_console.identity().messageBytes;
    const bool fits = most <= 0 || now.octets <= most;
    m_send->setEnabled(now.data && fits && m_console.mayCommand());
    explain(now);
}

void MessageDialog::explain(const MessageData& now)
{
    const qint64 most = m_console.identity().messageBytes;
    const QString size = wording::bytes(now.octets);
    const auto say = [this](Tone tone, const QString& sentence) {
        m_verdict->setTone(tone);
        m_verdict->setText(sentence);
        m_verdict->setAccessibleName(sentence);
    };
    if (!m_console.mayCommand())
        say(Tone::Warning, tr("There is no contact to the server just now."));
    else if (!now.mistake.isEmpty())
        say(Tone::Danger, tr("This is no JSON. %1").arg(now.mistake));
    else if (!now.data)
        say(Tone::Muted, tr("Clients get it as the data of a message."));
    else if (most > 0 && now.octets > most)
        say(Tone::Danger,
            tr("%1 is too much: the server takes %2 at most.").arg(size, wording::bytes(most)));
    else
        say(Tone::Muted, most > 0 ? tr("%1 of %2").arg(size, wording::bytes(most)) : size);
}

void MessageDialog::send()
{
    const MessageData now = data();
    if (!now.data)
        return;
    Q_EMIT written(*now.data);
    accept();
}

} // namespace sluice
