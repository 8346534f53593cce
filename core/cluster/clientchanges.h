#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace sluice {

// What the other nodes have not been told yet of our clients: "j" joined, "l" left, "t" took the
// place of one elsewhere. In order; shortened when it grows long, as in a long outage. Pure value.
class ClientChanges {
public:
    using Change = std::pair<char, std::string>;
    using IsOurs = std::function<bool(const std::string& id)>;

    static constexpr std::size_t many = 20000;

    void add(char what, const std::string& id, const IsOurs& isOurs);
    std::vector<Change> take(std::size_t most);
    void putBack(const std::vector<Change>& taken); // before all others
    bool isEmpty() const { return m_changes.empty(); }
    std::size_t size() const { return m_changes.size(); }

private:
    void shorten(const IsOurs& isOurs);

    std::vector<Change> m_changes;
    std::size_t m_tooMany = many;
};

} // namespace sluice
