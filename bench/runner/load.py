"""Runs `sluice bench` against a server and refuses figures of a run that was not honest."""
import json
import statistics
import subprocess

from runner.processes import Failed, child, die_with_parent

PATIENCE = 120  # seconds beyond the run itself


def command(binary, running, scenario, connections, seconds, size=200, extra=()):
    words = [binary, "bench", running.url(), "--json", "--pid", running.pid,
             "--scenario", scenario, "--connections", connections, "--seconds", seconds,
             "--size", size, *extra]
    return [str(word) for word in words + (["--raw"] if running.server.raw else [])]


def figures_of(server, said, what):
    try:
        figures = json.loads(said)
    except ValueError:
        raise Failed(f"{server.name}: sluice bench said {said.strip()!r}.") from None
    if not figures["honest"]:
        faults = {name: count for name, count in figures["faults"].items() if count}
        reason = figures.get("failure", f"faults {faults}")
        raise Failed(f"{server.name}, {what}: refused, because the run was not honest: {reason}")
    return figures


def run_on(binary, running, scenario, connections, seconds, **options):
    words = command(binary, running, scenario, connections, seconds, **options)
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          timeout=seconds + PATIENCE, preexec_fn=die_with_parent, check=False)
    return figures_of(running.server, done.stdout or done.stderr,
                      f"{scenario} with {connections:,} clients")


def started_on(binary, running, scenario, connections, seconds, **options):
    """The same without waiting for its end; a context manager of the process."""
    words = command(binary, running, scenario, connections, seconds, **options)
    return child(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def median(runs, key):
    """None when no run has such a figure."""
    values = [run[key] for run in runs if key in run]
    return statistics.median(values) if values else None


def ratio(above, below, key):
    """The median of the ratios of runs that followed each other."""
    pairs = [(a[key], b[key]) for a, b in zip(above, below) if key in a and b.get(key)]
    return statistics.median(a / b for a, b in pairs) if pairs else None
