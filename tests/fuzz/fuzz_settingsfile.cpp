// A settings file: TOML, then each value's own rule.
#include "core/settings/settingsfile.h"
#include "core/settings/settingstable.h"
#include "core/settings/valueparsers.h"
#include "tests/fuzz/require.h"

using namespace sluice;

namespace {

// What people read back must mean the same.
void checkTexts(std::string_view text)
{
    if (const auto duration = parse::duration(text)) {
        require(duration->count() >= 0);
        require(parse::duration(parse::durationText(*duration)) == duration);
    }
    if (const auto size = parse::size(text))
        require(parse::size(parse::sizeText(*size)) == size);
    if (const auto host = parse::host(text))
        require(parse::host(*host) == host);
    if (const auto origin = parse::originGlob(text))
        require(parse::originGlob(*origin) == origin);
    for (const std::string& item : parse::list(text))
        require(!item.empty() && item.size() <= text.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(data, data + size);
    const SettingsFile file = parseSettingsFile(text, "f");
    for (const SettingsError& error : file.errors)
        require(!error.rule.empty() && !error.source.empty());
    Settings settings;
    for (const SettingsFile::Line& line : file.lines) {
        const SettingRow* row = findSetting(line.name);
        require(row && !row->environmentOnly);
        require(line.source.starts_with("f line "));
        static_cast<void>(row->kind.apply(line.text, settings));
        checkTexts(line.text);
    }
    return 0;
}
