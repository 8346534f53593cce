#pragma once

#include <QObject>
#include <QTimer>
#include <string>

namespace sluice {

// The admin stream's topic `log`: what the process logs, fetched four times a second while
// somebody watches. A flood of lines is cut and the gap told. Control thread; one a process.
class LogFeed final : public QObject {
    Q_OBJECT
public:
    explicit LogFeed(QObject* parent = nullptr);
    ~LogFeed() override;

    void setWatched(bool watched);

Q_SIGNALS:
    void due(const std::string& message);

private:
    void fetch();

    QTimer m_beat { this };
};

} // namespace sluice
