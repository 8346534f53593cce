// The console's window as an operator has it before him: what one tick and one picture cost while
// rows change and are scrolled, and what it costs to stand there. `bench-consolewindow [seconds]`.
// Budget (docs/performance.md): 10 ms a tick at 10,000 rows, 40 ms at 100,000, 3 % of a core idle.
#include "bench/consolewindow/feed.h"
#include "gui/connections/connectiontable.h"
#include "gui/console.h"
#include "gui/look/appearance.h"
#include "gui/look/language.h"
#include "gui/mainwindow.h"
#include "gui/servers/serverroster.h"

#include <QApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace sluice;

namespace {

double spent(clockid_t clock) // milliseconds
{
    timespec time {};
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

// Milliseconds of this thread, which neighbours on the machine do not lengthen.
class Times {
public:
    void add(double ms) { m_all.push_back(ms); }
    void clear() { m_all.clear(); }
    std::size_t count() const { return m_all.size(); }
    double at(double part)
    {
        if (m_all.empty())
            return 0;
        std::sort(m_all.begin(), m_all.end());
        return m_all[static_cast<std::size_t>(part * static_cast<double>(m_all.size() - 1))];
    }

private:
    std::vector<double> m_all;
};

// Looks at what the window's own events take: its ticks, and its pictures.
class Watch final : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        Times* times = nullptr;
        if (event->type() == QEvent::UpdateRequest && m_depth == 0)
            times = &pictures;
        else if (event->type() == QEvent::Timer && isTick(receiver))
            times = &ticks;
        ++m_depth;
        const double begun = spent(CLOCK_THREAD_CPUTIME_ID);
        const bool done = QApplication::notify(receiver, event);
        if (times)
            times->add(spent(CLOCK_THREAD_CPUTIME_ID) - begun);
        --m_depth;
        return done;
    }
    Times ticks;
    Times pictures;

private:
    static bool isTick(const QObject* receiver)
    {
        constexpr int tickMs = 250;
        const auto* timer = qobject_cast<const QTimer*>(receiver);
        return timer && timer->interval() == tickMs;
    }
    int m_depth = 0;
};

struct Case {
    const char* name;
    const char* filter;
    double tickBudget; // milliseconds
    int rows;
    int changesPerSecond;
    ConnectionColumn sorted;
    bool scrolls;
};

class Scene {
public:
    explicit Scene(const Case& what)
    {
        auto line = std::make_unique<Feed>(what.rows);
        m_feed = line.get();
        m_language.speak(Language::Tongue::English);
        Console& console = m_roster.add({}, std::make_unique<Console>(std::move(line), m_clock));
        console.open();
        m_feed->greet();
        m_window = std::make_unique<MainWindow>(m_roster, m_language);
        m_window->show();
        m_window->turnTo(Page::Connections);
        m_table = m_window->findChild<ConnectionTable*>();
        m_table->sortByColumn(static_cast<int>(what.sorted), Qt::DescendingOrder);
        m_window->findChild<QLineEdit*>()->setText(QString::fromLatin1(what.filter));
    }
    Feed& feed() { return *m_feed; }
    void scroll()
    {
        QScrollBar& bar = *m_table->verticalScrollBar();
        constexpr int step = 37;
        if (bar.value() + m_direction * step > bar.maximum()
            || bar.value() + m_direction * step < 0)
            m_direction = -m_direction;
        bar.setValue(bar.value() + m_direction * step);
    }

private:
    Clock m_clock;
    Language m_language;
    ServerRoster m_roster;
    Feed* m_feed;
    std::unique_ptr<MainWindow> m_window;
    ConnectionTable* m_table;
    int m_direction = 1;
};

bool measure(Watch& watch, const Case& what, int seconds)
{
    Scene scene(what);
    constexpr int deltasPerSecond = 4;
    constexpr int frameMs = 16;
    QTimer changes;
    QTimer stats;
    QTimer frames;
    Times reading;
    QObject::connect(&changes, &QTimer::timeout, &scene.feed(), [&] {
        const double begun = spent(CLOCK_THREAD_CPUTIME_ID);
        scene.feed().change(what.changesPerSecond / deltasPerSecond);
        reading.add(spent(CLOCK_THREAD_CPUTIME_ID) - begun);
    });
    QObject::connect(&stats, &QTimer::timeout, &scene.feed(), &Feed::tellStats);
    QObject::connect(&frames, &QTimer::timeout, &scene.feed(), [&] { scene.scroll(); });
    QTimer::singleShot(1000, &scene.feed(), [&] { QApplication::exit(); });
    QApplication::exec(); // the beginning does not count
    watch.ticks.clear();
    watch.pictures.clear();
    if (what.changesPerSecond > 0)
        changes.start(1000 / deltasPerSecond - 7); // does not go along with the window's ticks
    if (what.scrolls)
        frames.start(frameMs);
    stats.start(1000);
    QTimer::singleShot(seconds * 1000, &scene.feed(), [&] { QApplication::exit(); });
    const double begun = spent(CLOCK_PROCESS_CPUTIME_ID);
    const double begunAt = spent(CLOCK_MONOTONIC);
    QApplication::exec();
    const double percent
        = (spent(CLOCK_PROCESS_CPUTIME_ID) - begun) / (spent(CLOCK_MONOTONIC) - begunAt) * 100;
    std::printf("%-34s %8d %6zu %6.2f %6.2f %6.2f %8zu %6.2f %6.2f %6.2f %7.2f %7.2f\n", what.name,
                what.rows, watch.ticks.count(), watch.ticks.at(0.5), watch.ticks.at(0.99),
                watch.ticks.at(1), watch.pictures.count(), watch.pictures.at(0.5),
                watch.pictures.at(0.99), watch.pictures.at(1), reading.at(0.99), percent);
    std::fflush(stdout);
    return watch.ticks.at(0.99) <= what.tickBudget;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    Watch watch(argc, argv);
    appearance::apply(appearance::Scheme::Light);
    const int seconds = argc > 1 ? std::max(1, QString::fromLocal8Bit(argv[1]).toInt()) : 10;
    constexpr double small = 10;
    constexpr double large = 40;
    constexpr Case cases[] = {
        { "idle", "", small, 10'000, 0, ConnectionColumn::Connected, false },
        { "500 changes/s, by rate", "", small, 10'000, 500, ConnectionColumn::OutRate, true },
        { "500 changes/s, by rate, filter", "10.4.1 idle>20", small, 10'000, 500,
          ConnectionColumn::OutRate, true },
        { "500 changes/s, by rate", "", large, 100'000, 500, ConnectionColumn::OutRate, true },
        { "500 changes/s, by rate, filter", "10.4.1 idle>20", large, 100'000, 500,
          ConnectionColumn::OutRate, true },
    };
    std::printf("CPU milliseconds of the window's thread: median, 99th percentile, most\n"
                "%-34s %8s %6s %20s %8s %20s %7s %7s\n",
                "", "rows", "ticks", "a tick", "frames", "a frame", "reading", "% core");
    bool good = true;
    for (const Case& each : cases)
        good = measure(watch, each, seconds) && good;
    return good ? 0 : 1;
}
