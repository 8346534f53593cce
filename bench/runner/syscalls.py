"""System calls per delivery: strace counts a run with messages and one without; the difference."""
import signal
import subprocess
import tempfile

from runner import install
from runner.processes import child

SECONDS = 1


def syscalls_per_delivery(setup, server, clients):
    absent = install.program(setup, "strace")
    if absent:
        setup.table.note(f"system calls were not counted, strace is {absent}")
        return None
    silent, _ = traced(setup, server, "idle", clients)
    spoken, figures = traced(setup, server, "fanout", clients)
    if silent is None or spoken is None:
        setup.table.note("system calls were not counted: strace may not trace here")
        return None
    messages = figures["messages"] + figures["warm_up_messages"]
    return (spoken - silent) / (messages * (clients - 1))


def traced(setup, server, scenario, clients):
    """How many calls the server made in its whole life with such a load."""
    setup.screen.doing(f"{server.name}: {scenario} under strace, {clients:,} clients")
    with server.running() as running, tempfile.NamedTemporaryFile("r") as counts:
        words = ["strace", "-f", "-c", "-p", running.pid, "-o", counts.name]
        with child(words, stderr=subprocess.DEVNULL) as strace:
            figures = setup.run_on(running, scenario, clients, SECONDS)
            strace.send_signal(signal.SIGINT)  # it detaches and writes its table
            strace.wait(20)
        return total(counts.read()), figures


def total(table):
    """The `calls` of strace's last line: "100.00 0.5 3 1234 [5] total"."""
    for line in reversed(table.splitlines()):
        words = line.split()
        if words and words[-1] == "total":
            return int(words[3])
    return None
