#include "gui/windowmemory.h"

#include "gui/look/language.h"
#include "gui/look/placement.h"
#include "gui/look/theme.h"
#include "gui/mainwindow.h"
#include <QEvent>
#include <QGuiApplication>
#include <QScreen>
#include <QSplitter>

namespace sluice {

namespace {

constexpr int version = 1; // of what is written; another one is not read

const QString group = QStringLiteral("window");
const QString versionKey = QStringLiteral("version");
const QString placeKey = QStringLiteral("place");
const QString maximizedKey = QStringLiteral("maximized");
const QString docksKey = QStringLiteral("docks");
const QString splitterKey = QStringLiteral("splitter_%1");
const QString pageKey = QStringLiteral("page");
const QString languageKey = QStringLiteral("language");
const QString themeKey = QStringLiteral("theme");

struct ThemeName {
    Theme::Choice choice;
    const char* name;
};
constexpr ThemeName themes[] = { { Theme::Choice::System, "system" },
                                 { Theme::Choice::Light, "light" },
                                 { Theme::Choice::Dark, "dark" } };

struct LanguageName {
    Language::Tongue tongue;
    const char* name;
};
constexpr LanguageName languages[]
    = { { Language::Tongue::English, "en" }, { Language::Tongue::Ukrainian, "uk" } };

struct TableName {
    Page page;
    const char* name;
};
constexpr TableName tables[] = { { Page::Connections, "columns" },
                                 { Page::Closed, "closed_columns" },
                                 { Page::Log, "log_columns" } };

QList<QRect> screens()
{
    QList<QRect> all;
    const auto each = QGuiApplication::screens();
    for (const QScreen* screen : each)
        all << screen->availableGeometry();
    return all;
}

// Those that have a name, to be found again by it.
QList<QSplitter*> splitters(const MainWindow& window)
{
    auto all = window.findChildren<QSplitter*>();
    all.removeIf([](const QSplitter* splitter) { return splitter->objectName().isEmpty(); });
    return all;
}

} // namespace

QString WindowMemory::ownFile()
{
    return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("sluice"),
                     QStringLiteral("console"))
        .fileName();
}

WindowMemory::WindowMemory(const QString& file, MainWindow& window, Language& language)
    : m_store(file, QSettings::IniFormat), m_window(window), m_language(language)
{
    m_store.beginGroup(group);
    if (m_store.value(versionKey).toInt() == version)
        recall();
    m_store.endGroup();
    window.installEventFilter(this);
}

WindowMemory::~WindowMemory()
{
    if (m_window.isVisible())
        keep();
}

bool WindowMemory::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Hide && watched == &m_window)
        keep();
    return QObject::eventFilter(watched, event);
}

void WindowMemory::recall()
{
    recallSpeech();
    recallPlace();
    for (const TableName& each : tables)
        if (const QString key = QLatin1String(each.name); m_store.contains(key))
            m_window.setColumns(each.page, m_store.value(key).toString());
    bool isNumber = false;
    const int page = m_store.value(pageKey).toInt(&isNumber);
    if (isNumber && page >= 0 && page < static_cast<int>(std::size(allPages)))
        m_window.turnTo(allPages[static_cast<std::size_t>(page)]);
    m_window.settle(); // there may have been other servers then
}

void WindowMemory::recallPlace()
{
    if (const auto place = placement::fromText(m_store.value(placeKey).toString(), screens()))
        m_window.setGeometry(*place);
    if (m_store.value(maximizedKey).toBool())
        m_window.setWindowState(Qt::WindowMaximized);
    m_window.restoreState(m_store.value(docksKey).toByteArray(), version);
    const auto all = splitters(m_window);
    for (QSplitter* splitter : all)
        splitter->restoreState(
            m_store.value(splitterKey.arg(splitter->objectName())).toByteArray());
}

void WindowMemory::recallSpeech()
{
    const QString theme = m_store.value(themeKey).toString();
    for (const ThemeName& each : themes)
        if (theme == QLatin1String(each.name))
            m_window.theme().choose(each.choice);
    const QString language = m_store.value(languageKey).toString();
    for (const LanguageName& each : languages)
        if (language == QLatin1String(each.name))
            m_language.choose(each.tongue);
}

void WindowMemory::keep()
{
    m_store.beginGroup(group);
    m_store.setValue(versionKey, version);
    m_store.setValue(placeKey, placement::toText(m_window.normalGeometry()));
    m_store.setValue(maximizedKey, m_window.isMaximized());
    m_store.setValue(docksKey, m_window.saveState(version));
    const auto all = splitters(m_window);
    for (const QSplitter* splitter : all)
        m_store.setValue(splitterKey.arg(splitter->objectName()), splitter->saveState());
    for (const TableName& each : tables)
        if (const QString columns = m_window.columns(each.page); !columns.isEmpty())
            m_store.setValue(QLatin1String(each.name), columns);
    m_store.setValue(pageKey, static_cast<int>(m_window.page()));
    for (const ThemeName& each : themes)
        if (m_window.theme().chosen() == each.choice)
            m_store.setValue(themeKey, QLatin1String(each.name));
    for (const LanguageName& each : languages)
        if (m_language.chosen() == each.tongue) // else the desktop's, whatever that is by then
            m_store.setValue(languageKey, QLatin1String(each.name));
    m_store.endGroup();
    m_store.sync();
}

} // namespace sluice
