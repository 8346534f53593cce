#pragma once

#include "core/hub/message.h"
#include <QObject>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace sluice {

// Gives every message its place in the one order, and says when it is there. Control thread.
class Backplane : public QObject {
    Q_OBJECT
public:
    enum class Outcome {
        Appended,
        Repeated, // the same idempotency key and the same words: `message` is the earlier one
        KeyReused, // the same key for other words
        NotAvailable
    };
    struct Result {
        Outcome outcome = Outcome::NotAvailable;
        SharedMessage message;
    };

    using QObject::QObject;

    // Answers once, now or later.
    virtual void append(Draft draft, std::function<void(const Result&)> answer) = 0;
    // Whether append() would answer from memory; then the draft's addressee need not be here.
    virtual bool remembers(const std::string& idempotencyKey) = 0;
    virtual const std::string& epoch() const = 0;
    virtual std::uint64_t head() const = 0; // offset of the newest delivered message; 0 at first
    // What was said before this process began and can still be resumed from, oldest first.
    virtual std::vector<SharedMessage> past() const { return {}; }
    // Publications that may still be repeated, oldest first, for whoever goes on with this order.
    virtual std::vector<KeyedMessage> keys() const { return {}; }
    // Whether others deliver this order as well, some of them perhaps sooner.
    virtual bool isShared() const { return false; }
    virtual bool isUp() const { return true; } // whether messages can be put in order just now
    // Calls back once everything appended so far is answered, at once if it is.
    virtual void settle(const std::function<void()>& settled) { settled(); }

Q_SIGNALS:
    // Each message once, in order, before append() answers.
    void delivered(const sluice::SharedMessage& message);
    void upChanged(bool up);
    // How long ago what was delivered last had been said; while it is not up, how long for.
    void lagChanged(double seconds);
    // These were said and will never be delivered here. The next one delivered is `to` + 1.
    void trimmed(std::uint64_t from, std::uint64_t to);
    // One request of ours gave so many messages their places; one brought so many to deliver. Only
    // where the order is kept by somebody else.
    void placedTogether(std::size_t messages);
    void readTogether(std::size_t messages);
    // The order was lost where it is kept. Another one has begun, with an epoch of its own and
    // offsets from 1; no position in the former one means anything any more.
    void restarted();

protected:
    // The answer to a draft whose idempotency key belongs to an earlier message.
    static Result repetition(const SharedMessage& earlier, const Draft& draft)
    {
        const bool same = earlier->data == draft.data && earlier->to == draft.to;
        return { same ? Outcome::Repeated : Outcome::KeyReused, earlier };
    }
};

} // namespace sluice
