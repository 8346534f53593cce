"""permessage-deflate: bytes on the wire and CPU, beside Node ws."""
from runner import install
from runner.load import median, ratio
from runner.peers import node_ws

CLIENTS, SIZES = 1000, (1024, 4096)


def measure(setup):
    setup.need("--compression" in setup.bench_help and "compression" in setup.settings,
               "this server has no compression.")
    clients = setup.sized(CLIENTS)
    absent = install.node_ws(setup)
    if absent:
        setup.table.note(absent)
    for size in SIZES:
        packed = {"size": size, "extra": ("--compression",)}
        of = f"{size:,}-byte readings, {clients:,} clients"
        if absent:
            ours = [setup.run(setup.sluice, "fanout", clients, **packed)]
        else:
            ours, theirs = setup.alternate(setup.sluice, node_ws(True), "fanout", clients, **packed)
            setup.table.add(f"CPU per delivery, sluice ÷ Node ws, both deflate, {of}",
                            ratio(ours, theirs, "cpu_us_per_delivery"), "×")
            add_side(setup.table, "Node ws", of, theirs)
        add_side(setup.table, "sluice", of, ours)
        plain = setup.run(setup.sluice, "fanout", clients, size=size)
        setup.table.add(f"CPU per delivery, sluice, not compressed, {of}",
                        plain["cpu_us_per_delivery"], "µs")


def add_side(table, name, of, runs):
    table.add(f"bytes on the wire per delivery, {name}, {of}",
              median(runs, "wire_bytes_per_delivery"), "", None, 0)
    table.add(f"CPU per delivery, {name}, deflate, {of}", median(runs, "cpu_us_per_delivery"),
              "µs")
