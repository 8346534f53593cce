"""`sluice bench -s follow` while a server drains, is cancelled or restarted."""

import json
import os
import signal
import subprocess
import tempfile
import time
import unittest

from support import http
from support.bench import PATIENCE
from support.case import SluiceTestCase
from support.server import BINARY, Server


class Following(SluiceTestCase):
    """What it says of a whole fleet is in test_rolling.py."""

    settings = {"messages_per_minute": 0}

    def follow(self, server, clients):
        """Until it has said something: who is not welcomed when its server ends does not begin."""
        kept = self.kept(server)
        process = subprocess.Popen([BINARY, "bench", server.url(), "-s", "follow", "--json",
                                    "-n", str(clients), "-t", "600"],
                                   stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        self.until(lambda: self.kept(server) > kept)
        self.assertEqual(http.get(server, "/health").json()["clients"], clients)
        return process

    @staticmethod
    def kept(server):
        return http.metrics(server)["sluice_history_messages"]

    def until(self, true):
        end = time.monotonic() + PATIENCE
        while not true():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.02)

    def hear_a_message(self, witness):
        """The run does not end before its clients have heard it as well, and what came before."""
        self.until(lambda: witness.read_json()["type"] == "message")

    def finish(self, process):
        process.send_signal(signal.SIGINT)
        figures = json.loads(process.communicate(timeout=PATIENCE)[0])
        self.assertEqual((process.returncode, figures["honest"]), (130, True), figures)
        self.assertEqual(figures["deliveries"], figures["messages"] * figures["connections"])
        self.assertGreater(figures["messages"], 0)
        return figures

    def test_they_stay_when_a_drain_is_cancelled(self):
        process = self.follow(self.server, 10)
        witness = self.raw_client()
        http.post(self.server, "/api/v1/drain", {"timeout_s": 3600})
        self.until(lambda: witness.read_json()["type"] == "drain")
        http.request(self.server, "DELETE", "/api/v1/drain")
        self.until(lambda: witness.read_json()["type"] == "drain_cancelled")
        self.hear_a_message(witness)
        figures = self.finish(process)
        self.assertEqual((figures["notices"], figures["moves"]), (0, 0))

    def test_they_go_over_to_a_successor(self):
        with tempfile.TemporaryDirectory() as folder:
            settings = {"control_socket": os.path.join(folder, "sluice.sock"),
                        "messages_per_minute": 0, "shutdown_timeout": "4s", "drain_ramp": "2s"}
            with Server(**settings) as old:
                process = self.follow(old, 20)
                with Server("--takeover", **settings):
                    self.assertEqual(old.wait_for_exit(PATIENCE), 0)
                    figures = self.finish(process)
        self.assertEqual((figures["notices"], figures["moves"]), (20, 20))
        self.assertEqual((figures["forced_moves"], figures["most_moves"]), (0, 1))

    def test_a_restart_without_a_drain_forces_them(self):
        with tempfile.TemporaryDirectory() as folder:
            settings = {"history_file": os.path.join(folder, "history.db"),
                        "messages_per_minute": 0}
            with Server(**settings) as old:
                process = self.follow(old, 5)
                old.kill()
                with Server(**settings, port=old.port) as new:
                    self.hear_a_message(self.raw_client(server=new))
                    process.send_signal(signal.SIGINT)
                    figures = json.loads(process.communicate(timeout=PATIENCE)[0])
        self.assertEqual((figures["moves"], figures["forced_moves"]), (5, 5))
        self.assertEqual(figures["faults"]["lost"] + figures["faults"]["repeated"], 0, figures)


if __name__ == "__main__":
    unittest.main()
