#pragma once

#include "core/settings/settingkind.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

// One setting: everything that the command line, the environment, the file, the documentation and
// the error messages need to know of it.
struct SettingRow {
    std::string_view name; // like_this, as the file writes it
    std::string_view group; // heading in --help and in the default file
    std::string_view defaultText; // what apply gets when nobody says anything
    std::string_view help; // a sentence, without a full stop
    SettingKind kind;
    std::string_view shownDefault = {}; // for people, when the text alone says too little
    std::string_view bareVariable = {}; // an environment variable without our prefix
    bool secret = false; // never shown; may come from the file that SLUICE_X_FILE names
    bool environmentOnly = false; // neither a flag nor a line of the file
    bool reloadable = false; // SIGHUP puts a new value into effect; the others need a restart

    std::string flag() const; // --like-this
    std::string variable() const; // SLUICE_LIKE_THIS
    std::string_view defaultForPeople() const;
};

// Every row, in the order of the documentation. Made once; any thread.
const std::vector<SettingRow>& settingsTable();
const SettingRow* findSetting(std::string_view name);

} // namespace sluice
