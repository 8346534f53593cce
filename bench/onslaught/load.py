"""The well-behaved: clients who check each message, and how long it took to the last of them."""

import json
import os
import signal
import subprocess
import sys
import time

from support import http
from support.server import BINARY, _die_with_parent, clean_environment

PATIENCE = 60
SLOW = os.path.join(os.path.dirname(os.path.abspath(__file__)), "slowload.py")
TLS_CLIENTS = 20


class Load:
    """`clients` hear numbered messages, `rate` a second. `sluice bench` says them over HTTP
    (follow), or through one of the clients (fanout), who needs no new connection; slowload.py does
    where it cannot (python, probe)."""

    UNTIL_STOPPED = 600

    def __init__(self, victim, seconds, clients, rate, scenario="follow"):
        self.scenario = scenario
        if scenario in ("python", "probe"):
            clients = TLS_CLIENTS if scenario == "python" else 0
            command = [sys.executable, SLOW, scenario, str(victim.port), str(seconds),
                       str(clients), f"{rate:g}"]
        else:
            command = [BINARY, "bench", "-s", scenario, "-n", str(clients), "-r", f"{rate:g}",
                       "-t", str(seconds), "-p", "0", "--json", victim.url()]
            command += ["--client-token", victim.token] if victim.token else []
        before, kept = self._clients(victim), self._kept(victim)
        self.process = subprocess.Popen(
            command, env=clean_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, preexec_fn=_die_with_parent)
        self._await(lambda: self._clients(victim) >= before + clients)
        # What happens before it speaks is not measured: it waits for presence to be quiet, which an
        # attack that began earlier would not let it be.
        if scenario != "probe" and kept < victim.remembers:
            self._await(lambda: self._kept(victim) > kept)

    def _await(self, condition):
        until = time.monotonic() + PATIENCE
        while not condition():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"the load did not start: {self.process.communicate()}")
            time.sleep(0.01)

    @staticmethod
    def _clients(victim):
        return http.get(victim, "/health").json()["clients"]

    @staticmethod
    def _kept(victim):
        return http.metrics(victim)["sluice_history_messages"]

    def finish(self):
        """Says no more; everything that was said must arrive."""
        self.process.send_signal(signal.SIGINT)
        return self.result()

    def result(self):
        """Milliseconds, and what is wrong, in words."""
        said, cried = self.process.communicate(timeout=PATIENCE)
        try:
            figures = json.loads(said)
        except ValueError:
            return {"p50": None, "p99": None, "messages": 0, "deliveries": 0,
                    "wrong": [f"the load failed: {(said + cried).strip()}"]}
        wrong = [f"{count} {name}" for name, count in figures["faults"].items() if count]
        if figures.get("failure"):
            wrong.append(figures["failure"])
        elif not figures["honest"] and not wrong:
            wrong.append("the load says that its figures are not to be trusted")
        name = "fanout" if self.scenario == "fanout" else "arrival"
        return {"p50": figures.get(f"{name}_p50_ms"), "p99": figures.get(f"{name}_p99_ms"),
                "messages": figures.get("messages", 0), "deliveries": figures.get("deliveries", 0),
                "wrong": [f"among the well-behaved: {what}" for what in wrong]}

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()
