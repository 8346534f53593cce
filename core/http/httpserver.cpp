#include "core/http/httpserver.h"

#include "core/http/acceptinghandler.h"
#include "core/http/clienthandlers.h"
#include "core/http/drainhandlers.h"
#include "core/http/healthhandlers.h"
#include "core/http/pagehandlers.h"
#include "core/http/publishhandlers.h"
#include "core/net/tlsstream.h"
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
      m_router(AdminGuard(services.settings.adminToken, services.settings.viewerToken,
                          services.settings.metricsPublic),
               services.guesses),
      m_context { services.settings,
                  services.vitals,
                  services.metrics,
                  m_router,
                  services.upgrades,
                  services.wheel,
                  services.dispatcher,
                  [this](HttpConnection& connection) { m_connections.erase(&connection); } }
{
    addPageRoutes(m_router, webClient(), services.settings);
    addHealthRoutes(m_router, m_services);
    addStatusRoutes(m_router, m_services, m_rates);
    addPublishRoutes(m_router, m_services);
    addClientRoutes(m_router, m_services);
    addAcceptingRoute(m_router, m_services);
    addDrainRoutes(m_router, m_services);

    auto* everySecond = new QTimer(this);
    connect(everySecond, &QTimer::timeout, this, [this] { m_rates->sample(m_services.metrics); });
    everySecond->start(std::chrono::seconds(1));
    m_rates->sample(m_services.metrics);
}

HttpServer::~HttpServer()
{
    closeAll();
}

void HttpServer::adopt(int fd, PeerAddress peer)
{
    Transport transport = m_services.tls
        ? Transport(fd, std::make_unique<TlsStream>(*m_services.tls, fd))
        : Transport(fd);
    auto connection
        = std::make_unique<HttpConnection>(std::move(transport), std::move(peer), m_context);
    const HttpConnection* key = connection.get();
    m_connections.emplace(key, std::move(connection));
}

void HttpServer::refuseHalfwayUpgrades()
{
    std::vector<HttpConnection*> connections; // each may leave the map when it is asked
    for (const auto& [key, connection] : m_connections)
        connections.push_back(connection.get());
    for (HttpConnection* connection : connections)
        connection->refuseHalfwayUpgrade();
}

void HttpServer::closeAll()
{
    m_connections.clear();
}

} // namespace sluice
