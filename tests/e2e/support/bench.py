"""`sluice bench` as a process."""

import json

from support.case import SluiceTestCase
from support.server import run

PATIENCE = 60


def bench(*arguments, **options):
    return run("bench", *map(str, arguments), deadline=PATIENCE, **options)


def measured(*arguments):
    """The one JSON object that a run prints, and its exit code."""
    done = bench(*arguments, "--json")
    assert done.stdout.count("\n") == 1, done.stdout + done.stderr
    return json.loads(done.stdout), done.returncode


class BenchTestCase(SluiceTestCase):
    settings = {"messages_per_minute": 0, "echo": True}

    def load(self, *arguments, path="/ws"):
        figures, code = measured(self.server.url(path), *arguments, "--seconds", 1)
        self.assertTrue(figures["honest"], figures)
        self.assertEqual(code, 0)
        return figures
