#include "core/net/tlsstream.h"

#include "core/net/tlscontext.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <new>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <utility>

namespace sluice {

namespace {

using State = Transport::State;
using Outcome = Transport::Outcome;

// One record is taken whole, of 16 KiB and up to 261 octets around it (RFC 8446 §5.2), and what
// OpenSSL itself says comes behind it: alerts, and new keys as often as a peer asks for them. In a
// handshake this is what the socket has no room for of a flight. A peer that does not read can fill
// it, beside half a record of its own and half a request: 64 KiB must do for all of that.
constexpr std::size_t maxPending = 20480;
// Records that bring nothing: so many, and one more for as much as the peer has said. New keys are
// for after millions of records (RFC 8446 §5.5); each request for them costs two system calls and a
// key schedule.
constexpr std::uint64_t mostBarren = 32;
constexpr std::uint64_t octetsForOneMore = 65536;
constexpr std::size_t maxRecord = Transport::leastRoom;
constexpr std::size_t leastRecord = 512; // as OpenSSL has it

} // namespace

// OpenSSL's view of the socket. Writing always succeeds while the connection stands, so that a
// record is never half taken: OpenSSL would insist on being offered its octets again.
struct TlsStream::Bio {
    static TlsStream& stream(BIO* bio) { return *static_cast<TlsStream*>(BIO_get_data(bio)); }

    static int write(BIO* bio, const char* data, std::size_t size, std::size_t* written)
    {
        BIO_clear_retry_flags(bio);
        *written = stream(bio).put({ data, size }) ? size : 0;
        return *written == size ? 1 : 0;
    }
    static int read(BIO* bio, char* data, std::size_t size, std::size_t* count)
    {
        BIO_clear_retry_flags(bio);
        const Outcome outcome = stream(bio).take({ data, size });
        *count = outcome.octets;
        if (outcome.octets == 0 && outcome.state == State::Alive)
            BIO_set_retry_read(bio);
        return outcome.octets > 0 ? 1 : 0;
    }
    static long control(BIO* bio, int command, long, void*)
    {
        if (command == BIO_CTRL_EOF)
            return stream(bio).m_peerEnded ? 1 : 0;
        return command == BIO_CTRL_FLUSH ? 1 : 0;
    }
    static const BIO_METHOD* method()
    {
        static BIO_METHOD* const made = [] {
            BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "sluice");
            BIO_meth_set_write_ex(method, &write);
            BIO_meth_set_read_ex(method, &read);
            BIO_meth_set_ctrl(method, &control);
            return method;
        }();
        return made;
    }
    static BIO* make(TlsStream& stream)
    {
        BIO* bio = BIO_new(method());
        if (!bio)
            throw std::bad_alloc();
        BIO_set_data(bio, &stream);
        BIO_set_init(bio, 1);
        return bio;
    }
};

void TlsStream::Free::operator()(ssl_st* ssl) const
{
    SSL_free(ssl);
}

TlsStream::TlsStream(const TlsContext& context, int descriptor)
    : m_ssl(SSL_new(context.handle())), m_guard(std::make_unique<HelloGuard>()),
      m_descriptor(descriptor)
{
    if (!m_ssl)
        throw std::bad_alloc();
    BIO* bio = Bio::make(*this);
    SSL_set_bio(m_ssl.get(), bio, bio);
    SSL_set_accept_state(m_ssl.get());
}

TlsStream::~TlsStream() = default;

Outcome TlsStream::send(std::string_view octets)
{
    if (const State state = flush(); state != State::Alive)
        return { 0, state };
    std::size_t taken = 0;
    while (taken < octets.size() && m_pending.empty() && isEstablished()) {
        const std::string_view piece = octets.substr(taken, maxRecord);
        fitRecord(piece.size());
        std::size_t count = 0;
        ERR_clear_error();
        const int result = SSL_write_ex(m_ssl.get(), piece.data(), piece.size(), &count);
        if (result != 1)
            return { taken, outcomeOf(result).state };
        taken += count;
    }
    return { taken, State::Alive };
}

// The buffer for a record is made for each and dropped behind it; this is its size.
void TlsStream::fitRecord(std::size_t octets)
{
    const auto fitting
        = static_cast<long>(std::clamp(std::bit_ceil(octets), leastRecord, maxRecord));
    SSL_set_max_send_fragment(m_ssl.get(), fitting);
    SSL_set_split_send_fragment(m_ssl.get(), fitting);
}

Outcome TlsStream::send(std::span<iovec> pieces)
{
    std::array<char, maxRecord> record; // left as it is: every octet sent is written first
    std::size_t filled = 0;
    Outcome total;
    const auto sendRecord = [&] {
        const Outcome outcome = send({ record.data(), filled });
        total.octets += outcome.octets;
        total.state = outcome.state;
        return outcome.octets == std::exchange(filled, 0);
    };
    for (const iovec& piece : pieces) {
        std::string_view rest(static_cast<const char*>(piece.iov_base), piece.iov_len);
        while (!rest.empty()) {
            const std::string_view part = rest.substr(0, record.size() - filled);
            std::copy(part.begin(), part.end(), record.data() + filled);
            filled += part.size();
            rest.remove_prefix(part.size());
            if (filled == record.size() && !sendRecord())
                return total;
        }
    }
    if (filled > 0)
        sendRecord();
    return total;
}

