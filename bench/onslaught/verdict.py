"""The bars, and the table that says how far below them everything stayed."""

import re
from statistics import median

HEAP = 8 * 1024 * 1024  # what an allocator keeps, and what the load itself needs meanwhile
DELAY = 5.0  # milliseconds, p99, beside what the machine costs

HEAD = """\
| attack | sent | connections | memory, at most | its bar | p99, another is attacked | \
p99, this one is | lost |
|---|---:|---:|---:|---:|---:|---:|---:|"""


def bar(attack, figures):
    return HEAP + attack.each * max(1, figures["held"])


def judge(attack, figures):
    """Without what only a quiet machine can tell."""
    wrong = list(figures["wrong"])
    if figures["grown"] > bar(attack, figures):
        wrong.append(f"memory grew by {mib(figures['grown'])}, more than "
                     f"{mib(bar(attack, figures))} for {figures['held']} connections")
    if attack.deed and not figures["done"]:
        wrong.append("nothing was done")
    return wrong


def judge_delay(attack, attacked, calm):
    """Of p99s in milliseconds; None: nobody heard anything."""
    if attacked is None or calm is None:
        return ["nobody heard anything"]
    if attacked - calm > DELAY and not attack.waits:
        return [f"the others waited {attacked:.1f} ms (p99) instead of {calm:.1f} ms"]
    return []


def middle(times):
    return None if None in times else median(times)


def mib(octets):
    return f"{octets / 1024 / 1024:.1f} MiB"


def row(attack, figures, attacked, calm):
    """Without times: of a busy machine."""
    lost = "; ".join(figures["others"]["wrong"]) or "0"
    times = [f"{time:.1f} ms" if time else "—" for time in (calm, attacked)]
    cells = [f"`{attack.name}`: {attack.title}", f"{figures['done']:,} {attack.deed}".strip(),
             f"{figures['held']:,}", mib(figures["grown"]), mib(bar(attack, figures)),
             *times, lost]
    return "| " + " | ".join(cells) + " |"


def merged(table, rows, order):
    """The rows of a table with some renewed, in the attacks' order."""
    known = {}
    for line in table.splitlines():
        if found := re.match(r"\| `([a-z-]+)`: ", line):
            known[found[1]] = line
    known |= rows
    return "\n".join([HEAD, *(known[name] for name in order if name in known)])
