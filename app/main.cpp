#include "app/commandline.h"

#include <csignal>

int main(int argc, char** argv)
{
    // A reader of ours that goes away, such as a log pipe, is an error of one write, not our end.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // nor is a file that may grow no further
    return sluice::runCommandLine(argc, argv);
}
