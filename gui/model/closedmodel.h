#pragma once

#include "gui/model/leaverlog.h"
#include "gui/model/rollingmodel.h"
#include "gui/model/wordfilter.h"

namespace sluice {

enum class ClosedColumn : quint8 {
    Time,
    Id,
    User,
    Address,
    Connected,
    Code,
    Reason,
    By,
    Received,
    Sent
};

// The connections that ended last, newest first.
class ClosedModel final : public RollingModel<Leaver> {
    Q_OBJECT
public:
    static constexpr int columns = static_cast<int>(ClosedColumn::Sent) + 1;

    explicit ClosedModel(QObject* parent = nullptr);

    void setFilter(const QString& text); // at once

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    bool fits(const Leaver& leaver) const override;

private:
    WordFilter m_filter;
};

namespace closewords {

QString codeName(int code); // of RFC 6455 §7.4, for people: "going away"

} // namespace closewords
} // namespace sluice
