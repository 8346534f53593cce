#include "gui/console.h"

#include <QLoggingCategory>
#include <QRandomGenerator>
#include <utility>

namespace sluice {

namespace {

Q_LOGGING_CATEGORY(lcConsole, "sluice.gui")

using namespace std::chrono_literals;

QString text(const QJsonObject& message, const char* name)
{
    return message[QLatin1String(name)].toString();
}

} // namespace

Console::Console(std::unique_ptr<AdminLink> link, const Clock& clock, Persistence persistence,
                 QObject* parent)
    : QObject(parent), m_link(std::move(link)), m_clock(clock), m_persistence(persistence),
      m_lastMessage(clock.now()), m_statsCame(clock.now())
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Console::open);
    connect(m_link.get(), &AdminLink::opened, this, &Console::subscribe);
    connect(m_link.get(), &AdminLink::received, this, &Console::onReceived);
    connect(m_link.get(), &AdminLink::closed, this, &Console::onClosed);
    connect(m_link.get(), &AdminLink::roundTripMeasured, this,
            [this](std::chrono::milliseconds time) { m_roundTrip = time; });
}

Console::~Console() = default;

void Console::open()
{
    m_retry.stop();
    setContact(Contact::Connecting);
    m_link->open();
}

void Console::reconnect()
{
    if (m_contact == Contact::Waiting || m_contact == Contact::Refused)
        open();
}

void Console::subscribe()
{
    constexpr int perSecond = 4; // as often as the table is brought up to date
    QJsonArray topics { QStringLiteral("stats"), QStringLiteral("clients"),
                        QStringLiteral("drain") };
    if (m_watchesLog)
        topics.append(QStringLiteral("log"));
    m_link->send({ { QStringLiteral("type"), QStringLiteral("subscribe") },
                   { QStringLiteral("topics"), topics },
                   { QStringLiteral("max_hz"), perSecond } });
    m_seq = -1;
    setContact(Contact::Syncing);
}

void Console::watchLog()
{
    if (std::exchange(m_watchesLog, true))
        return;
    if (m_contact == Contact::Live || m_contact == Contact::Stale || m_contact == Contact::Syncing)
        subscribe(); // anew, with one topic more; else the next line's subscription has it
}

void Console::command(const QString& what, QJsonObject details, QObject* context, Reply reply)
{
    if (m_contact != Contact::Live && m_contact != Contact::Stale
        && m_contact != Contact::Syncing) {
        CommandResult failure;
        failure.code = QStringLiteral("no_contact");
        reply(failure, {});
        return;
    }
    const QString ref = QString::number(++m_lastRef);
    details.insert(QStringLiteral("type"), QStringLiteral("command"));
    details.insert(QStringLiteral("ref"), ref);
    details.insert(QStringLiteral("do"), what);
    details.insert(QStringLiteral("expect_boot_id"), m_identity.bootId);
    m_pending.insert(ref, { context, std::move(reply) });
    m_link->send(details);
}

void Console::onReceived(const QJsonObject& message)
{
    struct Handler {
        const char* type;
        void (Console::*handle)(const QJsonObject&);
    };
    static constexpr Handler handlers[] = {
        { "delta", &Console::onDelta },   { "stats", &Console::onStats },
        { "drain", &Console::onDrain },   { "result", &Console::onResult },
        { "log", &Console::onLog },       { "snapshot", &Console::onSnapshot },
        { "synced", &Console::onSynced }, { "hello", &Console::onHello },
    };
    m_lastMessage = m_clock.now();
    if (m_contact == Contact::Stale)
        setContact(Contact::Live);
    const QString type = text(message, "type");
    for (const Handler& handler : handlers)
        if (type == QLatin1String(handler.type)) {
            (this->*handler.handle)(message);
            return;
        }
    if (type == QLatin1String("bye"))
        m_bye = message[QLatin1String("expected")].toBool();
    else if (type == QLatin1String("resync"))
        m_seq = -1; // a new snapshot follows
    else // a newer server may say more than this console knows
        qCDebug(lcConsole) << "Passed over a message of type" << type;
}

void Console::onHello(const QJsonObject& message)
{
    const ServerIdentity former = std::exchange(m_identity, ServerIdentity::fromJson(message));
    m_bye = false;
    m_trouble.clear();
    m_backoff.reset();
    Q_EMIT identityChanged();
    if (former.bootId.isEmpty() || former.bootId == m_identity.bootId)
        return;
    m_drain = {}; // the former process's
    m_restarted = m_clock.now();
    Q_EMIT restarted(former.version);
    Q_EMIT drainChanged();
}

