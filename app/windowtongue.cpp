#include "app/windowtongue.h"

#include "core/settings/settingssource.h"
#include "core/settings/settingstable.h"
#include <algorithm>

namespace sluice {

Language::Tongue windowTongue(const LoadedSettings& loaded)
{
    const auto locale = std::find_if(loaded.values.begin(), loaded.values.end(),
                                     [](const auto& value) { return value.row->name == "locale"; });
    if (locale == loaded.values.end() || locale->source == "default")
        return Language::preferred();
    return loaded.settings.locale == Locale::Ukrainian ? Language::Tongue::Ukrainian
                                                       : Language::Tongue::English;
}

} // namespace sluice
