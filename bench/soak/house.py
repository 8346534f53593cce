"""The server under the soak: a process with its log in a file, and HTTP to it."""

import asyncio
import contextlib
import json
import os
import subprocess
import time

from runner.processes import Failed, die_with_parent
from support import http, tls

START = 20  # seconds a server may take to listen
# Whoever does not read is missed soon; and nobody is away for longer than is remembered.
SETTINGS = {"port": 0, "control_socket": "off", "log_format": "json", "metrics_public": "true",
            "ping_interval": "5s", "pong_timeout": "5s", "head_timeout": "3s",
            "shutdown_timeout": "5s", "history_size": 5000, "queue_messages": 256}


class House:
    """`descriptors` and `memory` of the idle server are the first sample's."""

    def __init__(self, binary, folder, with_tls=False, settings=()):
        self.pair = tls.Pair() if with_tls else None
        self.tls = self.pair.context() if with_tls else None
        given = SETTINGS | (self.pair.settings() if with_tls else {}) | dict(settings)
        clean = {name: value for name, value in os.environ.items()
                 if not name.startswith("SLUICE_")}
        self.log_path = os.path.join(folder, "server.log")
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(
                [binary], env=clean | {f"SLUICE_{name.upper()}": str(value)
                                       for name, value in given.items()},
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
                preexec_fn=die_with_parent)
        self.port = self._listens()

    def _listens(self):
        until = time.monotonic() + START
        while time.monotonic() < until and self.process.poll() is None:
            with open(self.log_path, encoding="utf-8") as log:
                for line in log:
                    with contextlib.suppress(ValueError):
                        if (event := json.loads(line)).get("event") == "listening":
                            return event["port"]
            time.sleep(0.05)
        self.kill()
        raise Failed(f"The server did not start; {self.log_path} says why.")

    def alive(self):
        return self.process.poll() is None

    async def metrics(self):
        return await asyncio.to_thread(http.metrics, self)

    def end(self, patience=20):
        """A drain without clients; the exit code, or None when it did not come."""
        if self.alive():
            self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(patience)
        self.kill()
        return None

    def kill(self):
        self.process.kill()
        self.process.wait()
