#pragma once

#include "core/cluster/neighbours.h"
#include "core/drain/drainplan.h"
#include "core/hub/hubletters.h"
#include "core/hub/message.h"
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

enum class PublishOutcome { Accepted, UnknownClient, KeyReused, NotAvailable };

struct PublishResult {
    PublishOutcome outcome = PublishOutcome::Accepted;
    std::string id;
    std::string epoch;
    std::uint64_t offset = 0;
    std::uint64_t recipients = 0;
};

struct ClientInfo {
    std::string id;
    std::string peer; // address without port
    std::uint16_t port = 0;
    WallTime connectedAt;
    std::string userAgent;
    std::string subprotocol;
    std::uint32_t loop = 0;
    std::string user; // by its token; empty: nobody in particular
};

enum class ClientSort { Id, ConnectedAt };
struct ClientQuery {
    std::uint32_t limit = 100; // 1…1000
    std::string cursor; // opaque; empty: from the start
    ClientSort sort = ClientSort::Id;
    bool descending = false;
    std::string filter; // substring of id, peer or user agent, without case
};
struct ClientPage {
    std::vector<ClientInfo> clients;
    std::string nextCursor; // empty: this was the last page
    std::uint64_t total = 0; // matching the filter
};

struct HistoryFileStatus {
    bool up = true;
    std::uint64_t commits = 0; // since the start
};

struct HubStatus { // what only the control thread knows; the rest is in Vitals
    std::string epoch;
    std::uint64_t headOffset = 0;
    std::uint64_t historyMessages = 0;
    DrainStatus drain;
    std::vector<std::uint64_t> clientsPerLoop;
    std::optional<HistoryFileStatus> historyFile; // nothing: there is none
    std::vector<Neighbours::Node> nodes; // of the fleet; empty: this process alone
};

// What an I/O loop asks of the control thread. Every call returns at once; the answer is called
// later, once, in the thread of the loop that asked, or never when the process is ending.
class HubPort {
public:
    virtual ~HubPort() = default;
    virtual void publish(Draft draft, std::function<void(PublishResult)> answer) = 0;
    virtual void listClients(ClientQuery query, std::function<void(ClientPage)> answer) = 0;
    virtual void findClient(std::string id, std::function<void(std::optional<ClientInfo>)> answer)
        = 0;
    // Why this newcomer would be refused, were it to come now. Its key and its position do not
    // matter.
    virtual void foresee(Arrival arrival, std::function<void(std::optional<CloseReason>)> answer)
        = 0;
    virtual void closeClient(std::string id, std::function<void(bool found)> answer) = 0;
    virtual void setAccepting(bool enabled, std::function<void(bool accepting)> answer) = 0;
    virtual void status(std::function<void(HubStatus)> answer) = 0;
};

} // namespace sluice
