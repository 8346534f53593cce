"""One reader that never reads, among many: what the others notice of it."""
from runner.load import median, ratio

RATE = 100  # messages a second, so that both sides do the same work


def measure(setup):
    clients = setup.sized(1000)
    server = setup.sluice.with_settings(SLUICE_SLOW_CONSUMER="drop_oldest")  # it stays all along
    calm, stalled = [], []
    for _ in range(setup.options.rounds):
        for runs, count in ((stalled, 1), (calm, 0)):
            runs.append(setup.run(server, "fanout", clients,
                                  extra=("--rate", RATE, "--stalled", count)))
    of = f"{clients:,} clients, {RATE} messages a second"
    setup.table.add(f"p99 of the others, one stalled ÷ none, {of}",
                    ratio(stalled, calm, "fanout_p99_ms"), "×", 1.1)
    setup.table.add("median of the others, one stalled ÷ none",
                    ratio(stalled, calm, "fanout_p50_ms"), "×")
    setup.table.add("p99 beside a stalled reader", median(stalled, "fanout_p99_ms"), "ms")
    setup.table.add("p99 without one", median(calm, "fanout_p99_ms"), "ms")