State TlsStream::shakeHands()
{
    if (m_broken || isEstablished())
        return m_broken ? State::Broken : State::Alive;
    ERR_clear_error();
    const int result = SSL_do_handshake(m_ssl.get());
    if (result != 1)
        return outcomeOf(result).state;
    m_guard.reset();
    return State::Alive;
}

Outcome TlsStream::receive(std::span<char> into)
{
    if (m_broken || !isEstablished())
        return { 0, m_broken ? State::Broken : State::Alive };
    ERR_clear_error();
    std::size_t count = 0;
    m_starved = false;
    const int result = SSL_read_ex(m_ssl.get(), into.data(), into.size(), &count);
    m_received += count;
    if (result == 1)
        return { count, State::Alive };
    const Outcome outcome = outcomeOf(result);
    return outcome.state != State::Alive || m_starved ? outcome : passOverBarren(into);
}

// Behind a record that brought nothing (an alert, new keys) OpenSSL keeps its 16 KiB of buffer
// until it asks for more and is told that there is none.
Outcome TlsStream::passOverBarren(std::span<char> into)
{
    if (++m_barren > mostBarren + m_received / octetsForOneMore)
        return broken("it says too little but new keys and alerts");
    std::size_t count = 0;
    m_isDry = true;
    const int none = SSL_read_ex(m_ssl.get(), into.data(), into.size(), &count);
    m_isDry = false;
    return outcomeOf(none);
}

Outcome TlsStream::broken(std::string_view why)
{
    m_failure = why;
    m_broken = true;
    return { 0, State::Broken };
}

State TlsStream::flush()
{
    while (!m_pending.empty() && !m_broken) {
        const ssize_t count
            = ::send(m_descriptor, m_pending.data(), m_pending.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN)
            return State::Alive;
        if (count < 0 && errno != EINTR)
            m_broken = true;
        if (count > 0)
            m_pending.erase(0, static_cast<std::size_t>(count));
        if (m_pending.empty()) {
            std::string().swap(m_pending);
            if (m_ending)
                ::shutdown(m_descriptor, SHUT_WR);
        }
    }
    return m_broken ? State::Broken : State::Alive;
}

void TlsStream::shutdownWrite()
{
    if (isEstablished() && !m_broken)
        SSL_shutdown(m_ssl.get());
    ERR_clear_error();
    m_ending = true;
    if (m_pending.empty())
        ::shutdown(m_descriptor, SHUT_WR);
}

// From OpenSSL to the socket, in order.
bool TlsStream::put(std::string_view octets)
{
    while (m_pending.empty() && !octets.empty()) {
        const ssize_t count
            = ::send(m_descriptor, octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN)
            break;
        if (count < 0 && errno != EINTR)
            return false;
        octets.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return keep(octets);
}

// Left to itself a string grows to twice its size, again and again: past the bound, and leaving
// holes on the heap into which the next peer's does not fit. So a first piece has the room that it
// needs, and with a second one there is room for all.
bool TlsStream::keep(std::string_view octets)
{
    const std::size_t size = m_pending.size() + octets.size();
    if (size > maxPending) {
        broken("it does not read what TLS answers");
        return false;
    }
    if (size > m_pending.capacity()) {
        std::string roomier;
        roomier.reserve(m_pending.empty() ? size : maxPending);
        roomier += m_pending;
        m_pending.swap(roomier);
    }
    m_pending += octets;
    return true;
}

// From the socket to OpenSSL, which asks for a record's header, then for its body.
Outcome TlsStream::take(std::span<char> into)
{
    if (m_isDry)
        return {};
    const ssize_t count = ::recv(m_descriptor, into.data(), into.size(), MSG_DONTWAIT);
    m_starved = count < 0;
    if (count < 0)
        return { 0, errno == EAGAIN || errno == EINTR ? State::Alive : State::Broken };
    m_peerEnded = count == 0;
    m_begun = m_begun || count > 0;
    const std::size_t octets = static_cast<std::size_t>(count);
    if (m_peerEnded || !isHarmless({ into.data(), octets }))
        return { 0, State::Broken };
    return { octets, State::Alive };
}

bool TlsStream::isHarmless(std::string_view octets)
{
    if (!m_guard)
        return true;
    switch (m_guard->look(octets, SSL_version(m_ssl.get()) == TLS1_3_VERSION)) {
    case HelloGuard::Verdict::Fine:
        return true;
    case HelloGuard::Verdict::PlainHttp:
        m_metPlainHttp = true;
        m_failure = "plain HTTP on a TLS port";
        break;
    case HelloGuard::Verdict::NoTls:
        m_failure = "this is not TLS";
        break;
    case HelloGuard::Verdict::TooLong:
        m_failure = "a handshake message is too long";
        break;
    }
    return false;
}

Outcome TlsStream::outcomeOf(int result)
{
    // OpenSSL forgets that an alert could not be written, and would go on.
    switch (m_broken ? SSL_ERROR_SSL : SSL_get_error(m_ssl.get(), result)) {
    case SSL_ERROR_WANT_READ:
        return {};
    case SSL_ERROR_ZERO_RETURN:
        return { 0, State::EndOfStream };
    default:
        break;
    }
    // After this OpenSSL must not be asked for anything, not even for an alert.
    m_broken = true;
    if (m_failure.empty()) {
        const char* reason = ERR_reason_error_string(ERR_peek_last_error());
        m_failure = reason ? reason : "the connection was lost";
    }
    ERR_clear_error();
    return { 0, State::Broken };
}

} // namespace sluice
