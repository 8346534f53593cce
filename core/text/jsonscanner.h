#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sluice {

// Walks a JSON text from left to right and copies each value without the white space between its
// tokens. It goes on behind a number or an escape that is none, to tell a bad value from what is no
// JSON at all. Pure.
class JsonScanner {
public:
    explicit JsonScanner(std::string_view text) : m_text(text) { }

    // False: here stands no such thing.
    bool value(std::string& out, int depth);
    bool string(std::string& out);
    bool take(std::string& out, char c);
    bool atEnd();
    void skipSpace();

    bool metControls() const { return m_controls; }
    bool metFault() const { return m_fault; }
    bool wentTooDeep() const { return m_tooDeep; }
    bool metNumberOutOfRange() const { return m_outOfRange; }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool object(std::string& out, int depth);
    bool array(std::string& out, int depth);
    bool plain(std::string& out);
    bool escaped(std::string& out);
    bool literal(std::string& out, std::string_view word);
    bool number(std::string& out);

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_controls = false;
    bool m_fault = false;
    bool m_tooDeep = false;
    bool m_outOfRange = false;
};

} // namespace sluice
