#pragma once

#include <cstdint>
#include <netinet/in.h>
#include <string_view>
#include <vector>

namespace sluice::bench {

// The processes of this machine that listen at `address` (proc(5)); empty when it is not a loopback
// address, or they are not ours to see. Several when workers share a listening socket.
std::vector<int> listeningProcesses(const sockaddr_in& address);

// The socket inodes that listen at `address`, out of /proc/net/tcp or /proc/net/tcp6. Pure.
std::vector<std::uint64_t> listeningInodes(std::string_view table, const sockaddr_in& address);

} // namespace sluice::bench
