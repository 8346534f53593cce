#include "app/bench/serverprocess.h"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace sluice::bench {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view listenState = "0A";

// The kernel prints an address as 32-bit words in host order.
bool isHeard(std::string_view local, const sockaddr_in& address)
{
    std::array<char, 16> port {};
    std::snprintf(port.data(), port.size(), ":%04X", unsigned { ntohs(address.sin_port) });
    const auto colon = local.find(':');
    if (colon == std::string_view::npos || local.substr(colon) != port.data())
        return false;
    const auto host = local.substr(0, colon);
    if (host.find_first_not_of('0') == std::string_view::npos)
        return true; // every interface
    std::array<char, 16> own {};
    std::snprintf(own.data(), own.size(), "%08X", address.sin_addr.s_addr);
    return host == own.data() // or mapped into IPv6 (RFC 4291 §2.5.5.2)
        || host == "0000000000000000FFFF0000" + std::string(own.data());
}

std::string readAll(const std::string& path)
{
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

bool holdsAny(const fs::path& descriptors, const std::vector<std::string>& links)
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(descriptors, error)) {
        const auto link = fs::read_symlink(entry.path(), error).string();
        if (std::find(links.begin(), links.end(), link) != links.end())
            return true;
    }
    return false;
}

} // namespace

std::vector<std::uint64_t> listeningInodes(std::string_view table, const sockaddr_in& address)
{
    std::vector<std::uint64_t> inodes;
    std::istringstream lines { std::string(table) };
    for (std::string line; std::getline(lines, line);) {
        // sl local remote st tx:rx tr:when retransmits uid timeout inode …
        std::istringstream words(line);
        std::array<std::string, 10> field;
        for (std::string& word : field)
            words >> word;
        std::uint64_t inode = 0;
        const auto& digits = field[9];
        std::from_chars(digits.data(), digits.data() + digits.size(), inode);
        if (field[3] == listenState && inode != 0 && isHeard(field[1], address))
            inodes.push_back(inode);
    }
    return inodes;
}

std::vector<int> listeningProcesses(const sockaddr_in& address)
{
    if ((ntohl(address.sin_addr.s_addr) >> 24U) != IN_LOOPBACKNET)
        return {};
    std::vector<std::string> links;
    for (const char* table : { "/proc/net/tcp", "/proc/net/tcp6" })
        for (const auto inode : listeningInodes(readAll(table), address))
            links.push_back("socket:[" + std::to_string(inode) + "]");
    std::vector<int> pids;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/proc", error)) {
        const std::string name = entry.path().filename().string();
        int pid = 0;
        const auto end = name.data() + name.size();
        const bool isProcess = std::from_chars(name.data(), end, pid).ptr == end;
        // The first process may hold the socket for the service it has started.
        if (isProcess && pid > 1 && !links.empty() && holdsAny(entry.path() / "fd", links))
            pids.push_back(pid);
    }
    std::sort(pids.begin(), pids.end());
    return pids;
}

} // namespace sluice::bench
