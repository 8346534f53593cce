"""CPU per connect, welcome and log line included, with and without presence."""
from runner.load import median
from runner.setup import PRESENCE_ON


def measure(setup):
    clients = setup.sized(10_000)
    of = f"{clients:,} clients"
    presence = setup.sluice.with_settings("sluice, presence on", **PRESENCE_ON)
    off, on = setup.alternate(setup.sluice, presence, "storm", clients, seconds=1)
    for label, runs, bar in (("off", off, 130), ("on", on, 190)):
        setup.table.add(f"CPU per connect, presence {label}, {of}",
                        median(runs, "cpu_us_per_connect"), "µs", bar, 0)
        setup.table.add(f"CPU per leaving client, presence {label}, {of}",
                        median(runs, "cpu_us_per_leave"), "µs", None, 0)
    limit = setup.run(setup.limit, "storm", clients, 1)
    setup.table.add(f"CPU per connect, limit, {of}", limit["cpu_us_per_connect"], "µs", None, 0)
