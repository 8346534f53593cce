#pragma once

#include <QTableView>
#include <functional>

namespace sluice {

// A table of things that come one after another. While the newest is in sight it stays so; once
// the operator scrolls away, what is read stays in its place, whatever comes and goes.
class RollingTable final : public QTableView {
    Q_OBJECT
public:
    enum class Newest : quint8 { AtTop, AtBottom };

    RollingTable(Newest newest, QAbstractItemModel* model, QWidget* parent = nullptr);

    void setColumnWidths(std::initializer_list<int> letters); // the last one takes what is left
    QString columnWidths() const; // as text, in pixels
    void restoreColumnWidths(const QString& widths); // nonsense changes nothing
    void change(const std::function<void()>& rows); // they come, go and move in here alone
    bool isFollowing() const { return m_following; }
    void goToNewest();
    QString selectedText() const; // tab-separated
    int selectedCount() const;

Q_SIGNALS:
    void followingChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void onScrolled();
    void setFollowing(bool following);
    int newestEnd() const; // where the scroll bar shows the newest

    const Newest m_newest;
    bool m_following = true;
    bool m_moving = false; // we, not the operator
};

} // namespace sluice
