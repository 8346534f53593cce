#pragma once

#include <QDirIterator>
#include <QFile>
#include <initializer_list>

namespace sluice::support {

// Every source file under these folders of `root`: visit(path from root, text). How many there are;
// -1 when one cannot be read.
template <class Visit>
int eachSourceFile(const QDir& root, std::initializer_list<const char*> folders, Visit visit)
{
    int files = 0;
    for (const char* folder : folders) {
        QDirIterator walk(root.filePath(QLatin1String(folder)),
                          { QStringLiteral("*.h"), QStringLiteral("*.cpp") }, QDir::Files,
                          QDirIterator::Subdirectories);
        for (; walk.hasNext(); ++files) {
            QFile file(walk.next());
            if (!file.open(QIODevice::ReadOnly))
                return -1;
            visit(root.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll()));
        }
    }
    return files;
}

} // namespace sluice::support
