#include "core/history/historyfile.h"

#include "core/text/randomid.h"
#include "core/text/utf8.h"
#include <QSqlError>
#include <QVariant>
#include <atomic>
#include <filesystem>

namespace sluice {

namespace {

constexpr qlonglong applicationId = 0x536C7563; // "Sluc"; file(1) and we know our own by it

QString freshConnectionName()
{
    static std::atomic<int> made { 0 };
    return QStringLiteral("history-%1").arg(++made);
}

// SQLite's result codes, without their extensions.
std::string explain(const QSqlError& error)
{
    const std::string text = error.databaseText().toStdString();
    switch (error.nativeErrorCode().toInt() & 0xFF) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return "is in use by another program.";
    case 11: // SQLITE_CORRUPT
        return "is damaged: " + text + ". Move it away; with a new one a new order begins.";
    case 13: // SQLITE_FULL
        return "cannot be written: the disk is full.";
    case 8: // SQLITE_READONLY; the file itself has been opened for writing by then
    case 14: // SQLITE_CANTOPEN
        return "cannot be written: the server's user must be able to write its directory too, "
               "where SQLite keeps a second file.";
    case 26: // SQLITE_NOTADB
        return "is no history file. Name another one, or one that is not there yet.";
    default: // mostly SQLITE_IOERR
        return "cannot be read or written: " + text + '.';
    }
}

} // namespace

std::variant<std::unique_ptr<HistoryFile>, std::string> HistoryFile::open(const std::string& path)
{
    const std::string setting = "history_file = " + path + ": ";
    if (!isValidUtf8(path)) // for which SQLite has no name; the lock would leave an empty file
        return setting + "its name is no valid UTF-8.";
    auto lock = FileLock::take(path);
    if (const auto* whyNot = std::get_if<std::string>(&lock))
        return setting + *whyNot;
    std::unique_ptr<HistoryFile> file(
        new HistoryFile(path, std::get<std::unique_ptr<FileLock>>(std::move(lock))));
    if (!file->connect() || !file->recognise() || !file->begin() || !file->readMeta())
        return file->m_why;
    return file;
}

HistoryFile::HistoryFile(std::string path, std::unique_ptr<FileLock> lock)
    : m_path(std::move(path)), m_lock(std::move(lock)), m_connection(freshConnectionName())
{
}

HistoryFile::~HistoryFile()
{
    m_database.close();
    m_database = {}; // or removeDatabase() would find it in use
    QSqlDatabase::removeDatabase(m_connection);
}

bool HistoryFile::connect()
{
    const QString driver = QStringLiteral("QSQLITE");
    if (!QSqlDatabase::isDriverAvailable(driver))
        return fail("Qt's SQLite driver is missing. Install the package libqt6sql6-sqlite.");
    m_database = QSqlDatabase::addDatabase(driver, m_connection);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=0"));
    // Absolute, so that no name means anything else to SQLite than a file's.
    m_database.setDatabaseName(QString::fromStdString(std::filesystem::absolute(m_path).string()));
    return m_database.open() || fail(m_database.lastError());
}

// Reads only: what is somebody else's must stay as it is. In exclusive mode SQLite needs no shared
// memory beside the file.
bool HistoryFile::recognise()
{
    if (!run("PRAGMA locking_mode=EXCLUSIVE"))
        return false;
    const qlonglong application = number("PRAGMA application_id");
    const qlonglong version = number("PRAGMA user_version");
    const qlonglong tables = number("SELECT count(*) FROM sqlite_master");
    if (application < 0 || version < 0 || tables < 0)
        return false;
    if (application != applicationId && (application != 0 || tables != 0))
        return fail("is a database of another program. Name another file.");
    if (version > schemaVersion)
        return fail("was written by a newer Sluice (its format is " + std::to_string(version)
                    + ", this one knows " + std::to_string(schemaVersion)
                    + "). Run the newer one, or name another file.");
    return true;
}

// A write at every start: what cannot be written is found now and not by the first message.
bool HistoryFile::begin()
{
    if (!run("PRAGMA journal_mode=WAL") || !run("PRAGMA synchronous=FULL")
        || !run("PRAGMA journal_size_limit=8388608") || !run("BEGIN IMMEDIATE"))
        return false;
    return (number("PRAGMA user_version") > 0 || makeSchema())
        && run("INSERT OR REPLACE INTO meta VALUES ('opened', datetime('now'))") && run("COMMIT");
}

// What is looked at row by row stands before the data, of which most lies on pages of its own; and
// the length of a BLOB is known without reading it.
bool HistoryFile::makeSchema()
{
    if (!run("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        || !run("CREATE TABLE messages (offset INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, "
                "idempotency_key TEXT, recipients INTEGER NOT NULL, id TEXT NOT NULL, "
                "sender TEXT NOT NULL, addressee TEXT NOT NULL, data BLOB NOT NULL)")
        || !run("CREATE INDEX keyed ON messages (offset) WHERE idempotency_key IS NOT NULL")
        || !run("PRAGMA application_id=" + std::to_string(applicationId))
        || !run("PRAGMA user_version=" + std::to_string(schemaVersion)))
        return false;
    QSqlQuery insert = prepare("INSERT INTO meta VALUES (?, ?)");
    for (const auto& [name, value] :
         { std::pair("epoch", randomHex(12)), std::pair("session_key", randomHex(64)) }) {
        insert.addBindValue(QString::fromLatin1(name));
        insert.addBindValue(QString::fromStdString(value));
        if (!run(insert))
            return false;
    }
    return true;
}

bool HistoryFile::readMeta()
{
    QSqlQuery query = prepare("SELECT name, value FROM meta");
    if (!run(query))
        return false;
    while (query.next()) {
        const QString name = query.value(0).toString();
        const std::string value = query.value(1).toString().toStdString();
        if (name == QLatin1String("epoch"))
            m_epoch = value;
        else if (name == QLatin1String("session_key"))
            m_sessionKey = value;
    }
    if (m_epoch.empty() || m_sessionKey.empty())
        return fail("is damaged: its epoch is missing. Move it away; with a new one a new order "
                    "begins.");
    return true;
}

QSqlQuery HistoryFile::prepare(const char* statement)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true); // or Qt would keep every row it has passed
    if (!query.prepare(QString::fromLatin1(statement)))
        fail(query.lastError());
    return query;
}

bool HistoryFile::run(const std::string& statement)
{
    QSqlQuery query(m_database);
    return query.exec(QString::fromStdString(statement)) || fail(query.lastError());
}

bool HistoryFile::run(QSqlQuery& query)
{
    return query.exec() || fail(query.lastError());
}

void HistoryFile::rollBack()
{
    QSqlQuery query(m_database);
    query.exec(QStringLiteral("ROLLBACK")); // SQLite may have done so by itself
}

qlonglong HistoryFile::number(const char* statement)
{
    QSqlQuery query(m_database);
    if (!query.exec(QString::fromLatin1(statement)))
        fail(query.lastError());
    return query.next() ? query.value(0).toLongLong() : -1;
}

bool HistoryFile::fail(std::string why)
{
    m_why = "history_file = " + m_path + ": " + std::move(why);
    return false;
}

// A statement that could not be prepared cannot be run either: then the first reason is the better.
bool HistoryFile::fail(const QSqlError& error)
{
    if (error.nativeErrorCode().isEmpty() && !m_why.empty())
        return false;
    return fail(explain(error));
}

} // namespace sluice
