#pragma once

#include "core/hub/command.h"
#include "core/hub/eviction.h"
#include "core/hub/fanout.h"
#include "core/hub/hubletters.h"
#include "core/hub/refreshline.h"
#include "core/hub/replaywatch.h"
#include "core/hub/seat.h"
#include "core/hub/sessionsampler.h"
#include "core/hub/wire.h"
#include "core/session/deflater.h"
#include "core/session/sessiongraveyard.h"
#include "core/session/sessionowner.h"
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

class Authenticator;
class HubIntake;
class IoLoop;
class Metrics;
struct Settings;
struct Vitals;

// One loop's sessions: takes them in after their handshake, speaks the wire format to them, and
// does the fan-out. Lives in its loop; hears the control thread's orders through a ShardPort.
class Shard final : public SessionOwner {
public:
    struct Services {
        const Settings& settings;
        Vitals& vitals;
        Metrics& metrics;
        HubIntake& hub;
        IoLoop& loop;
        std::string epoch; // of this process, for gaps
        std::size_t sendsATurn = Fanout::usualSends;
    };

    Shard(std::uint16_t index, const Services& services);
    ~Shard();
    Shard(const Shard&) = delete;
    Shard& operator=(const Shard&) = delete;

    // A finished handshake. `arrival.key` is given here; echo sessions have no arrival to report.
    void adopt(Transport transport, std::string_view handshake, std::string leftover,
               Arrival arrival);
    void adoptEcho(Transport transport, std::string_view handshake, std::string leftover,
                   bool deflate, const Identity& identity = {});
    // The gate's own refusal: answered in-band, never reported to the hub.
    void adoptRefused(Transport transport, std::string_view handshake, CloseReason reason,
                      Session::Traits traits);

    // The settings have new values. Budgets and queues follow at once; how large a message may be
    // has been promised to whoever is here, and changes for those who come.
    void applySettings();
    // Whom tokens are shown to that come from now on; null: not_available.
    void setAuthenticator(std::shared_ptr<const Authenticator> authenticator);

    const BatchSender& batches() const { return m_fanout.batches(); }
    std::size_t queuedOctets() const; // of all sessions together; O(n)

    // Orders of the control thread (ShardPort).
    void hold(SessionKey key);
    void admit(SessionKey key, const std::vector<SharedFrame>& greeting);
    void refuse(SessionKey key, CloseReason reason);
    void deliver(SharedDelivery delivery);
    void send(SessionKey key, const SharedFrame& frame);
    void settle(SessionKey key, const SharedFrame& answer);
    void close(SessionKey key, CloseReason reason);
    void closeAll(CloseReason reason);
    void announceDrain(const DrainNotice& notice);
    void evict(std::chrono::milliseconds over);
    void stopEviction();
    void abortAll();
    void sample(Sampling sampling);

    void textReceived(Session& session, std::string_view text) override;
    void binaryReceived(Session& session, std::string_view octets) override;
    void aboutToClose(Session& session) override;
    void sessionFinished(Session& session, const Departure& departure) override;
    void sessionGone(Session& session) override;
    void slowConsumer(Session& session) override;
    SharedFrame disconnectFrame(const Session& session, CloseReason reason) override;
    SharedFrame gapFrame(const Session& session, const Outbox::Gap& gap) override;

private:
    // A notice on its way through the seats.
    struct Announcement {
        DrainNotice notice;
        std::uint64_t nextSlot = 0;
        std::size_t nextSeat = 0;
    };

    void onRingLost();
    Session& seat(Transport transport, Session::Traits traits);
    void lend(Session& session, const Identity& identity);
    Session* find(SessionKey key);
    // The same, with all that was ordered for it before now.
    Session* findCaughtUp(SessionKey key);
    Seat& seatOf(const Session& session) { return m_seats[session.key().slot]; }
    void obey(Session& session, const command::Say& say);
    void obey(Session& session, const command::AskStatus& ask);
    void obey(Session& session, const command::Ping& ping);
    void obey(Session& session, const command::Refresh& refresh);
    void obey(Session& session, const command::Rejected& rejected);
    bool payFor(Session& session, const Ref& ref);
    bool payTrifleFor(Session& session, const Ref& ref);
    void refuseOverBudget(Session& session, const Ref& ref, std::chrono::milliseconds wait);
    bool checkRefresh(SessionKey key, const command::Refresh& refresh);
    void expectAnswer(Session& session, std::size_t octets);
    static Session::Pause pauseFor(const Seat& seat);
    SharedFrame echoOf(const Session& session, Opcode opcode, std::string_view payload);
    void reply(Session& session, const wire::Utterance& utterance);
    void evictOne(SessionKey key);
    bool lookAtReplay(ReplayWatch::Replay& replay);
    void announceSome();
    void announceTo(Seat& seat);
    std::chrono::milliseconds reconnectIn(const Seat& seat); // as the notice under way has it

    static constexpr std::uint32_t maxUnsettled = 64;
    static constexpr std::size_t maxUnsettledOctets = std::size_t { 64 } * 1024;
    static constexpr std::size_t maxTokenOctets = 8192; // a handshake's head holds no longer one

    std::uint16_t m_index;
    Services m_services;
    SessionEnvironment m_environment;
    std::vector<Seat> m_seats;
    std::vector<std::uint32_t> m_freeSeats;
    Fanout m_fanout;
    SessionGraveyard m_graveyard;
    Eviction m_eviction;
    ReplayWatch m_replays;
    RefreshLine m_refreshes;
    SessionSampler m_sampler;
    Deflater m_deflater; // for echoes
    std::shared_ptr<const Authenticator> m_authenticator;
    std::optional<Announcement> m_notice;
    bool m_announcing = false; // a letter to ourselves is under way
};

} // namespace sluice
