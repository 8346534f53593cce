"""What every part works with: the options, the two sides, the table, and how to run a load."""
import subprocess
from functools import cached_property
from pathlib import Path

from runner import load
from runner.processes import Failed, Server
from runner.table import Table

ROOT = Path(__file__).resolve().parent.parent.parent
PEERS = ROOT / "bench" / "peers"
PYTHON = "/usr/bin/python3"  # Debian's, which sees Debian's packages

SLUICE_SETTINGS = {
    "SLUICE_HOST": "127.0.0.1",
    "SLUICE_PORT": "0",
    "SLUICE_LOG_FORMAT": "json",
    "SLUICE_MESSAGES_PER_MINUTE": "0",
    "SLUICE_BROADCAST_INTERVAL": "0",
    "SLUICE_IO_THREADS": "1",
    # Presence cannot be off by name: the longest interval outlasts a run of seconds.
    "SLUICE_PRESENCE_INTERVAL": "1m",
}
PRESENCE_ON = {"SLUICE_PRESENCE_INTERVAL": "250ms"}


class Setup:
    def __init__(self, options, screen):
        self.options, self.screen, self.table = options, screen, Table(screen)
        self.build = options.sluice.parent
        self.sluice = Server("sluice", [options.sluice], SLUICE_SETTINGS, raw=False)
        self.limit = Server("limit", [self.build / "bench-limit"])

    @cached_property
    def bench_help(self):
        return self._words("bench", "--help")

    @cached_property
    def settings(self):
        return self._words("config", "default")

    def _words(self, *arguments):
        return subprocess.run([self.options.sluice, *arguments], capture_output=True, text=True,
                              timeout=20, check=False).stdout

    def sized(self, clients):
        """As many as were asked for, or as the descriptor limit allows."""
        return min(clients, self.options.most)

    def run(self, server, scenario, clients, seconds=None, **options):
        """A fresh server, one load, its figures."""
        self.screen.doing(f"{server.name}: {scenario}, {clients:,} clients")
        with server.running() as running:
            return self.run_on(running, scenario, clients, seconds, **options)

    def run_on(self, running, scenario, clients, seconds=None, **options):
        return load.run_on(self.options.sluice, running, scenario, clients,
                           seconds or self.options.seconds, **options)

    def alternate(self, first, second, scenario, clients, **options):
        """A B A B …: the neighbours' noise falls on both sides alike. Two lists of figures."""
        results = ([], [])
        for _ in range(self.options.rounds):
            for server, runs in zip((first, second), results):
                runs.append(self.run(server, scenario, clients, **options))
        return results

    def need(self, condition, sentence):
        if not condition:
            raise Failed(sentence)
