#include "core/net/batchsender.h"

#include <cerrno>
#include <sys/socket.h>

#ifdef SLUICE_URING
#include <liburing.h>
#endif

namespace sluice {

namespace {

constexpr int flags = MSG_NOSIGNAL | MSG_DONTWAIT;

} // namespace

void BatchSender::sendPlainly(Item& item)
{
    const ssize_t result = ::send(item.descriptor, item.octets.data(), item.octets.size(), flags);
    item.outcome = Transport::outcomeOf(result < 0 ? -errno : result);
}

void BatchSender::send(std::span<Item> items)
{
    if (m_ring)
        sendByRing(items);
    else
        for (Item& item : items)
            sendPlainly(item);
}

#ifdef SLUICE_URING

namespace {

bool canSend(io_uring& ring) // kernels before 5.6 have rings that cannot
{
    io_uring_probe* probe = io_uring_get_probe_ring(&ring);
    const bool can = probe && io_uring_opcode_supported(probe, IORING_OP_SEND);
    io_uring_free_probe(probe);
    return can;
}

// One thread owns the ring, and takes completions only when it asks: the kernel need not interrupt
// it. Kernels before 6.1 know nothing of this.
std::unique_ptr<io_uring> openRing(unsigned entries)
{
    constexpr unsigned best = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
    for (const unsigned wish : { best, 0U }) {
        auto ring = std::make_unique<io_uring>();
        if (io_uring_queue_init(entries, ring.get(), wish) != 0)
            continue;
        if (canSend(*ring))
            return ring;
        io_uring_queue_exit(ring.get());
    }
    return nullptr;
}

} // namespace

void BatchSender::RingDeleter::operator()(io_uring* ring) const
{
    io_uring_queue_exit(ring);
    delete ring;
}

BatchSender::BatchSender(bool wanted)
{
    if (!wanted)
        return;
    m_ring.reset(openRing(most).release());
    if (m_ring)
        io_uring_register_ring_fd(m_ring.get()); // saves a look-up a call; does without, too
}

void BatchSender::sendByRing(std::span<Item> items)
{
    for (std::size_t i = 0; i < items.size(); ++i) {
        io_uring_sqe* entry = io_uring_get_sqe(m_ring.get());
        io_uring_prep_send(entry, items[i].descriptor, items[i].octets.data(),
                           items[i].octets.size(), flags);
        io_uring_sqe_set_data64(entry, i);
        items[i].outcome = { 0, Transport::State::Broken };
    }
    std::size_t open = items.size();
    const auto reap = [&] {
        io_uring_cqe* completion = nullptr;
        while (open > 0 && io_uring_peek_cqe(m_ring.get(), &completion) == 0) {
            items[completion->user_data].outcome = Transport::outcomeOf(completion->res);
            io_uring_cqe_seen(m_ring.get(), completion);
            --open;
        }
    };
    constexpr int patience = 16; // calls for which a kernel short of memory may do nothing
    for (int idle = 0; open > 0;) {
        ++m_calls;
        const std::size_t before = open + io_uring_sq_ready(m_ring.get());
        const int result = io_uring_submit_and_wait(m_ring.get(), static_cast<unsigned>(open));
        reap();
        idle = open + io_uring_sq_ready(m_ring.get()) < before ? 0 : idle + 1;
        const bool busy = result == -EINTR || result == -EAGAIN || result == -EBUSY;
        if (result >= 0 || (busy && idle < patience))
            continue;
        // The kernel has changed its mind. What it did not take goes the other way; of what it
        // took and said nothing about the connection is lost.
        const std::size_t left = io_uring_sq_ready(m_ring.get());
        for (Item& item : items.last(left))
            sendPlainly(item);
        m_ring.reset();
        return;
    }
}

#else

void BatchSender::RingDeleter::operator()(io_uring*) const { }
BatchSender::BatchSender(bool) { }
void BatchSender::sendByRing(std::span<Item>) { }

#endif

BatchSender::~BatchSender() = default;

} // namespace sluice
