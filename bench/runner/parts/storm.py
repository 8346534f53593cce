"""Thousands arrive at once, with presence on, and leave at once."""
from runner.load import median
from runner.setup import PRESENCE_ON


def measure(setup):
    clients = setup.sized(5000)
    server = setup.sluice.with_settings(**PRESENCE_ON)
    runs = [setup.run(server, "storm", clients, 1) for _ in range(setup.options.rounds)]
    all_at_once = f"{clients:,} at once"
    setup.table.add(f"connect to welcome, p99, {all_at_once}", median(runs, "welcome_p99_ms"),
                    "ms", 1000, 0)
    setup.table.add(f"text frames per client, {all_at_once}", median(runs, "frames_per_connect"))
    setup.table.add(f"{all_at_once} leave: until the server counts none",
                    median(runs, "leave_ms"), "ms", None, 0)
    setup.table.add("worst loop lag meanwhile", median(runs, "loop_lag_ms"), "ms", None, 1)
