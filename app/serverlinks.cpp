#include "app/serverlinks.h"

#include "app/client/adminsocket.h"
#include "app/client/serverurl.h"
#include "gui/servers/serverprofile.h"

namespace sluice {

std::unique_ptr<AdminLink> linkTo(const ServerProfile& profile, const QString& token)
{
    return std::make_unique<AdminSocket>(adminUrl(profile.url).value_or(QUrl()), token,
                                         ServerTrust { profile.authorityFile, profile.pin });
}

bool isServerUrl(const QString& typed)
{
    return adminUrl(typed).has_value();
}

} // namespace sluice