void Console::onSnapshot(const QJsonObject& message)
{
    if (message[QLatin1String("part")].toInt() <= 1) {
        m_reader = RowReader(message[QLatin1String("columns")].toArray());
        m_connections.beginSnapshot();
        m_seq = -1;
        setContact(Contact::Syncing);
    }
    putRows(message[QLatin1String("rows")].toArray());
}

void Console::onSynced(const QJsonObject& message)
{
    m_connections.endSnapshot();
    m_seq = message[QLatin1String("seq")].toInteger();
    setContact(Contact::Live);
}

void Console::onDelta(const QJsonObject& message)
{
    const qint64 seq = message[QLatin1String("seq")].toInteger();
    if (m_seq >= 0 && seq != m_seq + 1) {
        qCWarning(lcConsole) << "Delta" << seq << "came after" << m_seq << "- asking anew.";
        subscribe();
        return;
    }
    if (m_seq >= 0)
        m_seq = seq;
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(serverTime());
    // Who went, first: somebody may have come back under the same id.
    const QJsonArray gone = message[QLatin1String("gone")].toArray();
    for (const auto& value : gone) {
        const QJsonArray row = value.toArray();
        auto last = m_connections.remove(row.at(0).toString());
        if (!last)
            continue;
        m_leavers.add({ now, std::move(*last), row.at(1).toInt(), row.at(2).toString(),
                        row.at(3).toString() == QLatin1String("server") });
        Q_EMIT clientLeft(m_leavers.newestFirst().front());
    }
    putRows(message[QLatin1String("up")].toArray());
}

void Console::putRows(const QJsonArray& rows)
{
    for (const auto& row : rows)
        if (auto connection = m_reader.read(row.toArray()))
            m_connections.put(std::move(*connection));
}

void Console::onStats(const QJsonObject& message)
{
    m_stats = ServerStats::fromJson(message);
    m_statsCame = m_clock.now();
    m_history.add(m_stats, m_statsCame);
    Q_EMIT statsChanged();
}

void Console::onDrain(const QJsonObject& message)
{
    m_drain.update(DrainFacts::fromJson(message), m_clock.now());
    Q_EMIT drainChanged();
}

void Console::onLog(const QJsonObject& message)
{
    Q_EMIT logged(LogEntry::fromJson(message));
}

void Console::onResult(const QJsonObject& message)
{
    const QString ref = text(message, "ref");
    if (!m_pending.contains(ref))
        return;
    const Pending waiting = m_pending.take(ref);
    if (waiting.context)
        waiting.reply(CommandResult::fromJson(message), message);
}

void Console::onClosed(AdminLink::End end, const QString& why)
{
    qCDebug(lcConsole) << "The line to the server has closed:" << why;
    m_trouble = why;
    m_cause = m_link->cause();
    m_roundTrip.reset();
    if (m_persistence == Persistence::ComesBack && end == AdminLink::End::Lost)
        m_retry.start(m_backoff.next(QRandomGenerator::global()->generateDouble()));
    setContact(end == AdminLink::End::Refused ? Contact::Refused
                   : m_retry.isActive()       ? Contact::Waiting
                                              : Contact::Lost);
    CommandResult failure;
    failure.code = QStringLiteral("no_contact");
    const auto pending = std::exchange(m_pending, {});
    for (const Pending& waiting : pending)
        if (waiting.context)
            waiting.reply(failure, {});
}

void Console::checkContact()
{
    constexpr auto silent = 5s; // figures come every second
    if (m_contact == Contact::Live && sinceLastMessage() > silent)
        setContact(Contact::Stale);
}

std::chrono::milliseconds Console::untilNextCall() const
{
    return std::max(m_retry.remainingTimeAsDuration(), 0ms);
}

std::optional<std::chrono::milliseconds> Console::sinceRestart() const
{
    if (!m_restarted)
        return {};
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now() - *m_restarted);
}

std::chrono::milliseconds Console::sinceLastMessage() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now() - m_lastMessage);
}

qint64 Console::serverTime() const
{
    if (m_stats.time < 0)
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   m_clock.wallTime().time_since_epoch())
            .count();
    return m_stats.time
        + std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now() - m_statsCame)
              .count();
}

bool Console::mayCommand() const
{
    return m_identity.mayChange()
        && (m_contact == Contact::Live || m_contact == Contact::Stale
            || m_contact == Contact::Syncing);
}

void Console::setContact(Contact contact)
{
    if (m_contact == contact)
        return;
    m_contact = contact;
    Q_EMIT contactChanged();
}

} // namespace sluice
