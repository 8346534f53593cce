#pragma once

#include "core/drain/drainport.h"
#include "core/hub/hubport.h"
#include <functional>

namespace sluice {

class Mailbox;
class Server;

// Where the HTTP handlers of one loop ask the control thread: each question is a letter there, each
// answer a letter back.
class HubDesk final : public HubPort, public DrainPort {
public:
    // The server is made after the loops: it is looked up when a letter is read.
    HubDesk(Mailbox& loop, Mailbox& control, Server* const& server)
        : m_loop(loop), m_control(control), m_server(server)
    {
    }

    void publish(Draft draft, std::function<void(PublishResult)> answer) override;
    void listClients(ClientQuery query, std::function<void(ClientPage)> answer) override;
    void findClient(std::string id, std::function<void(std::optional<ClientInfo>)> answer) override;
    void foresee(Arrival arrival, std::function<void(std::optional<CloseReason>)> answer) override;
    void closeClient(std::string id, std::function<void(bool found)> answer) override;
    void setAccepting(bool enabled, std::function<void(bool accepting)> answer) override;
    void status(std::function<void(HubStatus)> answer) override;
    void requestDrain(DrainOrder order, std::function<void(DrainAnswer)> answer) override;
    void planDrain(DrainOrder order, std::function<void(DrainPlan)> answer) override;
    void updateDrain(DrainUpdate update, std::function<void(DrainAnswer)> answer) override;
    void cancelDrain(std::function<void(DrainAnswer)> answer) override;
    void forceDrain(std::function<void(DrainAnswer)> answer) override;
    void drainStatus(std::function<void(DrainStatus)> answer) override;

private:
    // Runs `question` with the server in its thread, then `answer` with the result in this loop.
    template <class Question, class Answer> void ask(Question question, Answer answer);

    Mailbox& m_loop;
    Mailbox& m_control;
    Server* const& m_server;
};

} // namespace sluice
