#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace sluice {

// How a client left, as the admin stream tells it.
struct GoneClient {
    std::string id;
    std::uint16_t code = 0;
    std::string reason;
    bool byServer = false;
};

// Which clients somebody has not been told about yet. Each stands in it once, however often it
// changed: the last write wins. Oldest news first. Pure value.
class DirtySet {
public:
    // To be told in one breath: first who has gone, then who is there. A client that went and came
    // back stands in both.
    struct Batch {
        std::vector<GoneClient> gone;
        std::vector<std::string> up;
    };

    void up(const std::string& id); // is new, or looks different
    void gone(GoneClient client);
    bool isEmpty() const { return m_news.empty(); }
    std::size_t size() const { return m_news.size(); } // clients
    std::size_t goneCount() const { return m_gone; }
    void clear();
    Batch take(std::size_t most); // of so many clients at most

private:
    struct News {
        std::optional<GoneClient> gone;
        bool up = false;
    };
    News& newsOf(const std::string& id);

    std::unordered_map<std::string, News> m_news;
    std::deque<std::string> m_order;
    std::size_t m_gone = 0;
};

} // namespace sluice
