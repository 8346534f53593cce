"""The same fan-out on two I/O loops and on one: wall time, which needs free cores."""
import os

from runner.load import median, ratio

THREADS = 2 + 1 + 1  # two loops, the control thread, the load generator


def measure(setup):
    clients = setup.sized(10_000)
    two = setup.sluice.with_settings("sluice, 2 loops", SLUICE_IO_THREADS="2")
    several, single = setup.alternate(two, setup.sluice, "fanout", clients)
    enough = (os.cpu_count() or 1) >= THREADS
    if not enough:
        setup.table.note(
            f"no core was free for the second loop: two loops, the control thread and the load "
            f"share {os.cpu_count()} cores, so the bar (≤ 0.6 ×) does not apply to this machine.")
    setup.table.add(f"send to last receiver, median, 2 loops ÷ 1, {clients:,} clients",
                    ratio(several, single, "fanout_p50_ms"), "×", 0.6 if enough else None)
    setup.table.add(f"CPU per delivery, 2 loops ÷ 1, {clients:,} clients",
                    ratio(several, single, "cpu_us_per_delivery"), "×")
    setup.table.add("CPU per delivery, 2 loops", median(several, "cpu_us_per_delivery"), "µs")
