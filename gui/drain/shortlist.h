#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <functional>
#include <vector>

namespace sluice {

// A few lines of text about connections for a small table. Main thread.
class ShortList final : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Line {
        QString id; // of the connection
        QStringList cells;
    };
    using Titles = std::function<QStringList()>; // asked anew when the language changes

    explicit ShortList(Titles titles, QObject* parent = nullptr);

    void setLines(std::vector<Line> lines);
    QString idAt(int row) const { return m_lines[static_cast<std::size_t>(row)].id; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Titles m_titles;
    std::vector<Line> m_lines;
};

} // namespace sluice
