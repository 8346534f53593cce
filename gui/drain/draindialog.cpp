#include "gui/drain/draindialog.h"

#include "gui/console.h"
#include "gui/drain/planpreview.h"
#include "gui/widgets/durationbox.h"
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace sluice {

using namespace std::chrono_literals;

DrainDialog::DrainDialog(Console& console, QWidget* parent)
    : QDialog(parent), m_console(console), m_timeout(new DurationBox(this)),
      m_delay(new DurationBox(this)), m_ramp(new DurationBox(this)), m_reason(new QLineEdit(this)),
      m_preview(new PlanPreview(this))
{
    setWindowTitle(tr("Drain %1").arg(console.identity().node));
    makeForm();
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &DrainDialog::plan);
    for (DurationBox* box : { m_timeout, m_delay, m_ramp })
        connect(box, &QSpinBox::valueChanged, this, &DrainDialog::planSoon);
    plan();
}

void DrainDialog::makeForm()
{
    const DrainTimes& times = m_console.drain().facts().times;
    m_timeout->setLeast(1s);
    m_timeout->setDuration(times.timeout);
    m_delay->setDuration(times.delay);
    m_ramp->setDuration(times.ramp);
    m_timeout->setToolTip(tr("Until the deadline: who is left then is closed"));
    m_delay->setToolTip(tr("Before newcomers are refused, so that load balancers look away first"));
    m_ramp->setToolTip(tr("Before the deadline: clients are closed one after another"));
    m_reason->setPlaceholderText(tr("for the log and for clients, such as: version 2.4"));
    constexpr int longestReason = 100;
    m_reason->setMaxLength(longestReason);

    auto* form = new QFormLayout;
    form->setSpacing(10);
    form->addRow(tr("&Time for clients to leave"), m_timeout);
    form->addRow(tr("&Delay before it begins"), m_delay);
    form->addRow(tr("&Close the rest during the last"), m_ramp);
    form->addRow(tr("&Reason"), m_reason);
    for (QWidget* field : { static_cast<QWidget*>(m_timeout), static_cast<QWidget*>(m_delay),
                            static_cast<QWidget*>(m_ramp), static_cast<QWidget*>(m_reason) })
        field->setAccessibleName(
            static_cast<QLabel*>(form->labelForField(field))->text().remove(QLatin1Char('&')));

    auto* buttons = new QDialogButtonBox(this);
    m_start = buttons->addButton(tr("Start Drain"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("start"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT ordered(order());
        accept();
    });

    auto* column = new QVBoxLayout(this);
    column->setSpacing(14);
    column->setContentsMargins(18, 18, 18, 14);
    column->addLayout(form);
    column->addWidget(m_preview, 1);
    column->addWidget(buttons);
}

void DrainDialog::planSoon()
{
    constexpr int restMs = 150;
    m_pause.start(restMs);
}

void DrainDialog::plan()
{
    QJsonObject question = order();
    question.insert(QStringLiteral("dry_run"), true);
    m_console.command(
        QStringLiteral("drain"), question, this,
        [this, asked = ++m_asked](const CommandResult& result, const QJsonObject& whole) {
            if (asked == m_asked)
                showPlan(result, whole[QLatin1String("plan")].toObject());
        });
}

void DrainDialog::showPlan(const CommandResult& result, const QJsonObject& plan)
{
    m_start->setEnabled(result.ok);
    if (result.ok)
        m_preview->display(planwords::steps(DrainTimes::fromJson(plan),
                                            m_console.connections().count(),
                                            QDateTime::currentDateTime()),
                           result.adjustments);
    else
        m_preview->refuse(result.message.isEmpty() ? tr("There is no contact to the server.")
                                                   : result.message);
    // A dialog does not grow by itself with sentences that wrap.
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height())
        resize(width(), needed);
}

QJsonObject DrainDialog::order() const
{
    QJsonObject order { { QStringLiteral("timeout_s"), m_timeout->value() },
                        { QStringLiteral("delay_s"), m_delay->value() },
                        { QStringLiteral("ramp_s"), m_ramp->value() } };
    if (const QString reason = m_reason->text().trimmed(); !reason.isEmpty())
        order.insert(QStringLiteral("reason"), reason);
    return order;
}

} // namespace sluice
