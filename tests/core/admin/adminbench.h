#pragma once

#include "core/admin/adminservice.h"
#include "core/drain/draincontroller.h"
#include "tests/core/hub/hubbench.h"
#include <QTest>
#include <algorithm>
#include <map>
#include <vector>

namespace sluice {

// A console, as the service sees one: keeps what it hears, and reads when it is told to.
struct Console {
    SessionKey key;
    std::vector<QJsonObject> heard;
    std::size_t unread = 0; // octets
    bool reads = true;
    bool ended = false;
    std::map<QString, QJsonArray> table; // by id, as it believes

    const QJsonObject* last(const char* type) const
    {
        const auto found
            = std::find_if(heard.rbegin(), heard.rend(), [type](const QJsonObject& message) {
                  return typeOf(message) == QLatin1String(type);
              });
        return found == heard.rend() ? nullptr : &*found;
    }
    qsizetype count(const char* type) const
    {
        return std::count_if(heard.begin(), heard.end(), [type](const QJsonObject& message) {
            return typeOf(message) == QLatin1String(type);
        });
    }
    void believe(const QJsonObject& message)
    {
        if (message[QLatin1String("part")] == 1)
            table.clear();
        const QJsonArray gone = message[QLatin1String("gone")].toArray();
        for (const auto& client : gone)
            table.erase(client.toArray()[0].toString());
        for (const char* rows : { "rows", "up" }) {
            const QJsonArray array = message[QLatin1String(rows)].toArray();
            for (const auto& row : array)
                table[row.toArray()[0].toString()] = row.toArray();
        }
    }
};

// The service with a real hub and a real drain; only the loops and the consoles are the test's.
struct AdminBench {
    explicit AdminBench(const std::function<void(Settings&)>& adjust = {}) : hub(adjust)
    {
        drain = std::make_unique<DrainController>(DrainRules {}, clock);
        QObject::connect(hub.hub.get(), &ConnectionManager::clientJoined, drain.get(),
                         &DrainController::clientJoined);
        QObject::connect(hub.hub.get(), &ConnectionManager::clientLeft, drain.get(),
                         [this](const Departure& departure) {
                             drain->clientLeft(LeftBy::Itself, departure.lostOctets);
                         });
        service = std::make_unique<AdminService>(AdminService::Parts {
            hub.vitals, hub.metrics, clock, { *hub.hub, *drain, [this](bool enabled) {
                                                 return accepting = enabled;
                                             } } });
    }

    Console& attach(adminwire::Role role = adminwire::Role::Operator, bool remote = true)
    {
        consoles.push_back(std::make_unique<Console>());
        Console& console = *consoles.back();
        console.key = { 9, static_cast<std::uint32_t>(consoles.size()), 0 };
        service->attach(console.key, role, std::make_unique<Outlet>(*this, console, remote));
        return console;
    }
    void say(Console& console, const std::string& text)
    {
        service->receive(console.key, parseAdminRequest(std::string_view(text)));
    }
    void subscribe(Console& console, const char* topics = R"("clients")")
    {
        say(console, std::string(R"({"type":"subscribe","max_hz":10,"topics":[)") + topics + "]}");
    }
    // What it answers to a command.
    QJsonObject command(Console& console, const std::string& members)
    {
        say(console, R"({"type":"command","ref":"r",)" + members + '}');
        const QJsonObject* result = console.last("result");
        return result ? *result : QJsonObject();
    }
    void readAll(Console& console)
    {
        console.reads = true;
        service->taken(console.key, std::exchange(console.unread, 0));
    }
    void leave(SessionKey key, std::uint16_t code = 1000)
    {
        hub.hub->disconnected(key, { code, "done", std::nullopt, true, 0 });
    }
    static bool isSynced(const Console& console)
    {
        return QTest::qWaitFor([&] { return console.count("synced") > 0; });
    }

    Clock clock;
    bool accepting = true;
    HubBench hub;
    std::unique_ptr<DrainController> drain;
    std::unique_ptr<AdminService> service;
    std::vector<std::unique_ptr<Console>> consoles;

private:
    class Outlet final : public AdminOutlet {
    public:
        Outlet(AdminBench& bench, Console& console, bool remote)
            : m_bench(bench), m_console(console), m_remote(remote)
        {
        }
        void deliver(SharedText message) override
        {
            m_console.heard.push_back(
                QJsonDocument::fromJson(QByteArray::fromStdString(*message)).object());
            m_console.believe(m_console.heard.back());
            m_console.unread += adminwire::queued(*message);
            // As in life: the answer comes later.
            QMetaObject::invokeMethod(
                m_bench.service.get(),
                [&bench = m_bench, &console = m_console] {
                    if (console.reads)
                        bench.readAll(console);
                },
                Qt::QueuedConnection);
        }
        void end() override { m_console.ended = true; }
        bool isRemote() const override { return m_remote; }

    private:
        AdminBench& m_bench;
        Console& m_console;
        bool m_remote;
    };
};

} // namespace sluice
