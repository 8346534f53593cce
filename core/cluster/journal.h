#pragma once

#include "core/hub/message.h"
#include <QObject>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sluice {

// One message as it is written down.
struct JournalLine {
    SharedMessage message;
    std::string idempotencyKey; // empty: none
};
using JournalBatch = std::shared_ptr<const std::vector<JournalLine>>;

// What was found written down when a process began.
struct JournalPast {
    std::string epoch;
    std::string sessionKey;
    // What can still be resumed from: contiguous, oldest first. The newest message of all is always
    // here, however old, for the order goes on behind it.
    std::vector<SharedMessage> messages;
    std::vector<JournalLine> keyed; // whose idempotency keys still count, oldest first
};

// Writes messages down, so that the order outlives the process. Control thread.
class Journal : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // Keeps all of the batch or nothing, and answers later, once, which of the two. Batches are
    // kept in the order of the calls.
    virtual void write(JournalBatch batch, std::function<void(bool kept)> answer) = 0;
    virtual bool isUp() const = 0; // whether the last it tried to keep was kept

Q_SIGNALS:
    void upChanged(bool up);
};

} // namespace sluice
