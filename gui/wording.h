#pragma once

#include <QString>
#include <chrono>

class QDateTime;

// Figures and times as people read them, in the language of the window. Main thread.
namespace sluice::wording {

QString number(quint64 value); // 10,482
QString rate(double perSecond); // 48.2/s · 9.4k/s
QString bytes(qint64 value); // 812 B · 1.4 KiB
QString byteRate(double perSecond); // 1.4 KiB/s
QString span(std::chrono::milliseconds time); // short: 12d 3h · 4m 10s · 8s
QString countdown(std::chrono::milliseconds time); // 01:18 · 1:02:09, rounded up
QString clockTime(const QDateTime& time); // 14:32:10, here
QString clients(quint64 count); // 1 client · 5 clients
QString connections(quint64 count); // 1 connection

} // namespace sluice::wording
