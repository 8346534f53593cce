#pragma once

#include <memory>
#include <string>
#include <variant>

namespace sluice {

// A file that this process alone uses for as long as the object lives: made if need be, readable by
// its owner only. Any thread, one at a time.
class FileLock {
public:
    // The lock, or a sentence that says what is wrong with the file.
    static std::variant<std::unique_ptr<FileLock>, std::string> take(const std::string& path);

    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    bool isInPlace() const; // nobody has moved or removed it
    bool isEmpty() const { return m_empty; } // when it was locked

private:
    FileLock(std::string path, int descriptor) : m_path(std::move(path)), m_descriptor(descriptor)
    {
    }

    std::string m_path;
    int m_descriptor;
    bool m_empty = true;
};

} // namespace sluice
