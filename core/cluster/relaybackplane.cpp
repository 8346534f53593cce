#include "core/cluster/relaybackplane.h"

#include <utility>

namespace sluice {

RelayBackplane::RelayBackplane(std::unique_ptr<Backplane> own, QObject* parent)
    : Backplane(parent), m_own(std::move(own)), m_head(m_own->head())
{
    connect(m_own.get(), &Backplane::delivered, this, [this](const SharedMessage& message) {
        m_head = message->offset;
        Q_EMIT delivered(message);
    });
    connect(m_own.get(), &Backplane::upChanged, this, [this](bool up) {
        if (m_state == State::Own || m_state == State::Held)
            Q_EMIT upChanged(up);
    });
}

RelayBackplane::~RelayBackplane() = default;

void RelayBackplane::append(Draft draft, std::function<void(const Result&)> answer)
{
    give({ std::move(draft), std::move(answer) });
}

void RelayBackplane::give(Waiting waiting)
{
    switch (m_state) {
    case State::Own:
        m_own->append(std::move(waiting.draft), std::move(waiting.answer));
        break;
    case State::Held:
        keep(std::move(waiting));
        break;
    case State::Following:
        pass(std::move(waiting));
        break;
    case State::Lost:
        waiting.answer({});
        break;
    }
}

bool RelayBackplane::isUp() const
{
    return m_state == State::Following || (m_state != State::Lost && m_own->isUp());
}

void RelayBackplane::settle(const std::function<void()>& settled)
{
    if (m_held.empty() && m_asked.empty())
        m_own->settle(settled);
    else
        m_settling.push_back(settled);
}

void RelayBackplane::noteAnswered()
{
    if (m_held.empty() && m_asked.empty())
        for (const auto& settled : std::exchange(m_settling, {}))
            m_own->settle(settled);
}

bool RelayBackplane::remembers(const std::string& idempotencyKey)
{
    return m_own->remembers(idempotencyKey)
        || m_passedKeys.find(idempotencyKey, std::chrono::system_clock::now()) != nullptr;
}

void RelayBackplane::keep(Waiting waiting)
{
    const std::size_t octets = waiting.draft.data.size();
    if (m_held.size() >= mostHeld || m_heldOctets + octets > mostHeldOctets) {
        waiting.answer({});
        return;
    }
    m_heldOctets += octets;
    m_held.push_back(std::move(waiting));
}

void RelayBackplane::pass(Waiting waiting)
{
    const std::uint64_t number = ++m_number;
    const auto& asked = m_asked.emplace(number, std::move(waiting)).first->second;
    m_forward(number, asked.draft);
}

void RelayBackplane::hold()
{
    if (m_state == State::Own)
        m_state = State::Held;
}

void RelayBackplane::release()
{
    if (m_state != State::Held)
        return;
    m_state = State::Own;
    m_heldOctets = 0;
    // An answer may append again: that one comes behind those that have waited.
    for (auto held = std::exchange(m_held, {}); !held.empty(); held.pop_front())
        give(std::move(held.front()));
    noteAnswered();
}

void RelayBackplane::follow(Forward forward)
{
    if (m_state != State::Held)
        return;
    m_state = State::Following;
    m_forward = std::move(forward);
    m_heldOctets = 0;
    for (auto held = std::exchange(m_held, {}); !held.empty(); held.pop_front())
        give(std::move(held.front()));
    if (!m_own->isUp())
        Q_EMIT upChanged(true);
}

void RelayBackplane::lose()
{
    if (m_state != State::Following && m_state != State::Held)
        return;
    m_state = State::Lost;
    for (const Waiting& waiting : std::exchange(m_held, {}))
        waiting.answer({});
    m_heldOctets = 0;
    for (auto& [number, waiting] : std::exchange(m_asked, {}))
        waiting.answer({});
    noteAnswered();
    Q_EMIT upChanged(false);
}

void RelayBackplane::onDelivered(const SharedMessage& message)
{
    // A successor that repeats itself must not make clients hear anything twice.
    if (m_state != State::Following || message->offset <= m_head)
        return;
    m_head = message->offset;
    Q_EMIT delivered(message);
}

void RelayBackplane::onAppended(std::uint64_t number, const Result& result)
{
    const auto found = m_asked.find(number);
    if (found == m_asked.end())
        return;
    const Waiting waiting = std::move(found->second);
    m_asked.erase(found);
    answer(waiting, result);
    noteAnswered();
}

void RelayBackplane::answer(const Waiting& waiting, const Result& result)
{
    if (!result.message)
        return waiting.answer(result);
    Message message = *result.message;
    message.from = waiting.draft.from;
    message.to = waiting.draft.to;
    message.data = waiting.draft.data;
    message.time = std::chrono::system_clock::now();
    const auto known = std::make_shared<const Message>(std::move(message));
    m_passedKeys.remember(waiting.draft.idempotencyKey, known);
    waiting.answer({ result.outcome, known });
}

} // namespace sluice
