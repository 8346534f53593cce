#include "app/commandline.h"

#include <csignal>
#include <openssl/crypto.h>

int main(int argc, char** argv)
{
    // A reader of ours that goes away, such as a log pipe, is an error of one write, not our end.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // nor is a file that may grow no further
    // A thread of Qt's that spoke HTTPS may end after exit() has begun: OpenSSL's clean-up would
    // then have gone before it, and what the thread still has to give back would go nowhere.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
    return sluice::runCommandLine(argc, argv);
}
