#pragma once

namespace sluice {

// The listening descriptor that systemd passes on to a service with a socket unit
// (sd_listen_fds(3): LISTEN_PID, LISTEN_FDS). -1: none. The variables are taken out of the
// environment, so that no child believes they are for it; all descriptors get close-on-exec, and
// all but the first are closed with a log line. Main thread, before there are others.
int takeActivatedDescriptor();

} // namespace sluice
