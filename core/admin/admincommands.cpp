#include "core/admin/admincommands.h"

#include "core/drain/draincontroller.h"
#include "core/hub/connectionmanager.h"
#include <utility>

namespace sluice {

using namespace adminrequest;

void AdminCommands::obey(const Command& command, const Answer& answer)
{
    std::visit([&](const auto& order) { obey(order, command.ref, answer); }, command.order);
}

void AdminCommands::obey(const Close& close, const Ref& ref, const Answer& answer)
{
    std::uint64_t count = 0;
    std::vector<std::string> unknown;
    for (const std::string& id : close.ids) {
        if (m_parts.hub.closeClient(id, CloseReason::Kicked))
            ++count;
        else
            unknown.push_back(id);
    }
    answer(adminwire::closed(ref, count, unknown));
}

void AdminCommands::obey(const Drain& drain, const Ref& ref, const Answer& answer)
{
    DrainOrder order = drain.order;
    if (order.reason.empty())
        order.reason = "console";
    answer(drain.dryRun ? adminwire::planned(ref, m_parts.drain.plan(order))
                        : adminwire::ordered(ref, m_parts.drain.request(order)));
}

void AdminCommands::obey(const UpdateDrain& update, const Ref& ref, const Answer& answer)
{
    answer(adminwire::ordered(ref, m_parts.drain.update(update.update)));
}

void AdminCommands::obey(const CancelDrain&, const Ref& ref, const Answer& answer)
{
    answer(adminwire::ordered(ref, m_parts.drain.cancel()));
}

void AdminCommands::obey(const Force&, const Ref& ref, const Answer& answer)
{
    answer(adminwire::ordered(ref, m_parts.drain.force()));
}

void AdminCommands::obey(const Accepting& accepting, const Ref& ref, const Answer& answer)
{
    const bool holds = m_parts.setAccepting(accepting.enabled);
    answer(accepting.enabled && !holds
               ? adminwire::refused(ref, "not_available", "A draining server accepts nobody.")
               : adminwire::accepting(ref, holds));
}

void AdminCommands::obey(const Publish& publish, const Ref& ref, const Answer& answer)
{
    Draft draft;
    draft.to = publish.to;
    draft.data = publish.data;
    m_parts.hub.publish(std::move(draft), [ref, answer](const PublishResult& result) {
        switch (result.outcome) {
        case PublishOutcome::Accepted:
            answer(adminwire::published(ref, result.id, result.recipients));
            break;
        case PublishOutcome::UnknownClient:
            answer(adminwire::refused(ref, "bad_request", "No such client is connected."));
            break;
        case PublishOutcome::KeyReused:
        case PublishOutcome::NotAvailable:
            answer(adminwire::refused(ref, "not_available", "Messages cannot be taken just now."));
            break;
        }
    });
}

std::string_view verbOf(const Order& order)
{
    struct Verb {
        std::string_view operator()(const Close&) const { return "close"; }
        std::string_view operator()(const Drain& drain) const
        {
            return drain.dryRun ? "drain (dry run)" : "drain";
        }
        std::string_view operator()(const UpdateDrain&) const { return "update_drain"; }
        std::string_view operator()(const CancelDrain&) const { return "cancel_drain"; }
        std::string_view operator()(const Force&) const { return "force"; }
        std::string_view operator()(const Accepting&) const { return "accepting"; }
        std::string_view operator()(const Publish& publish) const
        {
            return publish.to.empty() ? "broadcast" : "message";
        }
    };
    return std::visit(Verb(), order);
}

} // namespace sluice
