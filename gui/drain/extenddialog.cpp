#include "gui/drain/extenddialog.h"

#include "gui/console.h"
#include "gui/widgets/durationbox.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace sluice {

using namespace std::chrono_literals;

ExtendDialog::ExtendDialog(const Console& console, QWidget* parent)
    : QDialog(parent), m_console(console), m_timeout(new DurationBox(this)),
      m_explanation(new ToneLabel(Tone::Muted, this))
{
    setWindowTitle(tr("Extend the Drain of %1").arg(console.identity().node));
    constexpr auto more = 5min; // what somebody who asks for more time is likely to want
    const auto left = console.drain().untilDeadline(console.now());
    m_timeout->setLeast(1s);
    m_timeout->setDuration(std::chrono::ceil<std::chrono::minutes>(left) + more);
    const QString label = tr("&New deadline, from now");
    m_timeout->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    auto* form = new QFormLayout;
    form->addRow(label, m_timeout);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Set Deadline"), QDialogButtonBox::AcceptRole)
        ->setObjectName(QStringLiteral("set"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT ordered(m_timeout->duration());
        accept();
    });
    connect(m_timeout, &QSpinBox::valueChanged, this, &ExtendDialog::explain);
    constexpr int widthForSentences = 340;
    m_explanation->setMinimumWidth(widthForSentences);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(14);
    column->setContentsMargins(18, 18, 18, 14);
    column->addLayout(form);
    column->addWidget(m_explanation);
    column->addWidget(buttons);
    explain();
}

void ExtendDialog::explain()
{
    const QDateTime deadline = QDateTime::currentDateTime().addSecs(m_timeout->value());
    const bool sooner = m_timeout->duration() < m_console.drain().untilDeadline(m_console.now());
    m_explanation->setTone(sooner ? Tone::Warning : Tone::Muted);
    m_explanation->setText(sooner
                               ? tr("The deadline will be %1. That is sooner than now.")
                                     .arg(wording::clockTime(deadline))
                               : tr("The deadline will be %1.").arg(wording::clockTime(deadline)));
}

} // namespace sluice
