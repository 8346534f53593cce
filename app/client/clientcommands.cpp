#include "app/client/clientcommands.h"
#include "app/bench/benchcommand.h"
#include "app/client/clientscommand.h"
#include "app/client/draincommand.h"
#include "app/client/healthcheckcommand.h"
#include "app/client/listencommand.h"
#include "app/client/publishcommand.h"
#include "app/client/restartcommand.h"

namespace sluice {

void addClientCommands(CLI::App& app, Action& action)
{
    addListenCommand(app, action);
    addPublishCommand(app, action);
    addClientsCommand(app, action);
    addDrainCommand(app, action);
    addRestartCommand(app, action);
    addHealthcheckCommand(app, action);
    addBenchCommand(app, action);
}

} // namespace sluice
