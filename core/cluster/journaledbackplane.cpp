#include "core/cluster/journaledbackplane.h"

#include <utility>

namespace sluice {

namespace {

using Outcome = Backplane::Outcome;
using Others = std::vector<std::pair<Outcome, JournaledBackplane::Answer>>;

// Those who named the same key hear what became of the first one.
void answerAll(const Backplane::Result& result, const JournaledBackplane::Answer& first,
               const Others& others)
{
    first(result);
    for (const auto& [outcome, answer] : others)
        answer({ result.message ? outcome : result.outcome, result.message });
}

} // namespace

JournaledBackplane::JournaledBackplane(Journal& journal, JournalPast past, QObject* parent)
    : Backplane(parent), m_journal(journal), m_epoch(std::move(past.epoch)),
      m_past(std::move(past.messages))
{
    if (!m_past.empty())
        m_head = m_kept = m_past.back()->offset;
    for (JournalLine& line : past.keyed)
        m_keys.remember(std::move(line.idempotencyKey), line.message);
    connect(&journal, &Journal::upChanged, this, &Backplane::upChanged);
}

JournaledBackplane::~JournaledBackplane()
{
    if (!m_paused && !m_gathering.messages.empty())
        m_journal.write(place(m_gathering, m_kept + m_underWay.messages.size()), [](bool) {});
}

void JournaledBackplane::append(Draft draft, Answer answer)
{
    const WallTime now = std::chrono::system_clock::now();
    if (const SharedMessage earlier = m_keys.find(draft.idempotencyKey, now)) {
        answer(repetition(earlier, draft));
        return;
    }
    if (joinsWaiting(draft, answer))
        return;
    if (m_octets + draft.data.size() > mostOctets) {
        answer({});
        return;
    }
    m_octets += draft.data.size();
    Waiting& waiting = m_gathering.messages.emplace_back();
    waiting.draft = std::move(draft);
    waiting.since = now;
    waiting.answer = std::move(answer);
    if (!waiting.draft.idempotencyKey.empty())
        m_waitingKeys.emplace(waiting.draft.idempotencyKey, &waiting);
    writeNext();
}

bool JournaledBackplane::joinsWaiting(const Draft& draft, Answer& answer)
{
    if (draft.idempotencyKey.empty())
        return false;
    const auto found = m_waitingKeys.find(draft.idempotencyKey);
    if (found == m_waitingKeys.end())
        return false;
    Waiting& earlier = *found->second;
    const bool same = earlier.message
        ? earlier.message->data == draft.data && earlier.message->to == draft.to
        : earlier.draft.data == draft.data && earlier.draft.to == draft.to;
    earlier.others.emplace_back(same ? Outcome::Repeated : Outcome::KeyReused, std::move(answer));
    return true;
}

bool JournaledBackplane::remembers(const std::string& idempotencyKey)
{
    return m_keys.find(idempotencyKey, std::chrono::system_clock::now()) != nullptr
        || (!idempotencyKey.empty() && m_waitingKeys.count(idempotencyKey) > 0);
}

void JournaledBackplane::settle(const Done& settled)
{
    if (m_paused || (!m_writing && m_gathering.isEmpty()))
        settled();
    else
        lastBatch().settled.push_back(settled);
}

void JournaledBackplane::pause(Done paused)
{
    if (m_writing) {
        lastBatch().settled.push_back(std::move(paused));
        lastBatch().pauses = true;
        return;
    }
    m_paused = true;
    paused();
}

void JournaledBackplane::resume()
{
    m_paused = false;
    writeNext();
}

// A place is given when the batch goes to the journal: should that fail, the next batch has the
// same places, which nobody has seen.
JournalBatch JournaledBackplane::place(Batch& batch, std::uint64_t after) const
{
    auto lines = std::make_shared<std::vector<JournalLine>>();
    lines->reserve(batch.messages.size());
    for (Waiting& waiting : batch.messages) {
        ++after;
        Draft& draft = waiting.draft;
        waiting.message = std::make_shared<const Message>(
            Message { messageId(m_epoch, after), after, std::move(draft.from), std::move(draft.to),
                      std::move(draft.data), waiting.since, draft.recipients });
        lines->push_back({ waiting.message, draft.idempotencyKey });
    }
    return lines;
}

void JournaledBackplane::writeNext()
{
    if (m_writing || m_paused || m_gathering.messages.empty())
        return;
    m_writing = true;
    m_past = {}; // who wanted it has it, and keeps what it needs of it
    m_underWay = std::exchange(m_gathering, {});
    m_journal.write(place(m_underWay, m_kept), [this](bool kept) { onWritten(kept); });
}

void JournaledBackplane::onWritten(bool kept)
{
    Batch written = std::exchange(m_underWay, {});
    m_writing = false;
    m_paused = written.pauses;
    if (kept)
        m_kept += written.messages.size();
    writeNext(); // first, so that the disk has work while these are delivered
    for (Waiting& waiting : written.messages) {
        m_octets -= waiting.message->data.size();
        if (kept)
            deliver(waiting);
        else
            refuse(waiting);
    }
    for (const Done& settled : written.settled)
        settled();
}

void JournaledBackplane::deliver(Waiting& waiting)
{
    m_head = waiting.message->offset;
    forgetWaiting(waiting, waiting.draft.idempotencyKey);
    m_keys.remember(std::move(waiting.draft.idempotencyKey), waiting.message);
    Q_EMIT delivered(waiting.message);
    answerAll({ Outcome::Appended, waiting.message }, waiting.answer, waiting.others);
}

void JournaledBackplane::refuse(const Waiting& waiting)
{
    forgetWaiting(waiting, waiting.draft.idempotencyKey);
    answerAll({ Outcome::NotAvailable, nullptr }, waiting.answer, waiting.others);
}

void JournaledBackplane::forgetWaiting(const Waiting& waiting, const std::string& key)
{
    const auto found = m_waitingKeys.find(key);
    if (found != m_waitingKeys.end() && found->second == &waiting)
        m_waitingKeys.erase(found);
}

} // namespace sluice
