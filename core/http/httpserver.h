#pragma once

#include "core/http/httpconnection.h"
#include "core/http/httpservices.h"
#include "core/http/router.h"
#include "core/http/statushandlers.h"
#include "core/net/newcomer.h"
#include <QObject>
#include <memory>
#include <unordered_map>

namespace sluice {

// The HTTP side of one I/O loop: owns its connections until they close or are upgraded. Lives in
// the loop's thread.
class HttpServer final : public QObject {
    Q_OBJECT
public:
    explicit HttpServer(const HttpServices& services, QObject* parent = nullptr);
    ~HttpServer() override;

    // Every descriptor that it closes is taken off Vitals::openDescriptors.
    void adopt(Newcomer newcomer);
    void applySettings(); // they have new values
    void refuseHalfwayUpgrades(); // whose head has begun to arrive and is not complete
    void makeRoom(); // whose turn it is, as the line has called
    void closeAll(); // at once; answers that are still to come find nobody
    std::size_t connectionCount() const { return m_connections.size(); }

private:
    void onSecond();

    HttpServices m_services;
    std::shared_ptr<TrafficRates> m_rates;
    Router m_router;
    HttpContext m_context;
    std::unordered_map<const HttpConnection*, std::unique_ptr<HttpConnection>> m_connections;
};

} // namespace sluice
