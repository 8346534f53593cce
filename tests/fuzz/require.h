#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

// What must hold of every input. It is checked in every build, and breaking it is a crash: that is
// what a fuzzer looks for.
// NOLINTNEXTLINE(cppcoreguidelines-macro-usage): it says where, and what
#define require(holds)                                                                             \
    do {                                                                                           \
        if (!(holds)) {                                                                            \
            std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #holds);               \
            std::abort();                                                                          \
        }                                                                                          \
    } while (false)

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
