"""One sender, all others receive: Sluice beside the limit."""
from runner.load import median, ratio
from runner.syscalls import syscalls_per_delivery

BARS = {10_000: 1.15, 15_000: 1.25}


def measure(setup):
    per_delivery = {}
    for clients in sizes(setup.options):
        sluice, limit = setup.alternate(setup.sluice, setup.limit, "fanout", clients)
        add_size(setup.table, clients, sluice, limit)
        per_delivery[clients] = [median(runs, "cpu_us_per_delivery") for runs in (sluice, limit)]
    few, many = min(per_delivery), max(per_delivery)
    if few != many:
        growth = [above / below for above, below in zip(per_delivery[many], per_delivery[few])]
        label = f"CPU per delivery at {many:,} ÷ at {few:,} clients"
        setup.table.add(f"growth: {label}, sluice", growth[0], "×", 1.5)
        setup.table.add(f"growth: {label}, limit", growth[1], "×")
    clients = setup.sized(1000)
    for server in (setup.sluice, setup.limit):
        count = syscalls_per_delivery(setup, server, clients)
        if count is not None:
            setup.table.add(f"system calls per delivery, {clients:,} clients, {server.name}", count)


def sizes(options):
    wanted = (1000, 2000) if options.quick else (1000, 10_000, 15_000)
    return [size for size in wanted if size <= options.most] or [options.most]


def add_size(table, clients, sluice, limit):
    of = f"{clients:,} clients"
    table.add(f"CPU per delivery, sluice ÷ limit, {of}",
              ratio(sluice, limit, "cpu_us_per_delivery"), "×", BARS.get(clients))
    for name, runs in (("sluice", sluice), ("limit", limit)):
        table.add(f"CPU per delivery, {name}, {of}", median(runs, "cpu_us_per_delivery"), "µs")
        table.add(f"send to last receiver, {name}, {of}, median", median(runs, "fanout_p50_ms"),
                  "ms")
        table.add(f"send to last receiver, {name}, {of}, p99", median(runs, "fanout_p99_ms"), "ms")
    table.add(f"worst loop lag, {of}", median(sluice, "loop_lag_ms"), "ms",
              20 if clients == 15_000 else None, 1)
