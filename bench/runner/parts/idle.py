"""What clients cost that do nothing but answer pings."""


def measure(setup):
    clients = setup.sized(10_000)
    quick = setup.options.quick
    every = "5s" if quick else "25s"
    pinging = setup.sluice.with_settings(SLUICE_PING_INTERVAL=every)
    # Long enough that every client is pinged at least once.
    figures = setup.run(pinging, "idle", clients, 6 if quick else 30)
    setup.table.add(f"CPU, {clients:,} idle clients, a ping every {every}",
                    figures["idle_cpu_percent"], "% of a core", 1)
