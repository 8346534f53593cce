#include "core/runtime/mailbox.h"

#include <QSocketNotifier>
#include <utility>

namespace sluice {

Mailbox::Mailbox() = default;

Mailbox::~Mailbox() = default;

void Mailbox::attach()
{
    m_notifier = std::make_unique<QSocketNotifier>(m_bell->descriptor(), QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [this] { runLetters(); });
}

void Mailbox::detach()
{
    m_notifier.reset();
    std::vector<Letter> dropped; // destroyed outside the lock: a capture may post
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    dropped.swap(m_letters);
}

bool Mailbox::post(Letter letter)
{
    std::size_t count = 0;
    SharedBell bell; // the letter may lead to the mailbox's end before it is rung
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return false;
        m_letters.push_back(std::move(letter));
        count = m_letters.size();
        bell = m_bell;
    }
    // Every poster for itself: the first one's turn may be long.
    if (count < many)
        BellTurn::ringAtTurnsEnd(bell);
    else
        bell->ring();
    return true;
}

void Mailbox::runLetters()
{
    std::vector<Letter> letters;
    m_bell->quieten();
    {
        const std::lock_guard lock(m_mutex);
        letters.swap(m_letters);
    }
    for (Letter& stored : letters) {
        if (m_notifier == nullptr) // a letter detached the mailbox
            return;
        const Letter letter = std::move(stored);
        letter();
    }
}

} // namespace sluice
