#include "app/client/trustoption.h"
#include "core/auth/serverpin.h"
#include <CLI/CLI.hpp>
#include <QFile>
#include <QUrl>

namespace sluice {

using namespace Qt::StringLiterals;

ServerTrust TrustOption::trust() const
{
    return { QString::fromStdString(authorityFile), QString::fromStdString(pin) };
}

QString TrustOption::problem() const
{
    const ServerTrust given = trust();
    // By its text: Qt's TLS is not to be had before there is an application.
    QFile file(given.authorityFile);
    if (!given.authorityFile.isEmpty() && !file.open(QIODevice::ReadOnly))
        return u"--ca-file must name a readable file; %1 is none."_s.arg(given.authorityFile);
    if (file.isOpen() && !file.readAll().contains("-----BEGIN CERTIFICATE-----"))
        return u"--ca-file: %1."_s.arg(given.noAuthority());
    if (!given.pin.isEmpty() && !ServerPin::parse(pin))
        return u"--pin must look like sha256//BASE64, the SHA-256 of a public key; %1 does not."_s
            .arg(given.pin);
    return {};
}

QString TrustOption::problem(const QUrl& url) const
{
    const bool secure = url.scheme() == "https"_L1 || url.scheme() == "wss"_L1;
    if (!pin.empty() && !secure)
        return u"--pin is for https:// and wss:// alone: nothing else shows a key."_s;
    return problem();
}

void addTrustOption(CLI::App& command, TrustOption& option)
{
    command
        .add_option("--ca-file,--ca", option.authorityFile,
                    "Certificates in PEM that are trusted beside the system's")
        ->option_text("FILE");
    command
        .add_option("--pin", option.pin,
                    "The only key that the server may have, as for curl --pinnedpubkey")
        ->option_text("sha256//BASE64");
}

} // namespace sluice
