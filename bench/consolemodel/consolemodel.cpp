// What one tick of the console's table costs: the model alone, and with the view that shows it.
// Budget (CONSOLE.md): 10 ms at 10,000 rows, 40 ms at 100,000.
#include "gui/look/appearance.h"
#include "gui/model/connectionmodel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QRandomGenerator>
#include <QTableView>
#include <algorithm>
#include <cstdio>
#include <vector>

using namespace sluice;

namespace {

constexpr qint64 now = 1'700'000'000'000;

QRandomGenerator& dice()
{
    static QRandomGenerator generator(7);
    return generator;
}

ConnectionRow client(int number)
{
    ConnectionRow row;
    row.id = QStringLiteral("c-%1").arg(static_cast<quint32>(number) * 2654435761U, 8, 16);
    row.peer = QStringLiteral("10.4.%1.%2").arg(number % 256).arg(number % 250);
    row.userAgent = QStringLiteral("Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0");
    row.connectedAt = now - qint64 { number } * 997;
    row.lastInAt = now - dice().bounded(100'000);
    row.outRate = dice().bounded(1000) / 10.0;
    return row;
}

struct Case {
    const char* name;
    ConnectionColumn sorted;
    const char* filter;
    double changing; // part of the rows, each tick
    double leaving; // and as many come
};

// Milliseconds of the median and of the slowest of some ticks.
std::pair<double, double> measure(const Case& what, int rows, bool withView)
{
    ConnectionStore store;
    ConnectionModel model(store);
    QTableView view;
    if (withView) {
        view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        view.resize(1000, 600);
        view.setModel(&model);
        view.show();
    }
    int next = 0;
    for (; next < rows; ++next)
        store.put(client(next));
    model.sort(static_cast<int>(what.sorted), Qt::DescendingOrder);
    model.setFilter(ConnectionFilter(QString::fromLatin1(what.filter)));
    model.commit(now);
    QCoreApplication::processEvents();
    constexpr int ticks = 25;
    std::vector<double> times;
    int oldest = 0;
    for (int tick = 0; tick < ticks; ++tick) {
        for (int i = 0; i < rows * what.changing; ++i)
            store.put(client(oldest + dice().bounded(next - oldest)));
        for (int i = 0; i < rows * what.leaving; ++i) {
            store.remove(client(oldest++).id);
            store.put(client(next++));
        }
        QElapsedTimer timer;
        timer.start();
        model.commit(now + qint64 { tick } * 250);
        if (withView)
            QCoreApplication::processEvents(); // lay out and paint
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return { times[times.size() / 2], times.back() };
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    appearance::apply(appearance::Scheme::Light);
    constexpr Case cases[] = {
        { "nothing changes", ConnectionColumn::Connected, "", 0, 0 },
        { "1 % change, 1 % leave", ConnectionColumn::Connected, "", 0.01, 0.01 },
        { "all change, sorted by rate", ConnectionColumn::OutRate, "", 1, 0.01 },
        { "all change, sorted by id", ConnectionColumn::Id, "", 1, 0.01 },
        { "all change, text filter", ConnectionColumn::OutRate, "10.4.1 firefox", 1, 0.01 },
        { "20 % leave", ConnectionColumn::Connected, "", 0, 0.2 },
    };
    std::printf("%-28s %10s %12s %12s %12s %12s\n", "", "rows", "model ms", "slowest", "view ms",
                "slowest");
    for (const int rows : { 10'000, 100'000 })
        for (const Case& each : cases) {
            const auto alone = measure(each, rows, false);
            const auto shown = measure(each, rows, true);
            std::printf("%-28s %10d %12.1f %12.1f %12.1f %12.1f\n", each.name, rows, alone.first,
                        alone.second, shown.first, shown.second);
        }
    return 0;
}
