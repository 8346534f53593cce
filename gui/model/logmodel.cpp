#include "gui/model/logmodel.h"

#include "gui/look/glyph.h"
#include "gui/look/plaintip.h"
#include "gui/look/tones.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QGuiApplication>
#include <QPalette>

namespace sluice {

namespace {

QString say(const char* source)
{
    return QCoreApplication::translate("log", source);
}

struct Sign {
    Glyph glyph;
    Tone tone;
    const char* word;
};

Sign sign(LogLevel level)
{
    switch (level) {
    case LogLevel::Trace:
        return { Glyph::Hollow, Tone::Muted, QT_TRANSLATE_NOOP("log", "Trace") };
    case LogLevel::Debug:
        return { Glyph::Hollow, Tone::Muted, QT_TRANSLATE_NOOP("log", "Debug") };
    case LogLevel::Info:
        return { Glyph::Info, Tone::Muted, QT_TRANSLATE_NOOP("log", "Info") };
    case LogLevel::Warning:
        return { Glyph::Warning, Tone::Warning, QT_TRANSLATE_NOOP("log", "Warning") };
    case LogLevel::Error:
        break;
    }
    return { Glyph::Failed, Tone::Danger, QT_TRANSLATE_NOOP("log", "Error") };
}

QString text(LogColumn column, const LogEntry& entry)
{
    switch (column) {
    case LogColumn::Time:
        return entry.time < 0
            ? QString()
            : QDateTime::fromMSecsSinceEpoch(entry.time).toString(QStringLiteral("HH:mm:ss.zzz"));
    case LogColumn::Level:
        return say(sign(entry.level).word);
    case LogColumn::Event:
        return entry.event;
    case LogColumn::Message:
        return entry.whole();
    }
    return {};
}

QVariant look(int role, const LogEntry& entry)
{
    const Sign shown = sign(entry.level);
    const QColor colour = toneColour(shown.tone, QGuiApplication::palette());
    return role == Qt::DecorationRole ? QVariant(glyphIcon(shown.glyph, colour)) : QVariant(colour);
}

} // namespace

LogModel::LogModel(QObject* parent) : RollingModel(most, Newest::Last, parent) { }

void LogModel::setFilter(const QString& text)
{
    m_filter = WordFilter(
        text, { QStringLiteral("event"), QStringLiteral("category"), QStringLiteral("level") });
    filterAnew();
}

void LogModel::setLeast(LogLevel least)
{
    m_least = least;
    filterAnew();
}

bool LogModel::fits(const LogEntry& entry) const
{
    if (entry.level < m_least)
        return false;
    if (m_filter.isEmpty())
        return true;
    const std::string_view level = eventlog::word(entry.level);
    return m_filter.matches(
        { entry.event, entry.category,
          QString::fromLatin1(level.data(), static_cast<qsizetype>(level.size())), entry.message,
          entry.fields });
}

int LogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<LogColumn>(index.column());
    const LogEntry& entry = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(column, entry);
    case Qt::ToolTipRole:
        return column == LogColumn::Message ? plainTip(entry.whole()) : QVariant();
    case Qt::DecorationRole:
    case Qt::ForegroundRole:
        return column == LogColumn::Level ? look(role, entry) : QVariant();
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<LogColumn>(section)) {
    case LogColumn::Time:
        return say(QT_TRANSLATE_NOOP("log", "Time"));
    case LogColumn::Level:
        return say(QT_TRANSLATE_NOOP("log", "Level"));
    case LogColumn::Event:
        return say(QT_TRANSLATE_NOOP("log", "Event"));
    case LogColumn::Message:
        return say(QT_TRANSLATE_NOOP("log", "Message"));
    }
    return {};
}

} // namespace sluice
