#include "core/hubdesk.h"

#include "core/hub/connectionmanager.h"
#include "core/runtime/mailbox.h"
#include "core/server.h"

namespace sluice {

template <class Question, class Answer> void HubDesk::ask(Question question, Answer answer)
{
    m_control.post([&loop = m_loop, &server = m_server, question = std::move(question),
                    answer = std::move(answer)] {
        loop.post([answer, result = question(*server)] { answer(result); });
    });
}

void HubDesk::publish(Draft draft, std::function<void(PublishResult)> answer)
{
    m_control.post([&loop = m_loop, &server = m_server, draft = std::move(draft),
                    answer = std::move(answer)]() mutable {
        server->connections().publish(
            std::move(draft),
            [&loop, answer = std::move(answer)](const PublishResult& result) mutable {
                // Once: a second answer would find nobody.
                if (auto once = std::exchange(answer, {}))
                    loop.post([once = std::move(once), result = PublishResult(result)]() mutable {
                        once(std::move(result));
                    });
            });
    });
}

void HubDesk::listClients(ClientQuery query, std::function<void(ClientPage)> answer)
{
    ask([query = std::move(query)](
            Server& server) { return server.connections().registry().page(query); },
        std::move(answer));
}

void HubDesk::findClient(std::string id, std::function<void(std::optional<ClientInfo>)> answer)
{
    ask([id = std::move(id)](Server& server) { return server.connections().registry().info(id); },
        std::move(answer));
}

void HubDesk::foresee(Arrival arrival, std::function<void(std::optional<CloseReason>)> answer)
{
    ask([arrival
         = std::move(arrival)](Server& server) { return server.connections().foresee(arrival); },
        std::move(answer));
}

void HubDesk::closeClient(std::string id, std::function<void(bool)> answer)
{
    ask([id = std::move(id)](
            Server& server) { return server.connections().closeClient(id, CloseReason::Kicked); },
        std::move(answer));
}

void HubDesk::setAccepting(bool enabled, std::function<void(bool)> answer)
{
    ask([enabled](Server& server) { return server.setAccepting(enabled); }, std::move(answer));
}

void HubDesk::status(std::function<void(HubStatus)> answer)
{
    ask([](Server& server) { return server.status(); }, std::move(answer));
}

void HubDesk::requestDrain(DrainOrder order, std::function<void(DrainAnswer)> answer)
{
    ask([order = std::move(order)](Server& server) { return server.drain().request(order); },
        std::move(answer));
}

void HubDesk::planDrain(DrainOrder order, std::function<void(DrainPlan)> answer)
{
    ask([order = std::move(order)](Server& server) { return server.drain().plan(order); },
        std::move(answer));
}

void HubDesk::updateDrain(DrainUpdate update, std::function<void(DrainAnswer)> answer)
{
    ask([update](Server& server) { return server.drain().update(update); }, std::move(answer));
}

void HubDesk::cancelDrain(std::function<void(DrainAnswer)> answer)
{
    ask([](Server& server) { return server.drain().cancel(); }, std::move(answer));
}

void HubDesk::forceDrain(std::function<void(DrainAnswer)> answer)
{
    ask([](Server& server) { return server.drain().force(); }, std::move(answer));
}

void HubDesk::drainStatus(std::function<void(DrainStatus)> answer)
{
    ask([](Server& server) { return server.drain().status(); }, std::move(answer));
}

} // namespace sluice
