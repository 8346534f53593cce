#include "gui/connections/csvexport.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QSaveFile>

namespace sluice::csvexport {

namespace {

struct CsvExport {
    Q_DECLARE_TR_FUNCTIONS(CsvExport)
};

} // namespace

QString write(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return {};
    return file.errorString();
}

void ask(QWidget* window, QObject* context, const QString& name, const QByteArray& content,
         std::function<void(const QString& path, const QString& failure)> then)
{
    auto* dialog = new QFileDialog(window, CsvExport::tr("Export as CSV"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(CsvExport::tr("Tables (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::fileSelected, context,
                     [content, then = std::move(then)](const QString& path) {
                         then(path, write(path, content));
                     });
    dialog->open();
}

} // namespace sluice::csvexport
