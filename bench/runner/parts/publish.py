"""POST /broadcast over keep-alive connections, beside FastAPI."""
from runner import install
from runner.load import median, ratio
from runner.peers import fastapi

PUBLISHERS, SIZE = 16, 1024


def measure(setup):
    load = {"size": SIZE, "extra": ("--receivers", "1")}
    absent = install.fastapi(setup)
    if absent:
        setup.table.note(f"FastAPI is {absent}")
        ours = [setup.run(setup.sluice, "publish", PUBLISHERS, **load)]
    else:
        ours, theirs = setup.alternate(setup.sluice, fastapi(), "publish", PUBLISHERS, **load)
        setup.table.add("requests per CPU second, sluice ÷ FastAPI",
                        ratio(ours, theirs, "publishes_per_cpu_s"), "×", 5, least=True)
        add_side(setup.table, fastapi().name, theirs)
    add_side(setup.table, "sluice", ours)


def add_side(table, name, runs):
    table.add(f"requests per CPU second, {name}", median(runs, "publishes_per_cpu_s"), "", None, 0)
    table.add(f"CPU per request, {name}", median(runs, "cpu_us_per_publish"), "µs", None, 1)
    table.add(f"request to answer, p99, {name}", median(runs, "publish_p99_ms"), "ms")
