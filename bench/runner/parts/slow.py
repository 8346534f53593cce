"""One reader that never reads, among many: what the others notice of it."""

RATE = 100  # messages a second, so that both sides do the same work
EXTRA_ROUNDS = 2  # a tail needs more runs than a mean does


def measure(setup):
    clients = setup.sized(1000)
    server = setup.sluice.with_settings(SLUICE_SLOW_CONSUMER="drop_oldest")  # it stays all along
    stalled, calm = [], []
    for _ in range(setup.options.rounds + EXTRA_ROUNDS):
        for runs, count in ((stalled, 1), (calm, 0)):
            runs.append(setup.run(server, "fanout", clients, 2,
                                  extra=("--rate", RATE, "--stalled", count)))
    of = f"{clients:,} clients, {RATE} messages a second"
    p99 = [best(runs, "fanout_p99_ms") for runs in (stalled, calm)]
    p50 = [best(runs, "fanout_p50_ms") for runs in (stalled, calm)]
    setup.table.add(f"p99 of the others, one stalled ÷ none, {of}", p99[0] / p99[1], "×", 1.1)
    setup.table.add("median of the others, one stalled ÷ none", p50[0] / p50[1], "×")
    setup.table.add("p99 beside a stalled reader", p99[0], "ms")
    setup.table.add("p99 without one", p99[1], "ms")


def best(runs, key):
    """The quietest run: the neighbours can only add to a latency."""
    return min(run[key] for run in runs)
