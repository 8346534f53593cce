#include "gui/commanddesk.h"

#include "gui/console.h"
#include "gui/drain/draindialog.h"
#include "gui/drain/extenddialog.h"
#include "gui/messages/messagedelivery.h"
#include "gui/messages/messagedialog.h"
#include "gui/widgets/confirmation.h"
#include "gui/wording.h"
#include <QJsonArray>

namespace sluice {

CommandDesk::CommandDesk(Console& console, QWidget* window)
    : QObject(window), m_console(console), m_window(window)
{
}

void CommandDesk::send(const QString& what, const QJsonObject& details,
                       std::function<QString(const CommandResult&)> done)
{
    m_console.command(
        what, details, this,
        [this, done = std::move(done)](const CommandResult& result, const QJsonObject&) {
            if (!result.ok) {
                Q_EMIT said(MessageBar::Kind::Failure, failure(result));
                return;
            }
            QStringList sentences { done(result) };
            sentences += result.adjustments;
            const bool noted = !result.adjustments.isEmpty() || result.joined;
            Q_EMIT said(noted ? MessageBar::Kind::Notice : MessageBar::Kind::Done,
                        sentences.join(QLatin1Char(' ')));
        });
}

QString CommandDesk::failure(const CommandResult& result) const
{
    if (result.code == QLatin1String("no_contact"))
        return tr("There is no contact to the server: nothing was changed.");
    if (result.message.isEmpty())
        return tr("The server said no (%1).").arg(result.code);
    return tr("The server said no: %1").arg(result.message);
}

void CommandDesk::togglePause()
{
    const bool enable = !m_console.stats().accepting;
    send(QStringLiteral("accepting"), { { QStringLiteral("enabled"), enable } },
         [enable](const CommandResult&) {
             return enable ? tr("Newcomers are let in again.")
                           : tr("Newcomers are refused until you resume accepting.");
         });
}

void CommandDesk::openDrainDialog()
{
    auto* dialog = new DrainDialog(m_console, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DrainDialog::ordered, this, &CommandDesk::startDrain);
    dialog->open();
}

void CommandDesk::startDrain(const QJsonObject& order)
{
    send(QStringLiteral("drain"), order, [this](const CommandResult& result) {
        Q_EMIT drainBegun();
        return result.joined ? tr("A drain was running already: its deadline stands.")
                             : tr("The drain has begun.");
    });
}

void CommandDesk::drainNow()
{
    startDrain({});
}

void CommandDesk::openExtendDialog()
{
    auto* dialog = new ExtendDialog(m_console, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExtendDialog::ordered, this, [this](std::chrono::seconds timeout) {
        send(QStringLiteral("update_drain"),
             { { QStringLiteral("timeout_s"), qint64 { timeout.count() } } },
             [](const CommandResult&) { return tr("The deadline has been moved."); });
    });
    dialog->open();
}

void CommandDesk::hurry()
{
    send(QStringLiteral("update_drain"), { { QStringLiteral("hurry"), true } },
         [](const CommandResult&) {
             return tr("The remaining clients are closed one after another, within 10 seconds.");
         });
}

void CommandDesk::cancelDrain()
{
    const auto still = static_cast<int>(m_console.connections().count());
    ask(m_window,
        { tr("Cancel Drain"), tr("Cancel the drain of %1?").arg(m_console.identity().node),
          tr("Accepting resumes, and %Ln client(s) that are still connected stay. Clients that "
             "have left are not called back.",
             nullptr, still),
          tr("Cancel the Drain"), tr("Go On Draining"), false },
        [this] {
            send(QStringLiteral("cancel_drain"), {}, [](const CommandResult&) {
                return tr("The drain is cancelled: newcomers are let in again.");
            });
        });
}

void CommandDesk::force()
{
    const auto count = static_cast<int>(m_console.connections().count());
    ask(m_window,
        { tr("Force Close"),
          tr("Close %Ln connection(s) of %1 now?", nullptr, count).arg(m_console.identity().node),
          tr("Every client is cut off at once, without waiting for what is still queued. The "
             "server then ends with exit code 3."),
          tr("Force Close %Ln Now", nullptr, count), tr("Do Not Force"), true,
          m_guarded ? m_console.identity().node : QString() },
        [this] { forceNow(); });
}

void CommandDesk::forceNow()
{
    send(QStringLiteral("force"), {},
         [](const CommandResult&) { return tr("All connections are being closed by force."); });
}

void CommandDesk::closeConnections(const QStringList& ids)
{
    if (ids.isEmpty())
        return;
    const auto count = static_cast<int>(ids.size());
    const QString question = count == 1 ? tr("Close the connection of %1?").arg(ids.front())
                                        : tr("Close %Ln connection(s)?", nullptr, count);
    ask(m_window,
        { tr("Close Connections"), question,
          tr("The clients are told that an operator has closed them. Most of them will come "
             "back."),
          tr("Close %Ln Connection(s)", nullptr, count), tr("Leave Them Open"), false },
        [this, ids] {
            send(QStringLiteral("close"),
                 { { QStringLiteral("ids"), QJsonArray::fromStringList(ids) } },
                 [](const CommandResult& result) {
                     QString text
                         = tr("%Ln connection(s) are being closed.", nullptr, result.closed);
                     if (!result.unknown.isEmpty())
                         text += QLatin1Char(' ')
                             + tr("%Ln had left already.", nullptr,
                                  static_cast<int>(result.unknown.size()));
                     return text;
                 });
        });
}

void CommandDesk::openMessageDialog(const QStringList& ids)
{
    if (ids.isEmpty())
        return;
    auto* dialog = new MessageDialog(m_console, ids, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &MessageDialog::written, this,
            [this, ids](const QJsonValue& data) { deliver(ids, data); });
    dialog->open();
}

void CommandDesk::openBroadcastDialog()
{
    auto* dialog = new MessageDialog(m_console, {}, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &MessageDialog::written, this, &CommandDesk::broadcast);
    dialog->open();
}

void CommandDesk::deliver(const QStringList& ids, const QJsonValue& data)
{
    auto* delivery = new MessageDelivery(this);
    connect(
        delivery, &MessageDelivery::done, this, [this](const MessageDelivery::Outcome& outcome) {
            QStringList sentences;
            if (outcome.reached > 0 || outcome.failed == 0)
                sentences << tr("Delivered to %Ln connection(s).", nullptr, outcome.reached);
            if (outcome.left > 0)
                sentences << tr("%Ln had left already.", nullptr, outcome.left);
            if (outcome.failed > 0) {
                CommandResult first;
                first.code = outcome.why.isEmpty() ? QStringLiteral("no_contact") : QString();
                first.message = outcome.why;
                sentences << tr("%Ln did not get it.", nullptr, outcome.failed) << failure(first);
            }
            const auto kind = outcome.failed > 0           ? MessageBar::Kind::Failure
                : outcome.left > 0 || outcome.reached == 0 ? MessageBar::Kind::Notice
                                                           : MessageBar::Kind::Done;
            Q_EMIT said(kind, sentences.join(QLatin1Char(' ')));
        });
    delivery->begin(m_console, ids, data);
}

void CommandDesk::broadcast(const QJsonValue& data)
{
    send(QStringLiteral("broadcast"), { { QStringLiteral("data"), data } },
         [](const CommandResult& result) {
             return tr("Delivered to %Ln connection(s).", nullptr, result.recipients);
         });
}

} // namespace sluice
