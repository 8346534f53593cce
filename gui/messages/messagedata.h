#pragma once

#include <QJsonValue>
#include <QString>
#include <optional>

namespace sluice {

// What an operator wrote, as the `data` of a message. A value.
struct MessageData {
    enum class Format : quint8 { Text, Json };

    std::optional<QJsonValue> data; // nothing: it is empty or no JSON
    QString mistake; // in a sentence, with its place
    qsizetype position = -1; // of the mistake, in the text
    qsizetype octets = 0; // on the wire

    static MessageData read(const QString& text, Format format);
};

} // namespace sluice
