#include "gui/servers/serverdialog.h"

#include "core/auth/serverpin.h"
#include "gui/servers/contacttrial.h"
#include "gui/servers/environmentwords.h"
#include "gui/servers/serverdesk.h"
#include "gui/servers/tokenfile.h"
#include "gui/widgets/tonelabel.h"
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSslCertificate>
#include <QVBoxLayout>

namespace sluice {

ServerDialog::ServerDialog(const ServerDesk& desk, int row, const ServerProfile& profile,
                           const QString& token, QWidget* window)
    : QDialog(window), m_desk(desk), m_row(row), m_environment(new QComboBox(this)),
      m_problem(new ToneLabel(Tone::Danger, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(row < 0 ? tr("Add Server") : tr("Edit Server"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(10);
    m_url = addField(*form, "url", tr("&Address:"), profile.url,
                     QStringLiteral("https://node-2.example.net:8000"));
    m_name = addField(*form, "name", tr("&Name:"), profile.name, tr("What it calls itself"));
    for (const Environment each : { Environment::None, Environment::Development,
                                    Environment::Staging, Environment::Production })
        m_environment->addItem(environmentName(each));
    m_environment->setCurrentIndex(static_cast<int>(profile.environment));
    m_environment->setObjectName(QStringLiteral("environment"));
    form->addRow(tr("&Environment:"), m_environment);
    m_token = addField(*form, "token", tr("&Token:"), token, tr("Forgotten when you quit"));
    m_token->setEchoMode(QLineEdit::Password);
    m_tokenFile = addFile(*form, "tokenFile", tr("Token &file:"), profile.tokenFile,
                          tr("Instead of a token; only you may read it"));
    m_authorityFile = addFile(*form, "authorityFile", tr("&CA file:"), profile.authorityFile,
                              tr("For certificates of your own, in PEM"));
    m_pin = addField(*form, "pin", tr("&Pinned key:"), profile.pin, QStringLiteral("sha256//…"));
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    auto* buttons = new QDialogButtonBox(this);
    auto* done
        = buttons->addButton(row < 0 ? tr("Add Server") : tr("Save"), QDialogButtonBox::AcceptRole);
    done->setObjectName(QStringLiteral("done"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    auto* test = buttons->addButton(tr("Te&st"), QDialogButtonBox::ActionRole);
    test->setObjectName(QStringLiteral("test"));
    test->setAutoDefault(false);
    connect(test, &QPushButton::clicked, this, &ServerDialog::test);
    connect(buttons, &QDialogButtonBox::accepted, this, &ServerDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(14);
    column->addLayout(form);
    column->addWidget(m_problem);
    column->addStretch();
    column->addWidget(buttons);
    constexpr int letters = 58;
    setMinimumWidth(letters * fontMetrics().averageCharWidth() * 3 / 2);
}

QLineEdit* ServerDialog::addField(QFormLayout& form, const char* name, const QString& caption,
                                  const QString& text, const QString& hint)
{
    auto* field = new QLineEdit(text, this);
    field->setObjectName(QLatin1String(name));
    field->setPlaceholderText(hint);
    form.addRow(caption, field);
    return field;
}

QLineEdit* ServerDialog::addFile(QFormLayout& form, const char* name, const QString& caption,
                                 const QString& text, const QString& hint)
{
    auto* field = new QLineEdit(text, this);
    field->setObjectName(QLatin1String(name));
    field->setPlaceholderText(hint);
    auto* browse = new QPushButton(tr("Browse…"), this);
    browse->setAutoDefault(false);
    browse->setAccessibleName(QString(caption).remove(QLatin1Char('&')) + QLatin1Char(' ')
                              + browse->text());
    connect(browse, &QPushButton::clicked, field, [this, field] {
        const QString chosen = QFileDialog::getOpenFileName(this, windowTitle(), field->text());
        if (!chosen.isEmpty())
            field->setText(chosen);
    });
    auto* row = new QHBoxLayout;
    row->addWidget(field, 1);
    row->addWidget(browse);
    form.addRow(caption, row);
    auto* label = qobject_cast<QLabel*>(form.labelForField(row));
    label->setBuddy(field);
    field->setAccessibleName(QString(caption).remove(QLatin1Char('&')));
    return field;
}

ServerProfile ServerDialog::profile() const
{
    return { {},
             m_name->text().trimmed(),
             m_url->text().trimmed(),
             static_cast<Environment>(m_environment->currentIndex()),
             m_tokenFile->text().trimmed(),
             m_authorityFile->text().trimmed(),
             m_pin->text().trimmed() };
}

// Of all that is wrong, the first.
QString ServerDialog::problem(const ServerProfile& profile) const
{
    if (profile.url.isEmpty())
        return tr("Where is the server? An address looks like http://127.0.0.1:8000.");
    if (!m_desk.accepts(profile.url))
        return tr("%1 is no address of a server: it "
                  "should look like http://127.0.0.1:8000, without a user, a password or a query.")
            .arg(profile.url);
    if (m_desk.isTaken(profile.url, m_row))
        return tr("%1 is in the list already.").arg(profile.url);
    if (!m_token->text().isEmpty() && !profile.tokenFile.isEmpty())
        return tr("Give a token or a token file, not both.");
    if (!profile.tokenFile.isEmpty())
        if (QString wrong = TokenFile::read(profile.tokenFile).problem; !wrong.isEmpty())
            return wrong;
    return problemOfTrust(profile);
}

QString ServerDialog::problemOfTrust(const ServerProfile& profile) const
{
    if (!profile.pin.isEmpty() && !ServerPin::parse(profile.pin.toStdString()))
        return tr("%1 is no pinned key: it should look like %2, with 44 characters behind it.")
            .arg(profile.pin, QStringLiteral("sha256//"));
    if (!profile.pin.isEmpty() && !profile.isSecure())
        return tr("Only a server at %1 shows a key that could be the pinned one.")
            .arg(QStringLiteral("https://"));
    if (profile.authorityFile.isEmpty())
        return {};
    if (!QFile(profile.authorityFile).open(QIODevice::ReadOnly))
        return tr("The CA file %1 cannot be read.").arg(profile.authorityFile);
    if (QSslCertificate::fromPath(profile.authorityFile).isEmpty())
        return tr("The CA file %1 holds no certificate in PEM.").arg(profile.authorityFile);
    return {};
}

bool ServerDialog::isGood(const ServerProfile& profile)
{
    const QString wrong = problem(profile);
    say(Tone::Danger, wrong);
    return wrong.isEmpty();
}

void ServerDialog::say(Tone tone, const QString& sentence)
{
    m_problem->setTone(tone);
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

// Calls the server with what stands here; nothing is saved.
void ServerDialog::test()
{
    delete m_trial;
    m_trial = nullptr;
    const ServerProfile described = profile();
    if (!isGood(described))
        return;
    QString unreadable; // has just been looked at
    m_trial = new ContactTrial(m_desk.lineTo(described, m_token->text(), unreadable), this);
    connect(m_trial, &ContactTrial::found, this, &ServerDialog::say);
    say(Tone::Muted, tr("Calling %1…").arg(described.url));
    m_trial->start();
}

void ServerDialog::finish()
{
    const ServerProfile described = profile();
    if (!isGood(described))
        return;
    Q_EMIT ordered(described, m_token->text());
    close();
}

} // namespace sluice
