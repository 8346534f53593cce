"""Measures Sluice against the limit and the peers, in alternation; writes bench/results.md.

Only ratios taken in one run mean something on a shared machine, and only the CPU that the server
spent for a unit of work: wall time is the neighbours' as well. docs/performance.md defines each
figure. Parts, in this order:
"""
import argparse
import importlib
import resource
import shlex
import subprocess
from pathlib import Path

from runner import machine, readme
from runner.processes import Failed
from runner.screen import Screen
from runner.setup import ROOT, Setup

PARTS = {
    "fanout": "Fan-out",
    "loops": "Two loops",
    "connect": "Connecting",
    "memory": "Memory",
    "tls": "TLS",
    "idle": "Idle",
    "publish": "Publishing over HTTP",
    "deflate": "Compression",
    "slow": "A slow reader",
    "storm": "Storms",
    "console": "The console",
    "peers": "Peers",
}
BINARY = ROOT / "build" / "release" / "sluice"


def options_from(arguments):
    parser = argparse.ArgumentParser(
        prog="./dev bench", formatter_class=argparse.RawDescriptionHelpFormatter,
        description=__doc__ + "  " + " ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="a minute or two, fewer clients")
    parser.add_argument("--only", choices=PARTS, action="append", metavar="PART",
                        help="this part; may be repeated")
    parser.add_argument("--rounds", type=int, help="alternations of the two sides (3; quick: 1)")
    parser.add_argument("--seconds", type=int, help="length of one load (3; quick: 2)")
    parser.add_argument("--most", type=int, help="clients at most (15,000; quick: 2,000)")
    parser.add_argument("--readme", action="store_true",
                        help="renew the table in README.md as well (after all parts)")
    parser.add_argument("--no-install", action="store_true", help="leave out peers not yet here")
    parser.add_argument("--sluice", type=Path, default=BINARY, help="the binary")
    parser.add_argument("--output", type=Path, help="where the table goes (a .json beside it); bench/results.md and "
                        "build/bench.json by default, build/bench.md unless all parts are run")
    options = parser.parse_args(arguments)
    options.sluice = options.sluice.resolve()
    options.rounds = options.rounds or (1 if options.quick else 3)
    options.seconds = options.seconds or (2 if options.quick else 3)
    options.parts = [part for part in PARTS if not options.only or part in options.only]
    _, options.hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (options.hard, options.hard))  # children inherit it
    wanted = options.most or (2000 if options.quick else 15_000)
    options.most = min(wanted, options.hard - 1000)
    options.whole = len(options.parts) == len(PARTS) and not options.quick
    options.record = (options.output.with_suffix(".json") if options.output
                      else ROOT / "build" / "bench.json")
    if options.output is None:  # what measured a part of it is not the table
        options.output = ROOT / ("bench/results.md" if options.whole else "build/bench.md")
    return options


def measure(setup, part):
    setup.screen.begin(PARTS[part])
    setup.table.part = PARTS[part]
    try:
        importlib.import_module(f"runner.parts.{part}").measure(setup)
    except Failed as sentence:
        setup.table.note(str(sentence))
    except subprocess.TimeoutExpired as expired:
        setup.table.note(f"gave up: {Path(expired.cmd[0]).name} took over {expired.timeout:.0f} s.")


def main(arguments):
    options = options_from(arguments)
    screen = Screen(len(options.parts))
    for binary in (options.sluice, options.sluice.parent / "bench-limit"):
        if not binary.exists():
            screen.say(f"{binary} is not built: ./dev build.")
            return 1
    about = machine.describe(shlex.join(["./dev", "bench", *arguments]), options)
    setup = Setup(options, screen)
    for part in options.parts:
        measure(setup, part)
    setup.table.part = ""
    text = (f"# Measured\n\n{machine.sentence(about)}\n\n200-byte texts unless said otherwise, one "
            f"I/O loop, every delivery checked; medians of {options.rounds} alternation"
            f"{'s' if options.rounds > 1 else ''} of {options.seconds} s. What each figure means: "
            f"[docs/performance.md](../docs/performance.md).\n\n{setup.table.markdown()}")
    options.output.write_text(text)
    options.record.parent.mkdir(exist_ok=True)
    options.record.write_text(setup.table.json(about))
    if options.readme and options.whole:
        readme.renew(ROOT / "README.md", about, setup.table.rows)
    print(text)
    screen.say(f"Written to {options.output} and {options.record}.")
    return 1 if setup.table.missed() or not setup.table.rows else 0
