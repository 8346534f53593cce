"""Memory of an idle client, and what is left when all have gone."""
import time

RETURN = 15  # seconds the server may take to hand memory back


def measure(setup):
    clients = setup.sized(15_000)
    setup.screen.doing(f"sluice: memory, {clients:,} clients")
    with setup.sluice.running() as running:
        fresh = running.resident_kb()
        setup.run_on(running, "idle", 100, 1)
        start = settled(running, fresh)
        figures = setup.run_on(running, "idle", clients, 2)
        after = settled(running, start * 1.2)
    marginal = figures["rss_kb_per_connection"]
    setup.table.add(f"RSS per idle client, {clients:,} clients",
                    marginal + (start - fresh) / clients, "KB",
                    1.8 if clients >= 10_000 else None)  # below, it is what the first one costs
    setup.table.add("RSS per client beyond the first 100", marginal, "KB")
    setup.table.add(f"RSS after {clients:,} have left ÷ after the first 100 had", after / start,
                    "×", 1.2)
    setup.table.add("RSS of the server before its first client", fresh / 1024, "MB", None, 1)
    setup.table.add("RSS after the first 100 have left", start / 1024, "MB", None, 1)
    setup.table.add(f"RSS after {clients:,} have left", after / 1024, "MB", None, 1)


def settled(running, enough):
    """The lowest RSS seen until it is low enough or time is up."""
    until = time.monotonic() + RETURN
    lowest = running.resident_kb()
    while lowest > enough and time.monotonic() < until:
        time.sleep(0.5)
        lowest = min(lowest, running.resident_kb())
    return lowest
