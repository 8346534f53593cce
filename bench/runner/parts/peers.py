"""The same fan-out by others, each beside the limit."""
from runner import install
from runner.load import median, ratio
from runner.peers import fastapi, naive_qt, node_ws
from runner.processes import Failed


def measure(setup):
    wanted = (1000,) if setup.options.quick else (1000, 5000)
    sizes = dict.fromkeys(setup.sized(size) for size in wanted)
    for peer in available(setup):
        for clients in sizes:
            try:
                add_peer(setup, peer, clients)
            except Failed as sentence:
                setup.table.note(str(sentence))
                break


def add_peer(setup, peer, clients):
    """One round each: they are far apart."""
    theirs = [setup.run(peer, "fanout", clients)]
    limit = [setup.run(setup.limit, "fanout", clients)]
    of = f"{peer.name}, {clients:,} clients"
    setup.table.add(f"CPU per delivery ÷ limit, {of}",
                    ratio(theirs, limit, "cpu_us_per_delivery"), "×")
    setup.table.add(f"CPU per delivery, {of}", median(theirs, "cpu_us_per_delivery"), "µs")
    setup.table.add(f"RSS per client, {of}", median(theirs, "rss_kb_per_connection"), "KB")
    setup.table.add(f"CPU per connect, {of}", median(theirs, "cpu_us_per_connect"), "µs", None, 0)


def available(setup):
    for name, absent, peers in (
            ("FastAPI", install.fastapi(setup), [fastapi()]),
            ("Node ws", install.node_ws(setup), [node_ws()]),
            ("naive Qt", None if (setup.build / "bench-naiveqt").exists() else
             "bench-naiveqt is not built: ./dev build", [naive_qt(setup.build)])):
        if absent:
            setup.table.note(f"{name} was left out, {absent}")
        else:
            yield from peers
