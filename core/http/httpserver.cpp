#include "core/http/httpserver.h"

#include "core/http/acceptinghandler.h"
#include "core/http/clienthandlers.h"
#include "core/http/drainhandlers.h"
#include "core/http/healthhandlers.h"
#include "core/http/pagehandlers.h"
#include "core/http/publishhandlers.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include "core/settings/settings.h"
#include <QFile>
#include <QTimer>
#include <chrono>
#include <utility>
#include <vector>

namespace sluice {

namespace {

WebPage webClient()
{
    QFile file(QStringLiteral(":/web/index.html"));
    if (!file.open(QIODevice::ReadOnly))
        return WebPage("<!doctype html><title>Sluice</title><p>Built without the web client.\n");
    return WebPage(file.readAll().toStdString());
}

} // namespace

HttpServer::HttpServer(const HttpServices& services, QObject* parent)
    : QObject(parent), m_services(services), m_rates(std::make_shared<TrafficRates>()),
      m_router(AdminGuard(services.settings), services.guesses), m_context {
          services.settings,
          services.vitals,
          services.metrics,
          m_router,
          services.upgrades,
          services.wheel,
          services.dispatcher,
          services.line,
          services.shares,
          [this](HttpConnection& connection) { m_connections.erase(&connection); }
      }
{
    addPageRoutes(m_router, webClient(), services.settings);
    addHealthRoutes(m_router, m_services);
    addStatusRoutes(m_router, m_services, m_rates);
    addPublishRoutes(m_router, m_services);
    addClientRoutes(m_router, m_services);
    addAcceptingRoute(m_router, m_services);
    addDrainRoutes(m_router, m_services);

    auto* everySecond = new QTimer(this);
    connect(everySecond, &QTimer::timeout, this, &HttpServer::onSecond);
    everySecond->start(std::chrono::seconds(1));
    m_rates->sample(m_services.metrics);
}

HttpServer::~HttpServer()
{
    closeAll();
}

void HttpServer::onSecond()
{
    m_rates->sample(m_services.metrics);
    const auto evicted = m_services.line.report(std::chrono::steady_clock::now());
    if (evicted > 0)
        eventlog::write(
            LogLevel::Warning, "http", "handshakes_evicted",
            "More connections than max_handshakes have not said what they want: those "
            "that waited longest were closed.",
            { { "evicted", static_cast<std::int64_t>(evicted) },
              { "max_handshakes", std::int64_t { m_services.settings.maxHandshakes } } });
}

void HttpServer::adopt(Newcomer newcomer)
{
    const bool metPlainHttp = newcomer.metPlainHttp;
    auto made = std::make_unique<HttpConnection>(std::move(newcomer), m_context);
    HttpConnection& connection = *made;
    m_connections.emplace(&connection, std::move(made));
    if (metPlainHttp)
        connection.refusePlainHttp();
}

void HttpServer::applySettings()
{
    m_router.setGuard(AdminGuard(m_services.settings));
}

void HttpServer::refuseHalfwayUpgrades()
{
    std::vector<HttpConnection*> connections; // each may leave the map when it is asked
    for (const auto& [key, connection] : m_connections)
        connections.push_back(connection.get());
    for (HttpConnection* connection : connections)
        connection->refuseHalfwayUpgrade();
}

void HttpServer::makeRoom()
{
    m_services.metrics.handshakesEvicted.Increment(static_cast<double>(m_services.line.clear()));
}

void HttpServer::closeAll()
{
    m_connections.clear();
}

} // namespace sluice
