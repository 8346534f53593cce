#include "core/cluster/redisscript.h"

#include <QCryptographicHash>
#include <memory>

namespace sluice {

RedisScript::RedisScript(std::string text)
    : m_text(std::move(text)),
      m_digest(QCryptographicHash::hash(QByteArray::fromStdString(m_text), QCryptographicHash::Sha1)
                   .toHex()
                   .toStdString())
{
}

void RedisScript::run(RedisLink& link, const RedisLink::Words& keys,
                      const RedisLink::Words& arguments, RedisLink::Answer answer) const
{
    const auto words = std::make_shared<RedisLink::Words>();
    *words = { "EVALSHA", m_digest, std::to_string(keys.size()) };
    words->insert(words->end(), keys.begin(), keys.end());
    words->insert(words->end(), arguments.begin(), arguments.end());
    // A Redis that has restarted knows no script: then the text goes over, for the same answer.
    link.ask(*words, [this, &link, words, answer = std::move(answer)](const RedisReply* reply) {
        if (!reply || !reply->isError("NOSCRIPT")) {
            answer(reply);
            return;
        }
        (*words)[0] = "EVAL";
        (*words)[1] = m_text;
        link.ask(*words, answer);
    });
}

void RedisScript::runUnheard(RedisLink& link, const RedisLink::Words& keys,
                             const RedisLink::Words& arguments) const
{
    RedisLink::Words words { "EVAL", m_text, std::to_string(keys.size()) };
    words.insert(words.end(), keys.begin(), keys.end());
    words.insert(words.end(), arguments.begin(), arguments.end());
    link.ask(words, [](const RedisReply*) {});
}

} // namespace sluice
