#pragma once

#include "core/cluster/journal.h"
#include <deque>

namespace sluice {

// Keeps batches waiting until it is told what becomes of them.
class ScriptedJournal final : public Journal {
public:
    struct Written {
        JournalBatch batch;
        std::function<void(bool)> answer;
    };

    void write(JournalBatch batch, std::function<void(bool kept)> answer) override
    {
        waiting.push_back({ std::move(batch), std::move(answer) });
    }
    bool isUp() const override { return m_up; }

    void finish(bool kept) // the oldest
    {
        const Written written = std::move(waiting.front());
        waiting.pop_front();
        if (kept)
            lines.insert(lines.end(), written.batch->begin(), written.batch->end());
        if (std::exchange(m_up, kept) != kept)
            Q_EMIT upChanged(kept);
        written.answer(kept);
    }
    void finishAll()
    {
        while (!waiting.empty())
            finish(true);
    }

    std::deque<Written> waiting;
    std::vector<JournalLine> lines; // what was kept

private:
    bool m_up = true;
};

} // namespace sluice
