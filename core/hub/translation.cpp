#include "core/hub/translation.h"

#include <QCoreApplication>
#include <QTranslator>
#include <memory>

namespace sluice {

bool installTranslation(Locale locale)
{
    // English is a translation too: only a .qm file knows "1 client" from "2 clients".
    const QString file = locale == Locale::Ukrainian ? QStringLiteral(":/i18n/sluice_uk.qm")
                                                     : QStringLiteral(":/i18n/sluice_en.qm");
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(file))
        return false;
    if (auto* before = QCoreApplication::instance()->findChild<QTranslator*>(
            QString(), Qt::FindDirectChildrenOnly)) {
        QCoreApplication::removeTranslator(before);
        delete before;
    }
    translator->setParent(QCoreApplication::instance());
    return QCoreApplication::installTranslator(translator.release());
}

} // namespace sluice
