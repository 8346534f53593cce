#pragma once

#include "core/hub/hubletters.h"
#include "core/hub/hubport.h"
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace sluice {

// Who is connected: by client id, by session and by address. Control thread; no policy in here.
class Registry {
public:
    struct Record {
        SessionKey key;
        std::uint16_t port = 0;
        bool textFormat : 1 = false;
        bool deflate : 1 = false; // agreed to permessage-deflate
        bool leaving : 1 = false; // was told to go, and has not gone yet
        WallTime connectedAt;
        std::string ip;
        std::shared_ptr<const std::string> userAgent; // shared: most clients have the same
        std::string subprotocol;
        std::unique_ptr<const std::string> user; // by its token; null: nobody in particular
    };
    struct Entry {
        const std::string& id;
        Record& record;
    };

    explicit Registry(std::size_t loops) : m_bySlot(loops), m_perLoop(loops) { }

    void insert(const std::string& id, const Arrival& arrival, WallTime now);
    void erase(const std::string& id);

    Record* find(const std::string& id);
    const Record* find(const std::string& id) const;
    // Null id: no client (any more); its session was replaced, refused or has left.
    const std::string* idOf(SessionKey key) const;

    std::size_t size() const { return m_byId.size(); }
    std::size_t textClients() const { return m_textClients; }
    std::size_t deflateClients() const { return m_deflateClients; }
    // Clients with the address of this peer; of an IPv6 one, with any of its /64 (RFC 4291 §2.5.4).
    std::size_t countFrom(const std::string& ip) const;
    const std::vector<std::uint64_t>& perLoop() const { return m_perLoop; }

    std::vector<std::string> ids() const;
    ClientPage page(const ClientQuery& query) const;
    std::optional<ClientInfo> info(const std::string& id) const;

private:
    using Clients = std::unordered_map<std::string, Record>;

    std::shared_ptr<const std::string> shared(const std::string& userAgent);

    Clients m_byId;
    std::vector<std::vector<const Clients::value_type*>> m_bySlot; // [loop][slot]
    std::unordered_map<std::string, std::uint32_t> m_perAddress; // Subnet::nameOfPeer()
    std::unordered_map<std::string, std::weak_ptr<const std::string>> m_userAgents;
    std::size_t m_unshared = 0; // user agents since the table was full
    std::vector<std::uint64_t> m_perLoop;
    std::size_t m_textClients = 0;
    std::size_t m_deflateClients = 0;
};

} // namespace sluice
