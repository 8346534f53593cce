#pragma once

#include "gui/model/logentry.h"
#include "gui/model/rollingmodel.h"
#include "gui/model/wordfilter.h"

namespace sluice {

enum class LogColumn : quint8 { Time, Level, Event, Message };

// The last lines of a server's log, newest last.
class LogModel final : public RollingModel<LogEntry> {
    Q_OBJECT
public:
    static constexpr std::size_t most = 10'000;
    static constexpr int columns = static_cast<int>(LogColumn::Message) + 1;

    explicit LogModel(QObject* parent = nullptr);

    void setFilter(const QString& text); // at once, as the next
    void setLeast(LogLevel least);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    bool fits(const LogEntry& entry) const override;

private:
    WordFilter m_filter;
    LogLevel m_least = LogLevel::Trace;
};

} // namespace sluice
