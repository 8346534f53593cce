#include "gui/connections/connectionspage.h"

#include "gui/connections/connectiontable.h"
#include "gui/console.h"
#include "gui/widgets/emptynote.h"
#include "gui/widgets/rowtable.h"
#include "gui/wording.h"
#include <QItemSelectionModel>
#include <QStackedLayout>

namespace sluice {

ConnectionsPage::ConnectionsPage(Console& console, const ConsoleActions& actions, QWidget* parent)
    : TablePage(parent), m_console(console), m_model(console.connections()),
      m_pages(new QStackedLayout(this)), m_table(new ConnectionTable(m_model, actions, this)),
      m_empty(new EmptyNote(this))
{
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    explainEmptiness();
}

void ConnectionsPage::commit()
{
    m_table->commit(m_console.serverTime());
    rowtable::setFaded(*m_table, !m_console.isFresh());
    explainEmptiness();
}

void ConnectionsPage::setFilter(const QString& text)
{
    m_filter = text;
    m_model.setFilter(ConnectionFilter(text));
    explainEmptiness();
}

void ConnectionsPage::setFrozen(bool frozen)
{
    m_model.setFrozen(frozen);
}

void ConnectionsPage::retranslate()
{
    m_table->setAccessibleName(tr("Connections"));
    m_model.retranslate();
    explainEmptiness();
}

TableState ConnectionsPage::state() const
{
    return { m_model.isFrozen(), static_cast<std::size_t>(m_model.rowCount()), m_model.total(),
             selectedCount() };
}

QString ConnectionsPage::selectedText() const
{
    return m_table->selectedText();
}

QString ConnectionsPage::columns() const
{
    return m_table->columns().toText();
}

void ConnectionsPage::setColumns(const QString& columns)
{
    if (const auto layout = ColumnLayout::fromText(columns))
        m_table->setColumns(*layout);
}

QWidget* ConnectionsPage::keyTaker() const
{
    return m_table;
}

int ConnectionsPage::selectedCount() const
{
    return static_cast<int>(m_table->selectionModel()->selectedRows().size());
}

void ConnectionsPage::explainEmptiness()
{
    m_pages->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    if (m_model.rowCount() > 0)
        return;
    const auto contact = m_console.contact();
    if (m_model.total() > 0)
        m_empty->say(tr("No connection fits the filter"),
                     tr("%1 hidden. Press Esc in the filter field to see them.")
                         .arg(wording::connections(m_model.total())));
    else if (contact == Console::Contact::Connecting || contact == Console::Contact::Syncing)
        m_empty->say(tr("Asking the server who is connected…"), {});
    else if (m_console.identity().bootId.isEmpty())
        m_empty->say(tr("The server has not been reached yet"),
                     contact == Console::Contact::Refused
                         ? tr("It does not accept the token. Edit Server takes another one.")
                         : tr("It is called again and again. Edit Server takes another address."));
    else if (m_console.drain().facts().state == drain::State::Finished)
        m_empty->say(tr("Everyone has left"), {});
    else
        m_empty->say(tr("No one is connected yet"),
                     tr("Clients connect to /ws. Try it: open the server's address in a browser, "
                        "or run “sluice listen”."));
}

} // namespace sluice
