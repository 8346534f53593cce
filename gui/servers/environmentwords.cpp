#include "gui/servers/environmentwords.h"

#include "gui/look/tones.h"
#include <QCoreApplication>
#include <QPalette>

namespace sluice {

namespace {

struct EnvironmentWords {
    Q_DECLARE_TR_FUNCTIONS(EnvironmentWords)
};

} // namespace

QString environmentName(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return EnvironmentWords::tr("Development");
    case Environment::Staging:
        return EnvironmentWords::tr("Staging");
    case Environment::Production:
        return EnvironmentWords::tr("Production");
    case Environment::None:
        break;
    }
    return EnvironmentWords::tr("None");
}

QString environmentMark(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return EnvironmentWords::tr("DEV");
    case Environment::Staging:
        return EnvironmentWords::tr("STAGE");
    case Environment::Production:
        return EnvironmentWords::tr("PROD");
    case Environment::None:
        break;
    }
    return {};
}

QColor environmentColour(Environment environment, const QPalette& palette)
{
    switch (environment) {
    case Environment::Production:
        return toneColour(Tone::Danger, palette);
    case Environment::Staging:
        return toneColour(Tone::Warning, palette);
    case Environment::Development:
    case Environment::None:
        break;
    }
    return toneColour(Tone::Good, palette);
}

} // namespace sluice
