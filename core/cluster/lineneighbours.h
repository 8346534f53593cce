#pragma once

#include "core/cluster/neighbours.h"
#include "core/cluster/takeoverwire.h"
#include <array>
#include <functional>
#include <unordered_map>
#include <vector>

namespace sluice {

// The other processes of a takeover: those that came before and still drain, and the one that has
// come after. They stand in a line, each knows the next on either side and passes on what it hears
// from one to the other. Control thread.
class LineNeighbours final : public Neighbours {
    Q_OBJECT
public:
    enum class Side : std::uint8_t { Before, After };
    using Tell = std::function<void(const takeover::Line& line)>;
    using Ids = std::function<std::vector<std::string>()>;

    using Neighbours::Neighbours;

    void setOwn(Ids own) { m_own = std::move(own); } // our clients, when somebody asks for all
    // From here on that side is told; what it says comes in by hear().
    void attach(Side side, Tell tell);
    void detach(Side side); // its clients have gone
    void hear(Side side, const takeover::Line& line); // what is none of its business is passed over
    // Everybody that the given side does not have, ours included.
    std::vector<std::string> idsFor(Side side) const;
    void expect(const std::vector<std::string>& ids); // are before us; nobody is told

    std::uint64_t count() const override { return m_where.size(); }
    bool has(const std::string& id) const override { return m_where.count(id) > 0; }
    void joined(const std::string& id) override;
    void left(const std::string& id) override;
    void takenOver(const std::string& id) override;
    bool closeClient(const std::string& id, CloseReason reason) override;
    void say(const wire::Utterance& utterance) override;

private:
    bool isAlone() const; // as it is nearly always
    void tell(Side side, const takeover::Line& line) const;
    void tellBoth(const takeover::Line& line) const;
    void onPresence(Side side, const takeover::Presence& presence);
    void onTakenOver(Side side, const takeover::TakenOver& line);
    void onClose(Side side, const takeover::Close& line);

    Ids m_own;
    std::array<Tell, 2> m_tell;
    std::unordered_map<std::string, Side> m_where;
};

} // namespace sluice
