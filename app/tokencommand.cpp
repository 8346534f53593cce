#include "app/tokencommand.h"

#include "app/client/terminaltext.h"
#include "app/exitcode.h"
#include "app/settingflags.h"
#include "core/auth/authenticator.h"
#include "core/auth/base64url.h"
#include "core/auth/jwtmaker.h"
#include "core/settings/valueparsers.h"
#include "core/text/randomid.h"
#include "core/text/timestamp.h"
#include <CLI/CLI.hpp>
#include <QRandomGenerator>
#include <array>
#include <iostream>
#include <memory>

namespace sluice {
namespace {

using Clock = std::chrono::system_clock;

constexpr const char* lessons = R"(Examples:
  sluice token random > admin-token          for SLUICE_ADMIN_TOKEN_FILE or auth_tokens
  sluice token make --user anna              a JWT for anna, signed with jwt_secret
  sluice token make --user anna --expires 8h --private-key key.pem
  sluice token make --user anna | sluice token check -

A server with auth=jwt lets in who shows a token that jwt_secret (hs256) or the private half of
jwt_public_key (rs256, es256) has signed. The user is also the client id, if it can be one
(letters, digits and _.-, 64 at most); nobody else can take it. The settings come from --config
and the environment, as for the server. A key pair is made with:
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem
  openssl pkey -in key.pem -pubout -out public.pem)";

struct Options {
    std::string user;
    std::string expires = "1h";
    std::string privateKey;
    std::string token;
};

int refuse(const std::string& sentence)
{
    std::cerr << "sluice token: " << sentence << '\n';
    return exitBadUsage;
}

int print(const std::string& text)
{
    std::cout << text << std::flush;
    return std::cout ? exitDone : exitFailed;
}

// The key that signs, by the settings and --private-key; else a sentence.
std::variant<JwtKey, std::string> signingKey(const Settings& settings, const std::string& file)
{
    if (file.empty()) {
        if (settings.jwtAlgorithm != JwtAlgorithm::Hs256)
            return "jwt_algorithm is " + parse::lowered(jwtName(settings.jwtAlgorithm))
                + ": say --private-key FILE.";
        if (settings.jwtSecret.empty())
            return std::string("there is no jwt_secret in the settings, nor a --private-key.");
        return secretKey(settings.jwtSecret);
    }
    auto loaded = loadPrivateKey(
        settings.jwtAlgorithm == JwtAlgorithm::Hs256 ? JwtAlgorithm::Es256 : settings.jwtAlgorithm,
        file);
    // With nothing said of the algorithm, the key says it.
    if (std::holds_alternative<std::string>(loaded)
        && settings.jwtAlgorithm == JwtAlgorithm::Hs256) {
        if (auto other = loadPrivateKey(JwtAlgorithm::Rs256, file);
            std::holds_alternative<JwtKey>(other))
            return other;
    }
    if (auto* rule = std::get_if<std::string>(&loaded))
        return "--private-key " + file + ' ' + *rule + '.';
    return loaded;
}

int make(const SettingsInput& input, const Options& options)
{
    const auto loaded = loadOrExplain(input);
    if (!loaded)
        return exitBadUsage;
    const auto lasts = parse::duration(options.expires);
    constexpr auto aCentury = std::chrono::hours(24 * 36525);
    if (lasts ? *lasts > aCentury : options.expires != "never")
        return refuse(
            "--expires must be a time such as 30s, 1h or 7d, of a century at most, or never.");
    const auto key = signingKey(loaded->settings, options.privateKey);
    if (const auto* why = std::get_if<std::string>(&key))
        return refuse(*why);
    JwtClaims claims;
    claims.subject = options.user;
    claims.audience = loaded->settings.jwtAudience;
    claims.issuer = loaded->settings.jwtIssuer;
    claims.issuedAt = std::chrono::floor<std::chrono::seconds>(Clock::now());
    if (lasts)
        claims.expiresAt = std::chrono::floor<std::chrono::seconds>(Clock::now() + *lasts);
    return print(makeJwt(std::get<JwtKey>(key), claims) + '\n');
}

std::string tokenFrom(const std::string& argument)
{
    if (argument != "-")
        return argument;
    std::string line;
    std::getline(std::cin, line);
    return line;
}

std::string shown(const std::string& user)
{
    return user.empty() ? "nobody" : forTerminal(QString::fromStdString(user)).toStdString();
}

// What a JWT says of itself, whoever has signed it.
void describe(const std::string& token)
{
    const auto claims = readJwtClaims(token);
    if (!claims)
        return;
    std::cout << "User:      " << shown(claims->subject) << '\n';
    if (isClientId(claims->subject))
        std::cout << "Client id: " << claims->subject << '\n';
    std::cout << "Expires:   " << (claims->expiresAt ? timestamp(*claims->expiresAt) : "never")
              << '\n';
}

int check(const SettingsInput& input, const Options& options)
{
    const auto loaded = loadOrExplain(input);
    if (!loaded)
        return exitBadUsage;
    const auto made = Authenticator::make(loaded->settings);
    if (const auto* why = std::get_if<std::string>(&made))
        return refuse(*why);
    const auto& door = std::get<std::shared_ptr<const Authenticator>>(made);
    const std::string token = tokenFrom(options.token);
    describe(token);
    if (!door->asksForTokens())
        return print("Verdict:   accepted, as anything is: auth is none\n");
    const Admittance admittance = door->check(token, Clock::now());
    if (const auto* denial = std::get_if<Denial>(&admittance)) {
        print("Verdict:   refused: " + std::string(denial->why) + '\n');
        return exitFailed;
    }
    const auto& identity = std::get<Identity>(admittance);
    if (!identity.bySubject)
        std::cout << "User:      " << shown(identity.user) << '\n';
    return print("Verdict:   accepted\n");
}

int random()
{
    std::array<quint32, 8> numbers {}; // 256 bits
    QRandomGenerator::system()->fillRange(numbers.data(), numbers.size());
    return print(encodeBase64Url({ reinterpret_cast<const char*>(numbers.data()), sizeof numbers })
                 + '\n');
}

void addFlags(CLI::App& command, SettingsInput& input)
{
    addSettingFlags(command, input,
                    { "auth", "jwt_algorithm", "jwt_public_key", "jwt_audience", "jwt_issuer" });
}

} // namespace

void addTokenCommand(CLI::App& app, SettingsInput& input, Action& action)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("token", "Make and check the tokens that clients show");
    command->footer(lessons);
    command->require_subcommand(1);

    CLI::App* making = command->add_subcommand("make", "Print a JWT");
    making->add_option("-u,--user", options->user, "Whose it is: its sub")->required();
    making->add_option("-e,--expires", options->expires, "How long it lasts: 30s, 1h, 7d, never")
        ->capture_default_str();
    making->add_option("--private-key", options->privateKey,
                       "A PEM file to sign with, for rs256 and es256; else jwt_secret signs");
    addFlags(*making, input);
    making->callback([&input, options, &action] {
        action = [&input, options] { return make(input, *options); };
    });

    CLI::App* checking = command->add_subcommand(
        "check", "Say whose a token is, how long it lasts, and whether the server would take it");
    checking->add_option("token", options->token, "The token; - reads it from standard input")
        ->required();
    addFlags(*checking, input);
    checking->callback([&input, options, &action] {
        action = [&input, options] { return check(input, *options); };
    });

    CLI::App* rolling
        = command->add_subcommand("random", "Print a token that nobody can guess (256 bits)");
    rolling->callback([&action] { action = [] { return random(); }; });
}

} // namespace sluice
