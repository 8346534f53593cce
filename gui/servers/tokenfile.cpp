#include "gui/servers/tokenfile.h"

#include <QCoreApplication>
#include <QFile>

namespace sluice {

namespace {

struct TokenFileWords {
    Q_DECLARE_TR_FUNCTIONS(TokenFile)
};

} // namespace

TokenFile TokenFile::read(const QString& path)
{
    constexpr qint64 longest = 65536;
    constexpr auto others
        = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return { {}, TokenFileWords::tr("The token file %1 cannot be read.").arg(path) };
    if (file.permissions() & others)
        return { {},
                 TokenFileWords::tr("Others can read the token file %1: make it yours alone with "
                                    "chmod 600.")
                     .arg(path) };
    const QString token = QString::fromUtf8(file.read(longest)).trimmed();
    if (token.isEmpty())
        return { {}, TokenFileWords::tr("The token file %1 is empty.").arg(path) };
    return { token, {} };
}

} // namespace sluice
