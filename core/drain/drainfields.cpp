#include "core/drain/drainfields.h"

#include "core/text/ascii.h"
#include "core/text/jsonvalue.h"
#include "core/text/utf8.h"
#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

namespace sluice {

namespace {

using std::chrono::milliseconds;

constexpr double longestSeconds = 7 * 24 * 3600;
constexpr std::size_t longestReason = 200; // octets: every client gets it
constexpr std::size_t longestQuote = 60;

// Takes the members of one object by name; the first complaint stays, and what nobody took is one.
class Members {
public:
    explicit Members(const QJsonObject& object) : m_object(object) { }

    void take(const char* name, std::optional<milliseconds>& time)
    {
        const auto value = next(name);
        if (!value)
            return;
        const double seconds = value->toDouble();
        if (value->isDouble() && seconds >= 0 && seconds <= longestSeconds)
            time = milliseconds(std::llround(seconds * 1000));
        else
            complain(name, "must be a number of seconds from 0 to 604800 (one week)", *value);
    }
    void take(const char* name, bool& flag)
    {
        if (const auto value = next(name); value && value->isBool())
            flag = value->toBool();
        else if (value)
            complain(name, "must be true or false", *value);
    }
    void take(const char* name, std::string& text)
    {
        const auto value = next(name);
        if (!value)
            return;
        text = value->toString().toStdString();
        const bool plain = std::none_of(text.begin(), text.end(), ascii::isControl);
        if (!value->isString() || text.size() > longestReason || !plain)
            complain(name, "must be a text of at most 200 octets without control characters",
                     *value);
    }
    std::string finish()
    {
        if (!m_complaint.empty() || m_object.isEmpty())
            return m_complaint;
        const std::string quoted = quote(m_object.begin().key());
        return "There is no field " + quoted
            + (m_known.empty() ? ": this request takes none." : "; known are " + m_known + ".");
    }

private:
    std::optional<QJsonValue> next(const char* name)
    {
        m_known += (m_known.empty() ? "" : ", ") + std::string(name);
        const auto found = m_object.constFind(QLatin1String(name));
        if (found == m_object.constEnd())
            return {};
        const QJsonValue value = *found;
        m_object.remove(QLatin1String(name));
        return value;
    }
    static std::string quote(const QJsonValue& value)
    {
        const std::string text = jsonText(value);
        const std::string_view start = utf8Prefix(text, longestQuote);
        return std::string(start) + (start.size() < text.size() ? "…" : "");
    }
    void complain(const char* name, const char* rule, const QJsonValue& value)
    {
        if (m_complaint.empty())
            m_complaint = std::string(name) + " " + rule + "; it is " + quote(value) + ".";
    }

    QJsonObject m_object;
    std::string m_known;
    std::string m_complaint;
};

template <class Result>
std::variant<Result, std::string> resultOr(std::string complaint, Result result)
{
    if (!complaint.empty())
        return complaint;
    return result;
}

} // namespace

std::variant<DrainRequest, std::string> parseDrainRequest(const QJsonObject& object)
{
    DrainRequest request;
    Members members(object);
    members.take("timeout_s", request.order.timeout);
    members.take("delay_s", request.order.delay);
    members.take("ramp_s", request.order.ramp);
    members.take("reason", request.order.reason);
    members.take("dry_run", request.dryRun);
    return resultOr(members.finish(), request);
}

std::variant<DrainUpdate, std::string> parseDrainUpdate(const QJsonObject& object)
{
    DrainUpdate update;
    Members members(object);
    members.take("timeout_s", update.timeout);
    members.take("ramp_s", update.ramp);
    members.take("hurry", update.hurry);
    return resultOr(members.finish(), update);
}

std::string complainOfMembers(const QJsonObject& object)
{
    return Members(object).finish();
}

} // namespace sluice
