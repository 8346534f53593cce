#pragma once

#include "core/drain/drainplan.h"
#include "core/text/ref.h"
#include <QJsonObject>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sluice {

// What a console asks for on the admin stream, checked as far as that goes without the hub. Pure.
namespace adminrequest {

struct Topics {
    bool stats = false;
    bool clients = false;
    bool drain = false;
    bool log = false;
};
struct Subscribe {
    Topics topics; // all that it wants from now on
    int maxHz = 4; // 1…10
};

struct Close {
    std::vector<std::string> ids;
};
struct Drain {
    DrainOrder order;
    bool dryRun = false;
};
struct UpdateDrain {
    DrainUpdate update;
};
struct CancelDrain { };
struct Force { };
struct Accepting {
    bool enabled = true;
};
struct Publish {
    std::string to; // empty: everyone
    std::string data; // JSON text
};
using Order = std::variant<Close, Drain, UpdateDrain, CancelDrain, Force, Accepting, Publish>;
struct Command {
    Ref ref;
    std::optional<std::string> bootId; // of the process it is meant for
    Order order;
};
// A command that cannot be carried out as it is written.
struct BadCommand {
    Ref ref;
    std::string why; // a sentence
};
// What is no command, and no subscription either.
struct Nonsense {
    std::string why;
};

} // namespace adminrequest

using AdminRequest = std::variant<adminrequest::Subscribe, adminrequest::Command,
                                  adminrequest::BadCommand, adminrequest::Nonsense>;

AdminRequest parseAdminRequest(std::string_view text);
AdminRequest parseAdminRequest(const QJsonObject& object);

} // namespace sluice
