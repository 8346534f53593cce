#include "gui/dialogs/aboutdialog.h"

#include "gui/look/emblem.h"
#include "gui/widgets/tonelabel.h"
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace sluice {

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("About Sluice"));
    constexpr int side = 64;
    constexpr double larger = 1.4;
    auto* picture = new QLabel(this);
    picture->setPixmap(emblem::icon().pixmap(side, side));
    auto* name = new ToneLabel(Tone::Plain, this);
    name->setScale(larger, true);
    name->setText(QStringLiteral("Sluice " SLUICE_VERSION));
    auto* purpose = new ToneLabel(Tone::Plain, this);
    purpose->setText(tr("A WebSocket notification server that can be restarted at noon."));
    auto* parts = new ToneLabel(Tone::Muted, this);
    parts->setText(tr("With Qt %1.").arg(QString::fromLatin1(qVersion())));
    auto* words = new QVBoxLayout;
    for (ToneLabel* label : { name, purpose, parts }) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setAccessibleName(label->text());
        words->addWidget(label);
    }
    words->addStretch();
    auto* top = new QHBoxLayout;
    top->setSpacing(16);
    top->addWidget(picture, 0, Qt::AlignTop);
    top->addLayout(words);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole)->setFocus();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(18);
    column->setContentsMargins(20, 20, 20, 16);
    column->addLayout(top);
    column->addWidget(buttons);
}

} // namespace sluice
