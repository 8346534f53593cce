#include "core/admin/dirtyset.h"

#include <utility>

namespace sluice {

DirtySet::News& DirtySet::newsOf(const std::string& id)
{
    const auto [place, fresh] = m_news.try_emplace(id);
    if (fresh)
        m_order.push_back(id);
    return place->second;
}

void DirtySet::up(const std::string& id)
{
    newsOf(id).up = true;
}

void DirtySet::gone(GoneClient client)
{
    News& news = newsOf(client.id);
    news.up = false;
    m_gone += news.gone ? 0 : 1;
    news.gone = std::move(client);
}

void DirtySet::clear()
{
    *this = DirtySet();
}

DirtySet::Batch DirtySet::take(std::size_t most)
{
    Batch batch;
    for (; most > 0 && !m_order.empty(); --most) {
        auto node = m_news.extract(m_order.front());
        m_order.pop_front();
        News& news = node.mapped();
        m_gone -= news.gone ? 1 : 0;
        if (news.gone)
            batch.gone.push_back(*std::move(news.gone));
        if (news.up)
            batch.up.push_back(std::move(node.key()));
    }
    return batch;
}

} // namespace sluice
