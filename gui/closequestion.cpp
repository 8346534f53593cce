#include "gui/closequestion.h"

#include "gui/widgets/question.h"
#include <QCoreApplication>

namespace sluice {

namespace {

struct CloseQuestion {
    Q_DECLARE_TR_FUNCTIONS(CloseQuestion)
};

} // namespace

void askHowToClose(QWidget* window, const QString& node, bool draining, int clients,
                   const std::function<void(CloseAnswer)>& then)
{
    auto* question = new Question(
        window, CloseQuestion::tr("Close Window"),
        CloseQuestion::tr("%1 is running in this process.").arg(node),
        draining ? CloseQuestion::tr("It is draining and ends by itself when the last of %Ln "
                                     "client(s) has left.",
                                     nullptr, clients)
                 : CloseQuestion::tr("%Ln client(s) are connected. Without its window the server "
                                     "goes on until it gets a SIGTERM.",
                                     nullptr, clients));
    question->setSign(Glyph::Info, Tone::Muted);
    const auto add = [&](const char* name, const QString& text, CloseAnswer answer,
                         Tone tone = Tone::Plain) {
        question->addButton(QLatin1String(name), text, tone, [then, answer] { then(answer); });
    };
    add("keep", CloseQuestion::tr("Keep Running in Background"), CloseAnswer::KeepRunning);
    if (!draining)
        add("drain", CloseQuestion::tr("Drain and Quit"), CloseAnswer::DrainAndQuit);
    add("now",
        clients > 0 ? CloseQuestion::tr("Cut Off %Ln and Quit Now", nullptr, clients)
                    : CloseQuestion::tr("Quit Now"),
        CloseAnswer::QuitNow, clients > 0 ? Tone::Danger : Tone::Plain);
    question->addButton(QStringLiteral("cancel"), CloseQuestion::tr("Cancel"), Tone::Plain);
    question->open();
}

} // namespace sluice
