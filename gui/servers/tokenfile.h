#pragma once

#include <QString>

namespace sluice {

// What a token file holds, read now. A value.
struct TokenFile {
    QString token;
    QString problem; // a sentence, in the language of the window; empty: all is well

    static TokenFile read(const QString& path);
};

} // namespace sluice
