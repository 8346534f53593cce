#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Texts as people write them in flags, environment and files, turned into values. Pure; nothing
// means the text is not such a value. Surrounding blanks do not matter, nor does the case of words.
namespace sluice::parse {

std::string_view trimmed(std::string_view text);
std::string lowered(std::string_view text); // ASCII

std::optional<std::uint64_t> number(std::string_view text); // decimal digits alone
std::optional<std::chrono::milliseconds> duration(std::string_view text); // 250ms 10s 1.5m 1h 7d 10
std::optional<std::uint64_t> size(std::string_view text); // 65536 64KiB 1MiB 1GiB, KB MB GB
std::optional<bool> truth(std::string_view text); // true false on off yes no 1 0
std::optional<std::string> host(std::string_view text); // name or address; [::1] becomes ::1
// "https://*.example.org", "http://localhost:*", "null" or "*", in lower case (see OriginPolicy).
std::optional<std::string> originGlob(std::string_view text);
std::vector<std::string> list(std::string_view text); // separated by commas or blanks

// The shortest text that duration() and size() read back as the same value.
std::string durationText(std::chrono::milliseconds value);
std::string sizeText(std::uint64_t bytes);

} // namespace sluice::parse
