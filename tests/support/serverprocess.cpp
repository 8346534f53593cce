#include "tests/support/serverprocess.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>
#include <csignal>
#include <sys/prctl.h>

namespace sluice::support {

using namespace std::chrono_literals;

ServerProcess::ServerProcess(Settings settings)
{
    QProcessEnvironment variables;
    const auto system = QProcessEnvironment::systemEnvironment();
    for (const char* kept : { "PATH", "HOME", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS" })
        if (const auto name = QLatin1String(kept); system.contains(name))
            variables.insert(name, system.value(name));
    const auto set = [&](const std::string& name, const std::string& value) {
        variables.insert(QStringLiteral("SLUICE_") + QString::fromStdString(name).toUpper(),
                         QString::fromStdString(value));
    };
    set("port", "0");
    set("log_format", "json");
    for (const auto& [name, value] : settings)
        set(name, value);
    m_process.setProcessEnvironment(variables);
    // By default the server of the same build; the environment may name another one's.
    m_process.setProgram(qEnvironmentVariable("SLUICE_BINARY", QStringLiteral(SLUICE_BINARY)));
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(QProcess::nullDevice());
    // A file: nobody has to read along while thousands leave.
    m_process.setStandardErrorFile(m_folder.filePath(QStringLiteral("log")));
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

ServerProcess::~ServerProcess()
{
    if (!isRunning())
        return;
    m_process.kill();
    m_process.waitForFinished();
}

bool ServerProcess::start()
{
    m_process.start();
    return QTest::qWaitFor(
        [this] {
            const auto listening = events("listening");
            if (!listening.isEmpty())
                m_port
                    = static_cast<std::uint16_t>(listening.front()[QLatin1String("port")].toInt());
            return m_port != 0;
        },
        10000);
}

void ServerProcess::signal(int number)
{
    ::kill(static_cast<pid_t>(m_process.processId()), number);
}

bool ServerProcess::isRunning()
{
    return m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(0);
}

std::optional<int> ServerProcess::exitCode(std::chrono::milliseconds patience)
{
    if (m_process.state() != QProcess::NotRunning
        && !m_process.waitForFinished(static_cast<int>(patience.count())))
        return std::nullopt;
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QByteArray ServerProcess::log() const
{
    QFile file(m_folder.filePath(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QJsonObject> ServerProcess::events(const char* name) const
{
    QList<QJsonObject> found;
    const QByteArray mark = QByteArray("\"event\":\"") + name + '"';
    const auto lines = log().split('\n');
    for (const QByteArray& line : lines)
        if (line.contains(mark))
            found << QJsonDocument::fromJson(line).object();
    return found;
}

} // namespace sluice::support
