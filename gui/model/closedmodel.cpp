#include "gui/model/closedmodel.h"

#include "gui/look/plaintip.h"
#include "gui/wording.h"
#include <QCoreApplication>
#include <QLocale>

namespace sluice {

namespace {

using Column = ClosedColumn;

QString say(const char* source)
{
    return QCoreApplication::translate("closed", source);
}

QString title(Column column)
{
    switch (column) {
    case Column::Time:
        return say(QT_TRANSLATE_NOOP("closed", "Time"));
    case Column::Id:
        return say(QT_TRANSLATE_NOOP("closed", "ID"));
    case Column::User:
        return say(QT_TRANSLATE_NOOP("closed", "User"));
    case Column::Address:
        return say(QT_TRANSLATE_NOOP("closed", "Address"));
    case Column::Connected:
        return say(QT_TRANSLATE_NOOP("closed", "Connected"));
    case Column::Code:
        return say(QT_TRANSLATE_NOOP("closed", "Code"));
    case Column::Reason:
        return say(QT_TRANSLATE_NOOP("closed", "Reason"));
    case Column::By:
        return say(QT_TRANSLATE_NOOP("closed", "By"));
    case Column::Received:
        return say(QT_TRANSLATE_NOOP("closed", "Received"));
    case Column::Sent:
        return say(QT_TRANSLATE_NOOP("closed", "Sent"));
    }
    return {};
}

QString codeText(int code)
{
    return code == 0 ? QStringLiteral("–")
                     : QString::number(code) + QLatin1Char(' ') + closewords::codeName(code);
}

QString connectedFor(const Leaver& leaver)
{
    if (leaver.last.connectedAt < 0)
        return QStringLiteral("–");
    return wording::span(
        std::chrono::milliseconds(leaver.when.toMSecsSinceEpoch() - leaver.last.connectedAt));
}

QString text(Column column, const Leaver& leaver)
{
    switch (column) {
    case Column::Time:
        return wording::clockTime(leaver.when);
    case Column::Id:
        return leaver.last.id;
    case Column::User:
        return leaver.last.user;
    case Column::Address:
        return leaver.last.peer; // who asks for the port points at it
    case Column::Connected:
        return connectedFor(leaver);
    case Column::Code:
        return codeText(leaver.code);
    case Column::Reason:
        return leaver.reason;
    case Column::By:
        return leaver.byServer ? say(QT_TRANSLATE_NOOP("closed", "Server"))
                               : say(QT_TRANSLATE_NOOP("closed", "Client"));
    case Column::Received:
        return wording::bytes(leaver.last.inBytes);
    case Column::Sent:
        return wording::bytes(leaver.last.outBytes);
    }
    return {};
}

QString toolTip(Column column, const Leaver& leaver)
{
    if (column == Column::Time)
        return QLocale().toString(leaver.when.toLocalTime(), QLocale::LongFormat);
    if (column == Column::Address && !leaver.last.peer.isEmpty())
        return plainTip(leaver.last.address());
    return column == Column::Reason || column == Column::Id ? plainTip(text(column, leaver))
                                                            : QString();
}

bool isNumber(Column column)
{
    return column == Column::Connected || column == Column::Received || column == Column::Sent;
}

int alignment(Column column)
{
    const auto side = isNumber(column) ? Qt::AlignRight : Qt::AlignLeft;
    return static_cast<int>(side | Qt::AlignVCenter);
}

} // namespace

ClosedModel::ClosedModel(QObject* parent) : RollingModel(LeaverLog::most, Newest::First, parent) { }

void ClosedModel::setFilter(const QString& text)
{
    m_filter = WordFilter(text,
                          { QStringLiteral("id"), QStringLiteral("user"), QStringLiteral("peer"),
                            QStringLiteral("agent"), QStringLiteral("code"),
                            QStringLiteral("reason"), QStringLiteral("by") });
    filterAnew();
}

bool ClosedModel::fits(const Leaver& leaver) const
{
    if (m_filter.isEmpty())
        return true;
    return m_filter.matches(
        { leaver.last.id, leaver.last.user, leaver.last.address(), leaver.last.userAgent,
          codeText(leaver.code), leaver.reason,
          leaver.byServer ? QStringLiteral("server") : QStringLiteral("client") });
}

int ClosedModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ClosedModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(column, at(index.row()));
    case Qt::ToolTipRole:
        return toolTip(column, at(index.row()));
    case Qt::TextAlignmentRole:
        return alignment(column);
    default:
        return {};
    }
}

QVariant ClosedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::DisplayRole)
        return title(static_cast<Column>(section));
    if (role == Qt::TextAlignmentRole)
        return alignment(static_cast<Column>(section));
    return {};
}

QString closewords::codeName(int code)
{
    struct Name {
        int code;
        const char* text;
    };
    static constexpr Name names[] = {
        { 1000, QT_TRANSLATE_NOOP("closed", "normal") },
        { 1001, QT_TRANSLATE_NOOP("closed", "going away") },
        { 1002, QT_TRANSLATE_NOOP("closed", "protocol error") },
        { 1003, QT_TRANSLATE_NOOP("closed", "unsupported data") },
        { 1005, QT_TRANSLATE_NOOP("closed", "no code") },
        { 1006, QT_TRANSLATE_NOOP("closed", "line lost") },
        { 1007, QT_TRANSLATE_NOOP("closed", "invalid text") },
        { 1008, QT_TRANSLATE_NOOP("closed", "policy") },
        { 1009, QT_TRANSLATE_NOOP("closed", "message too big") },
        { 1010, QT_TRANSLATE_NOOP("closed", "extension missing") },
        { 1011, QT_TRANSLATE_NOOP("closed", "internal error") },
        { 1012, QT_TRANSLATE_NOOP("closed", "service restart") },
        { 1013, QT_TRANSLATE_NOOP("closed", "try again later") },
        { 1014, QT_TRANSLATE_NOOP("closed", "bad gateway") },
    };
    for (const Name& name : names)
        if (name.code == code)
            return say(name.text);
    constexpr int firstOwn = 3000;
    constexpr int endOwn = 5000;
    return code >= firstOwn && code < endOwn ? say(QT_TRANSLATE_NOOP("closed", "custom"))
                                             : say(QT_TRANSLATE_NOOP("closed", "unknown"));
}

} // namespace sluice
