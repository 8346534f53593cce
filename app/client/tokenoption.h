#pragma once

#include <QString>
#include <string>

namespace CLI {
class App;
}

namespace sluice {

// The token that a command shows the server.
struct TokenOption {
    std::string text; // --token
    std::string file; // --token-file

    struct Found {
        QString token; // empty: none is set, which is in order
        QString problem; // a sentence, when a file cannot be used or two sources compete
    };
    // A flag wins over the environment, whose SLUICE_ADMIN_TOKEN and SLUICE_ADMIN_TOKEN_FILE mean
    // what they mean to the server.
    [[nodiscard]] Found find() const;
    // The same for a token that lets a client in: SLUICE_CLIENT_TOKEN and SLUICE_CLIENT_TOKEN_FILE.
    [[nodiscard]] Found findClients() const;
};

// Adds --token and --token-file for a client's own.
void addClientTokenOption(CLI::App& command, TokenOption& option);

// Adds --token and --token-file; `whose` is "admin" or "admin or viewer".
void addTokenOption(CLI::App& command, TokenOption& option, const std::string& whose);

} // namespace sluice
