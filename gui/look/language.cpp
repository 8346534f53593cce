#include "gui/look/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace sluice {

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_words);
    QCoreApplication::removeTranslator(&m_qtWords);
}

Language::Tongue Language::preferred()
{
    return QLocale::system().language() == QLocale::Ukrainian ? Tongue::Ukrainian : Tongue::English;
}

void Language::choose(Tongue tongue)
{
    m_chosen = tongue;
    if (tongue != m_spoken)
        speak(tongue);
}

bool Language::speak(Tongue tongue)
{
    m_spoken = tongue;
    const bool ukrainian = tongue == Tongue::Ukrainian;
    QLocale::setDefault(ukrainian ? QLocale(QLocale::Ukrainian, QLocale::Ukraine)
                                  : QLocale(QLocale::English, QLocale::UnitedStates));
    QCoreApplication::removeTranslator(&m_words);
    QCoreApplication::removeTranslator(&m_qtWords);
    if (ukrainian
        && m_qtWords.load(QStringLiteral("qtbase_uk"),
                          QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qtWords);
    // English is a translation too: only a .qm file knows "1 client" from "2 clients".
    return m_words.load(ukrainian ? QStringLiteral(":/i18n/sluice_console_uk.qm")
                                  : QStringLiteral(":/i18n/sluice_console_en.qm"))
        && QCoreApplication::installTranslator(&m_words);
}

} // namespace sluice
