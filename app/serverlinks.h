#pragma once

#include <QString>
#include <memory>

namespace sluice {

class AdminLink;
struct ServerProfile;

// How a window of ours reaches servers elsewhere. Main thread.
std::unique_ptr<AdminLink> linkTo(const ServerProfile& profile, const QString& token);
bool isServerUrl(const QString& typed);

} // namespace sluice
