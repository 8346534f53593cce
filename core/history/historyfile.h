#pragma once

#include "core/history/filelock.h"
#include <QSqlDatabase>
#include <QSqlQuery>
#include <memory>
#include <string>
#include <variant>

namespace sluice {

// A history file in SQLite's format, opened for this process alone: the connection, the schema, and
// what may be wrong with either. Must live in one thread, and die before the application object.
class HistoryFile {
public:
    static constexpr int schemaVersion = 1;

    // The file, made if need be; or a sentence for the operator.
    static std::variant<std::unique_ptr<HistoryFile>, std::string> open(const std::string& path);

    ~HistoryFile(); // writes everything into the one file and closes it
    HistoryFile(const HistoryFile&) = delete;
    HistoryFile& operator=(const HistoryFile&) = delete;

    const std::string& epoch() const { return m_epoch; }
    const std::string& sessionKey() const { return m_sessionKey; }
    bool isInPlace() const { return m_lock->isInPlace(); }

    QSqlQuery prepare(const char* statement);
    bool run(const std::string& statement);
    bool run(QSqlQuery& query); // one that is prepared
    void rollBack(); // if there is anything to; leaves why() as it is
    qlonglong number(const char* statement); // the first value of the first row; -1: there is none
    // What went wrong last, as a sentence for the operator. fail() notes it, and is always false.
    const std::string& why() const { return m_why; }
    bool fail(std::string why);
    bool fail(const QSqlError& error);

private:
    HistoryFile(std::string path, std::unique_ptr<FileLock> lock);

    bool connect();
    bool recognise();
    bool begin();
    bool makeSchema();
    bool readMeta();

    std::string m_path;
    std::unique_ptr<FileLock> m_lock; // outlives the connection
    QString m_connection; // its name among Qt's
    QSqlDatabase m_database;
    std::string m_epoch;
    std::string m_sessionKey;
    std::string m_why;
};

} // namespace sluice
