#pragma once

#include "core/cluster/takeoverwire.h"
#include "core/text/linebuffer.h"
#include <QObject>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

class QSocketNotifier;

namespace sluice {

// One end of a connected control socket: lines both ways, and a descriptor beside one of them.
// Never blocks; whatever ends it is told once, with a sentence. In the thread that made it.
class TakeoverLink final : public QObject {
    Q_OBJECT
public:
    // Unsent octets that may stand before a peer that does not read.
    static constexpr std::size_t mostUnsent = 2 * takeover::longestLine;

    explicit TakeoverLink(int fd, QObject* parent = nullptr); // the descriptor is the link's
    ~TakeoverLink() override;

    // The descriptor is only lent; the peer gets one of its own. Never ends the link by itself, so
    // that a caller may go on sending.
    void send(const takeover::Line& line, int descriptor = -1);
    int takeDescriptor(); // the last one that came; -1: none
    void setLongestLine(std::size_t octets) { m_in.setLongest(octets); }
    bool peerHasGone() const; // though there may be lines of its to hear yet
    bool peerEnded() const { return m_peerEnded; } // and it was not for something that it said
    void finish(); // once all is sent the link ends

Q_SIGNALS:
    void received(const sluice::takeover::Line& line);
    void ended(const std::string& why);

private:
    struct Chunk {
        std::string octets;
        std::size_t sent = 0;
        int descriptor = -1; // goes with the first octet
    };
    enum class Step { Done, Again, Broken };

    void onReadable();
    Step receive();
    void keepDescriptors(const void* header);
    bool handOut();
    void flush();
    void sayNoMore();
    Step sendFront();
    void end(const std::string& why);

    int m_fd;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    LineBuffer m_in { takeover::longestGreeting };
    std::deque<Chunk> m_out;
    std::size_t m_unsent = 0;
    int m_descriptor = -1;
    bool m_finishing = false;
    bool m_peerEnded = false;
};

} // namespace sluice
