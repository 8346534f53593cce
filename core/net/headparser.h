#pragma once

#include "core/net/httphead.h"
#include <string_view>

namespace sluice {

// Looks into the lines of one whole request head, for parseHttpHead(). Each function answers with a
// sentence when something is wrong, with nothing when not.
class HeadParser {
public:
    explicit HeadParser(HttpHead& head) : m_head(head) { }

    std::string_view parse(std::string_view text);

private:
    std::string_view parseRequestLine(std::string_view line);
    std::string_view parseTarget(std::string_view target);
    std::string_view parsePath(std::string_view path);
    std::string_view parseField(std::string_view line);
    std::string_view noteField(std::string_view name, std::string_view value);
    std::string_view finishHost();

    HttpHead& m_head;
    std::string_view m_authority; // of an absolute-form target
    bool m_hasHost = false;
    bool m_hasContentLength = false;
};

} // namespace sluice
