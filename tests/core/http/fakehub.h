#pragma once

#include "core/hub/hubport.h"
#include <utility>

namespace sluice {

// Knows one client, "anna". Answers at once, or keeps publishing waiting until told.
class FakeHub final : public HubPort {
public:
    bool hold = false; // keep the answers to publish()
    PublishOutcome outcome = PublishOutcome::Accepted;
    std::vector<Draft> drafts;
    std::vector<std::function<void(PublishResult)>> held;
    ClientQuery lastQuery;
    std::vector<ClientInfo> clients { anna(), anna() };
    std::string nextCursor = "next";
    bool accepting = true;
    bool draining = false;
    std::optional<HistoryFileStatus> historyFile;
    std::vector<Arrival> foreseen;

    static ClientInfo anna()
    {
        ClientInfo client;
        client.id = "anna";
        client.peer = "192.0.2.1";
        client.port = 40000;
        client.userAgent = "test \"1\"";
        return client;
    }

    void publish(Draft draft, std::function<void(PublishResult)> answer) override
    {
        const bool known = draft.to.empty() || draft.to == "anna";
        drafts.push_back(std::move(draft));
        if (hold)
            held.push_back(std::move(answer));
        else
            answer({ known ? outcome : PublishOutcome::UnknownClient, "m-1", "e-1", 7, 3 });
    }
    void release()
    {
        for (const auto& answer : std::exchange(held, {}))
            answer({ PublishOutcome::Accepted, "m-1", "e-1", 7, 3 });
    }
    void listClients(ClientQuery query, std::function<void(ClientPage)> answer) override
    {
        lastQuery = std::move(query);
        answer({ clients, nextCursor, 5 });
    }
    void findClient(std::string id, std::function<void(std::optional<ClientInfo>)> answer) override
    {
        answer(id == "anna" ? std::optional(anna()) : std::nullopt);
    }
    void foresee(Arrival arrival, std::function<void(std::optional<CloseReason>)> answer) override
    {
        foreseen.push_back(arrival);
        answer(arrival.requestedId == "anna" && arrival.sessionToken.empty()
                   ? std::optional(CloseReason::ClientIdInUse)
                   : std::nullopt);
    }
    void closeClient(std::string id, std::function<void(bool)> answer) override
    {
        answer(id == "anna");
    }
    void setAccepting(bool enabled, std::function<void(bool)> answer) override
    {
        accepting = enabled && !draining;
        answer(accepting);
    }
    void status(std::function<void(HubStatus)> answer) override
    {
        answer({ "e-1", 41, 40, {}, { 2, 3 }, historyFile, {} });
    }
};

} // namespace sluice
