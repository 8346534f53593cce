#include "tests/gui/album/studio.h"

#include "app/serverlinks.h"
#include "gui/connections/connectiontable.h"
#include "gui/console.h"
#include "gui/servers/contactwords.h"
#include "tests/gui/album/contactsheet.h"
#include "tests/gui/album/dialogcall.h"
#include "tests/gui/shots/camera.h"
#include "tests/support/defaultsettings.h"

#include <QApplication>
#include <QDialog>
#include <QJsonArray>
#include <QMenu>
#include <QMenuBar>
#include <QTest>

namespace sluice::support {

namespace {

QString text(const QJsonValue& from, const char* name)
{
    return from[QLatin1String(name)].toString();
}

Environment environmentOf(const QString& word)
{
    return word == QLatin1String("prod") ? Environment::Production
        : word == QLatin1String("stage") ? Environment::Staging
        : word == QLatin1String("dev")   ? Environment::Development
                                         : Environment::None;
}

constexpr std::pair<const char*, Page> pages[] = {
    { "fleet", Page::Fleet },
    { "overview", Page::Overview },
    { "connections", Page::Connections },
    { "closed", Page::Closed },
    { "drain", Page::Drain },
    { "log", Page::Log },
    { "details", Page::Connections },
};

} // namespace

Studio::Studio(const QDir& folder) : m_folder(folder) { }

Studio::~Studio() = default;

QJsonObject Studio::open(const QJsonObject& order)
{
    m_window.reset();
    m_desk.reset();
    m_roster.reset();
    m_host.reset();
    m_store = std::make_unique<ProfileStore>(m_profiles.filePath(QStringLiteral("servers.ini")));
    m_roster = std::make_unique<ServerRoster>();
    m_desk = std::make_unique<ServerDesk>(
        *m_roster, *m_store, m_clock,
        ServerServices { linkTo, isServerUrl, [] { return QStringLiteral("not in a picture"); } });
    m_window = std::make_unique<MainWindow>(*m_roster, m_language);
    m_window->setServerDesk(*m_desk);
    if (order[QLatin1String("here")].toBool()) {
        m_host = std::make_unique<ServerHost>(serverSettings());
        if (const auto why = m_host->start())
            return { { QStringLiteral("error"), QString::fromStdString(*why) } };
        m_roster->add({}, std::make_unique<Console>(m_host->adminLink(), m_clock)).open();
    }
    const QJsonArray servers = order[QLatin1String("servers")].toArray();
    for (const auto& server : servers) {
        ServerProfile profile;
        profile.name = text(server, "name");
        profile.url = text(server, "url");
        profile.environment = environmentOf(text(server, "environment"));
        m_desk->open(profile, text(server, "token")).watchLog();
    }
    m_window->show();
    return { { QStringLiteral("port"), m_host ? int { m_host->port() } : 0 } };
}

QJsonObject Studio::await(const QJsonObject& order)
{
    constexpr int patienceMs = 30'000;
    const int row = order[QLatin1String("row")].toInt();
    const QString contact = text(order, "contact");
    const auto clients = order.find(QLatin1String("clients"));
    const QString state = text(order, "drain");
    const Console& console = m_roster->console(row);
    const auto holds = [&] {
        const auto& facts = console.drain().facts();
        return (contact.isEmpty() || contactwords::readable(console) == contact)
            && (clients == order.end()
                || static_cast<int>(console.connections().count()) == clients->toInt())
            && (state.isEmpty()
                || (state == QLatin1String("finished") && facts.state == drain::State::Finished)
                || (state == QLatin1String("running") && facts.isRunning()));
    };
    if (QTest::qWaitFor(holds, patienceMs))
        return {};
    return { { QStringLiteral("error"),
               QStringLiteral("%1 is %2 with %3 clients")
                   .arg(m_roster->nameOf(row), contactwords::readable(console))
                   .arg(console.connections().count()) } };
}

QJsonObject Studio::select(const QJsonObject& order)
{
    m_window->showServer(order[QLatin1String("server")].toInt());
    m_window->refresh();
    const auto tables = m_window->findChildren<ConnectionTable*>();
    for (ConnectionTable* table : tables)
        if (order.contains(QLatin1String("row")))
            table->selectRow(order[QLatin1String("row")].toInt());
    return {};
}

QJsonObject Studio::shoot(const QJsonObject& order)
{
    m_place = text(order, "state");
    const QString place = m_folder.filePath(m_place);
    if (!QDir().mkpath(place)
        || !QDir().mkpath(m_folder.filePath(QStringLiteral("small/") + m_place)))
        return { { QStringLiteral("error"), QStringLiteral("%1 cannot be made").arg(place) } };
    const int row = order[QLatin1String("row")].toInt();
    m_problems.clear();
    for (const Look& look : looks) {
        m_look = QLatin1String(look.name);
        appearance::apply(look.scheme);
        m_language.speak(look.tongue);
        m_window->resize(1024, 640);
        m_window->showServer(row);
        const QJsonArray wanted = order[QLatin1String("pages")].toArray();
        for (const auto& page : wanted)
            shootPage(page.toString());
        const QJsonArray dialogs = order[QLatin1String("dialogs")].toArray();
        for (const auto& dialog : dialogs)
            shootDialog(dialog.toString(), row);
    }
    return { { QStringLiteral("problems"), QJsonArray::fromStringList(m_problems) },
             { QStringLiteral("title"), m_window->windowTitle() } };
}

void Studio::shootPage(const QString& page)
{
    auto* details = m_window->findChild<QWidget*>(QStringLiteral("details"));
    for (const auto& [name, which] : pages)
        if (page == QLatin1String(name))
            m_window->turnTo(which);
    details->setVisible(page == QLatin1String("details"));
    save(*m_window, page);
    details->hide();
}

void Studio::shootDialog(const QString& name, int row)
{
    if (name.startsWith(QLatin1String("menu"))) {
        const auto actions = m_window->menuBar()->actions();
        QMenu& menu = *actions[QStringView(name).mid(4).toInt()]->menu();
        menu.popup(QPoint());
        save(menu, name);
        menu.close();
        return;
    }
    QDialog* dialog = openDialog(name, *m_window, *m_desk, row);
    if (!dialog) {
        m_problems << QStringLiteral("%1: did not open").arg(name);
        return;
    }
    save(*dialog, name);
    delete dialog;
}

void Studio::save(QWidget& window, const QString& name)
{
    QCoreApplication::processEvents();
    m_window->refresh();
    QCoreApplication::sendPostedEvents(); // the layouts'
    const QImage picture = window.grab().toImage();
    const QString file = QStringLiteral("%1/%2-%3.png").arg(m_place, name, m_look);
    constexpr int quick = 60; // less time for a slightly larger file
    const bool tall = picture.height() * 1024 > picture.width() * 640;
    const int height = thumbnailWidth * 640 / 1024;
    // A dialog is as large beside the window as on the screen.
    const double scale = thumbnailWidth / 1024.0 / picture.devicePixelRatio();
    const QSize fitting = QSize(qRound(picture.width() * scale), qRound(picture.height() * scale));
    const QSize size = tall && fitting.height() > height
        ? QSize(picture.width() * height / picture.height(), height)
        : fitting;
    const QImage small = picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    if (!picture.save(m_folder.filePath(file), "PNG", quick)
        || !small.save(m_folder.filePath(QStringLiteral("small/") + file), "PNG", quick))
        m_problems << QStringLiteral("%1 cannot be written").arg(file);
    const QStringList cut = clipped(window);
    for (const QString& each : cut)
        m_problems << QStringLiteral("%1: %2").arg(file, each);
}

} // namespace sluice::support
