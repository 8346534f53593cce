// Plays every file of the corpora through its target, in the ordinary build: what a fuzzer has once
// found stays found. fuzz_corpus FOLDER plays FOLDER/fuzz_TARGET/*.
#include "tests/fuzz/require.h"
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

extern "C" {
// clang-format off
int fuzz_adminrequest(const std::uint8_t* data, std::size_t size);
int fuzz_command(const std::uint8_t* data, std::size_t size);
int fuzz_deflateoffer(const std::uint8_t* data, std::size_t size);
int fuzz_framecodec(const std::uint8_t* data, std::size_t size);
int fuzz_httphead(const std::uint8_t* data, std::size_t size);
int fuzz_proxyheader(const std::uint8_t* data, std::size_t size);
int fuzz_redisreply(const std::uint8_t* data, std::size_t size);
int fuzz_settingsfile(const std::uint8_t* data, std::size_t size);
int fuzz_takeoverwire(const std::uint8_t* data, std::size_t size);
// clang-format on
}

namespace {

struct Target {
    std::string_view name;
    int (*play)(const std::uint8_t* data, std::size_t size);
};

constexpr Target targets[] = {
    { "fuzz_adminrequest", fuzz_adminrequest }, { "fuzz_command", fuzz_command },
    { "fuzz_deflateoffer", fuzz_deflateoffer }, { "fuzz_framecodec", fuzz_framecodec },
    { "fuzz_httphead", fuzz_httphead },         { "fuzz_proxyheader", fuzz_proxyheader },
    { "fuzz_redisreply", fuzz_redisreply },     { "fuzz_settingsfile", fuzz_settingsfile },
    { "fuzz_takeoverwire", fuzz_takeoverwire },
};

std::string playing; // for whoever reads of an abort

void playFile(const Target& target, const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string octets { std::istreambuf_iterator<char>(file), {} };
    // A buffer of exactly its size, so that a sanitizer sees a step beyond it.
    const std::vector<std::uint8_t> input(octets.begin(), octets.end());
    playing = path.string();
    target.play(input.data(), input.size());
}

int playFolder(const Target& target, const std::filesystem::path& corpus)
{
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(corpus / target.name)) {
        playFile(target, entry.path());
        ++files;
    }
    return files;
}

extern "C" void onAbort(int)
{
    // Nothing better can be done in here, and nothing comes after it.
    std::fprintf(stderr, "while playing %s\n", playing.c_str());
}

} // namespace

int main(int count, char** arguments)
{
    const std::vector<std::string> given(arguments + 1, arguments + count);
    if (given.empty()) {
        std::cerr << "fuzz_corpus FOLDER: plays FOLDER/fuzz_*/*\n";
        return 2;
    }
    std::signal(SIGABRT, onAbort);
    for (const Target& target : targets) {
        const int files = playFolder(target, given.front());
        std::cout << target.name << ": " << files << " files\n";
        if (files == 0)
            return 1; // a corpus that nobody plays guards nothing
    }
    return 0;
}
