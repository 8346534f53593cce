#include "core/reloader.h"

#include "core/auth/authenticator.h"
#include "core/net/tlscontext.h"
#include "core/observe/eventlog.h"
#include "core/text/timestamp.h"
#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice {

namespace {

std::nullopt_t refuse(const std::string& why)
{
    eventlog::write(LogLevel::Warning, "server", "reload_refused",
                    "SIGHUP changes nothing, for what it reads is wrong: " + why);
    return std::nullopt;
}

std::string sentences(const std::vector<SettingsError>& errors)
{
    std::string text;
    for (const SettingsError& error : errors)
        text += (text.empty() ? "" : "; ") + error.sentence();
    return text;
}

std::string names(const std::vector<Reload::Difference>& differences)
{
    std::string text;
    for (const Reload::Difference& difference : differences)
        text += (text.empty() ? "" : " ") + std::string(difference.name);
    return text;
}

void report(const Reload& reload, const TlsContext* newTls, bool newKey)
{
    std::string text = "Settings read again: " + reload.sentence();
    std::string changed = names(reload.applied());
    const auto add = [&](std::string_view name) {
        if (!reload.applies(name))
            changed += (changed.empty() ? "" : " ") + std::string(name);
    };
    if (newTls) {
        add("tls_certificate");
        text += " The TLS certificate is a new one, valid until " + timestamp(newTls->expires())
            + "; who is connected keeps the old one.";
    }
    if (newKey) {
        add("jwt_public_key");
        text += " The key in jwt_public_key is a new one: what the old one has signed lets nobody "
                "in any more.";
    }
    eventlog::write(reload.needRestart().empty() ? LogLevel::Info : LogLevel::Warning, "server",
                    "settings_reloaded", text,
                    { { "changed", changed }, { "needs_restart", names(reload.needRestart()) } });
}

// Another key in the same file.
bool isRekeyed(const Reload& reload, const Authenticator& old, const Authenticator& fresh)
{
    const auto names = { "auth", "jwt_algorithm", "jwt_secret" };
    return !fresh.hasKeyOf(old)
        && std::none_of(names.begin(), names.end(),
                        [&reload](const char* name) { return reload.applies(name); });
}

} // namespace

Reloader::Reloader(LoadedSettings running, std::shared_ptr<const TlsContext> tls,
                   std::shared_ptr<const Authenticator> authenticator)
    : m_running(std::move(running)), m_tls(std::move(tls)),
      m_authenticator(std::move(authenticator))
{
}

std::optional<Reloader::Reading> Reloader::read()
{
    const auto fresh = loadSettings(m_running.input);
    if (const auto* errors = std::get_if<std::vector<SettingsError>>(&fresh))
        return refuse(sentences(*errors));
    const Reload reload(m_running, std::get<LoadedSettings>(fresh));
    auto tls = readTls(reload.result().settings);
    if (const auto* why = std::get_if<std::string>(&tls))
        return refuse(*why);
    auto authenticator = Authenticator::make(reload.result().settings);
    if (const auto* why = std::get_if<std::string>(&authenticator))
        return refuse(*why);
    auto& context = std::get<std::shared_ptr<const TlsContext>>(tls);
    auto& access = std::get<std::shared_ptr<const Authenticator>>(authenticator);
    const auto newTls = std::exchange(m_tls, context) == context ? nullptr : context;
    const bool newKey = isRekeyed(reload, *std::exchange(m_authenticator, access), *access);
    m_running = reload.result();
    return Reading { { std::make_shared<const Settings>(m_running.settings), m_tls,
                       m_authenticator },
                     [reload, newTls, newKey] { report(reload, newTls.get(), newKey); } };
}

// The files may have changed behind the same names.
std::variant<std::shared_ptr<const TlsContext>, std::string>
Reloader::readTls(const Settings& settings) const
{
    if (settings.tlsCertificate.empty())
        return std::shared_ptr<const TlsContext>();
    auto loaded = TlsContext::load(settings.tlsCertificate, settings.tlsKey);
    // The same one stays, and with it the keys of the sessions that clients may resume.
    if (const auto* fresh = std::get_if<std::shared_ptr<const TlsContext>>(&loaded);
        fresh && m_tls && (*fresh)->hasCertificateOf(*m_tls))
        return m_tls;
    return loaded;
}

} // namespace sluice
