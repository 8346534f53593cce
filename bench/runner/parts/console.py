"""A console that is open on many clients: what it costs the server beside their own traffic, and
what its window costs where it is open."""
import http.client
import json
import os
import statistics
import subprocess
import tempfile
import threading
import time

from runner import load
from runner.processes import Failed, Running, child
from runner.wsclient import WebSocket

CALM, SETTLE = 6, 2  # seconds of one look, and before it
IDLE = 20  # seconds of a look at the window
RATE = 2  # messages a second in the busy case: every row changes all the time


def measure(setup):
    clients = setup.sized(10_000)
    for label, scenario, extra, bar in (("idle", "idle", (), 2),
                                        (f"{RATE} broadcasts a second", "fanout",
                                         ("--rate", RATE), 2)):
        setup.screen.doing(f"sluice: console, {clients:,} clients, {label}")
        with_it, without = looks(setup, scenario, clients, extra)
        of = f"{clients:,} clients, {label}"
        setup.table.add(f"CPU with a console open − without, {of}", with_it - without,
                        "% of a core", bar)
        setup.table.add(f"CPU without a console, {of}", without, "% of a core")
    setup.screen.doing(f"sluice: the console's window, {clients:,} clients, idle")
    percent = window(setup, clients)
    if percent is not None:
        setup.table.add(f"CPU of the console's window, {clients:,} clients, idle", percent,
                        "% of a core", 3)


def window(setup, clients):
    """Percent of a core that the process of an open window spends; None if it has none."""
    with setup.sluice.running() as running:
        with load.started_on(setup.options.sluice, running, "idle", clients,
                             IDLE + 3 * SETTLE + 15) as generator:
            wait_for(running, clients, generator)
            with tempfile.TemporaryDirectory() as home, open(f"{home}/log", "w+") as log:
                url = f"http://127.0.0.1:{running.port}"
                with child([setup.options.sluice, "console", "--connect", url, "-platform", "offscreen"],
                           env={**os.environ, "XDG_CONFIG_HOME": home},
                           stdout=subprocess.DEVNULL, stderr=log) as console:
                    time.sleep(2 * SETTLE)  # it has its table, and nothing of the beginning counts
                    log.seek(0)
                    said = log.read()
                    if "this build has no window" in said:
                        return None
                    if '"live"' not in said or console.poll() is not None:
                        raise Failed(f"the console's window did not come to life: {said.strip()}")
                    return spent_by(Running(setup.sluice, console.pid, 0), IDLE)


def looks(setup, scenario, clients, extra):
    """Alternating: percent of a core with and without."""
    rounds = min(2, setup.options.rounds)
    seconds = rounds * 2 * (CALM + SETTLE) + 15
    results = ([], [])
    # Clients that came together are pinged together, in one of the looks and not in the other.
    silent = setup.sluice.with_settings(SLUICE_PING_INTERVAL="0")
    with silent.running() as running:
        with load.started_on(setup.options.sluice, running, scenario, clients, seconds,
                             extra=extra) as generator:
            wait_for(running, clients, generator)
            for _ in range(rounds):
                with console(running) as watcher:
                    results[0].append(look(running))
                    watcher.check()
                results[1].append(look(running))
            if generator.poll() is not None:
                raise Failed("the load ended before the looks at it did.")
    return [statistics.median(percents) for percents in results]


def look(running):
    time.sleep(SETTLE)
    return spent_by(running, CALM)


def spent_by(running, seconds):
    begun, spent = time.monotonic(), running.cpu_seconds()
    time.sleep(seconds)
    return (running.cpu_seconds() - spent) / (time.monotonic() - begun) * 100


def wait_for(running, clients, generator):
    until = time.monotonic() + 60
    while time.monotonic() < until and generator.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
        connection.request("GET", "/health")
        counted = json.loads(connection.getresponse().read())["clients"]
        connection.close()
        if counted >= clients:
            return
        time.sleep(0.2)
    raise Failed(f"the {clients:,} clients did not connect.")


class console:
    """Subscribed to everything a window shows, and reading all of it."""

    def __init__(self, running):
        self.socket = WebSocket(running.port, "/api/v1/events", "sluice-admin.v1")
        self.synced = threading.Event()
        self.problem = None
        self.reader = threading.Thread(target=self._read, daemon=True)

    def __enter__(self):
        self.socket.send(type="subscribe", topics=["stats", "clients", "drain", "log"], max_hz=4)
        self.reader.start()
        if not self.synced.wait(20):
            raise Failed(f"the console never had its snapshot: {self.problem}")
        return self

    def __exit__(self, *_):
        self.leaving = True
        self.socket.close()
        self.reader.join(5)

    leaving = False

    def check(self):
        if self.problem:
            raise Failed(f"the console was cut: {self.problem}")

    def _read(self):
        try:
            while True:
                if self.socket.receive()["type"] == "synced":
                    self.synced.set()
        except OSError as error:
            self.problem = None if self.leaving else error
