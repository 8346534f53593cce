#include "core/settings/nearestname.h"

#include <algorithm>
#include <numeric>

namespace sluice {
namespace {

std::string folded(std::string_view name)
{
    std::string plain(name);
    for (char& c : plain) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
        else if (c == '-')
            c = '_';
    }
    return plain;
}

// Levenshtein's distance, one row at a time.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t { 0 });
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({ row[j] + 1, row[j - 1] + 1, replaced });
        }
    }
    return row.back();
}

} // namespace

std::string_view nearestName(std::string_view name, const std::vector<std::string>& known)
{
    constexpr std::size_t longest = 64;
    if (name.size() > longest)
        return {};
    const std::string wanted = folded(name);
    std::string_view nearest;
    std::size_t least = std::max<std::size_t>(2, wanted.size() / 3) + 1;
    for (const std::string& candidate : known) {
        const std::size_t d = distance(wanted, folded(candidate));
        if (d < least) {
            least = d;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace sluice
