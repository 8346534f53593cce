#include "app/qtarguments.h"

#include <algorithm>
#include <string_view>

namespace sluice {

namespace {

constexpr std::string_view withValue[]
    = { "platform", "platformpluginpath", "platformtheme", "plugin", "display", "session" };

// What follows one dash or two; empty when it is no option.
std::string_view optionName(std::string_view word)
{
    const std::size_t dashes = std::min<std::size_t>(word.find_first_not_of('-'), word.size());
    return dashes == 1 || dashes == 2 ? word.substr(dashes) : std::string_view {};
}

bool isQts(std::string_view word)
{
    return std::find(std::begin(withValue), std::end(withValue), optionName(word))
        != std::end(withValue);
}

} // namespace

QtArguments::QtArguments(int argc, char** argv)
{
    const std::vector<char*> all(argv, argv + argc);
    const bool window = (argc > 1 && std::string_view(argv[1]) == "console")
        || std::any_of(all.begin(), all.end(),
                       [](std::string_view word) { return word == "--gui"; });
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool value = i + 1 < all.size();
        if (i == 0) {
            ours.push_back(all[i]);
            qts.push_back(all[i]);
        } else if (!window || !value || !isQts(all[i])) {
            ours.push_back(all[i]);
        } else if (optionName(all[i]) == "platform") {
            platform = all[++i];
        } else {
            qts.push_back(all[i]);
            qts.push_back(all[++i]);
        }
    }
}

} // namespace sluice
