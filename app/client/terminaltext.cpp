#include "app/client/terminaltext.h"

namespace sluice {

QString forTerminal(QString text)
{
    for (QChar& c : text) {
        const bool control = c.category() == QChar::Other_Control; // C0, DEL and C1
        const bool direction = c.unicode() >= 0x202a && c.unicode() <= 0x202e; // turns lines round
        if ((control && c != u'\n' && c != u'\t') || direction)
            c = QChar::ReplacementCharacter;
    }
    return text;
}

void printLine(std::FILE* stream, const QString& line)
{
    const QByteArray octets = line.toUtf8() + '\n';
    std::fwrite(octets.constData(), 1, static_cast<std::size_t>(octets.size()), stream);
    std::fflush(stream);
}

} // namespace sluice
