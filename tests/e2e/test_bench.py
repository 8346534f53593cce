"""`sluice bench`: what it counts is true."""

import json
import os
import resource
import signal
import subprocess
import tempfile
import time
import unittest

from support import http
from support.bench import PATIENCE, bench, measured
from support.case import SluiceTestCase
from support.server import BINARY, Server, clean_environment

ALWAYS = {"scenario", "connections", "size", "faults", "interrupted", "honest"}
CONNECTING = {"connects_per_s", "welcome_p50_ms", "welcome_p99_ms", "frames_per_connect",
              "cpu_us_per_connect", "rss_kb_per_connection"}
KEYS = {  # as docs/performance.md documents them
    "fanout": {"messages", "warm_up_messages", "deliveries", "deliveries_per_s",
               "cpu_us_per_delivery", "cpu_percent", "fanout_p50_ms", "fanout_p99_ms"},
    "echo": {"echoes", "echoes_per_s", "cpu_us_per_echo", "echo_p50_ms", "echo_p99_ms"},
    "publish": {"publishes", "refused", "publishes_per_s", "publish_p50_ms", "publish_p99_ms",
                "cpu_us_per_publish", "deliveries", "arrival_p50_ms", "arrival_p99_ms"},
    "idle": {"idle_cpu_percent"},
    "follow": {"messages", "deliveries", "deliveries_per_s", "repeated_requests", "notices", "moves",
               "forced_moves", "most_moves", "arrival_p50_ms", "arrival_p99_ms"},
    "storm": {"leave_ms", "cpu_us_per_leave", "loop_lag_ms"},
}


class Honest(SluiceTestCase):
    settings = {"messages_per_minute": 0, "echo": True}

    def load(self, *arguments, path="/ws"):
        figures, code = measured(self.server.url(path), *arguments, "--seconds", 1)
        self.assertTrue(figures["honest"], figures)
        self.assertEqual(code, 0)
        return figures

    def test_each_scenario_prints_the_documented_keys(self):
        for scenario, keys in KEYS.items():
            with self.subTest(scenario):
                path = "/echo" if scenario == "echo" else "/ws"
                figures = self.load("-s", scenario, "-n", 8, path=path)
                self.assertEqual(figures["scenario"], scenario)
                connecting = CONNECTING if scenario != "follow" else set()
                missing = (ALWAYS | connecting | keys) - set(figures)
                self.assertFalse(missing)
                self.assertEqual(sum(figures["faults"].values()), 0)

    def test_a_fan_out_counts_what_the_server_counts(self):
        before = http.metrics(self.server)["sluice_messages_received_total"]
        figures = self.load("-n", 20)
        received = http.metrics(self.server)["sluice_messages_received_total"] - before
        self.assertEqual(figures["messages"] + figures["warm_up_messages"], received)
        self.assertEqual(figures["deliveries"], figures["messages"] * 19)

    async def test_publishing_counts_what_a_foreign_client_hears(self):
        witness = await self.join()
        offset = (await self.join()).welcome["offset"]
        figures = await self.in_thread(self.load, "-s", "publish", "-n", 3, "--receivers", 4,
                                       "--rate", 150)
        self.assertEqual(figures["deliveries"], figures["publishes"] * 4)
        after = (await self.join()).welcome["offset"]
        warm_up = 2 * 3
        self.assertEqual(after - offset, figures["publishes"] + warm_up)
        for number in range(offset + 1, after + 1):
            heard = await witness.expect("message", ignoring=("presence",))
            self.assertEqual(heard["offset"], number)

    def test_publishers_outlive_the_hundred_requests_of_a_connection(self):
        figures = self.load("-s", "publish", "-n", 1, "--receivers", 1)
        self.assertGreater(figures["publishes"], 100)

    def test_two_servers_are_two_groups(self):
        with Server(messages_per_minute=0) as other:
            figures = self.load(other.url(), "-n", 10)
        self.assertEqual(figures["deliveries"], figures["messages"] * 8)

    def test_one_server_twice_is_no_two_groups(self):
        figures, code = measured(self.server.url(), self.server.url(), "-n", 6, "-t", 1)
        self.assertEqual((code, figures["honest"]), (1, False))
        self.assertGreater(figures["faults"]["repeated"], 0)
        self.load(self.server.url(), "-n", 6, "--cluster")

    def test_two_servers_are_no_cluster(self):
        with Server(messages_per_minute=0) as other:
            done = bench(self.server.url(), other.url(), "-n", 6, "-t", 1, "--cluster")
        self.assertEqual(done.returncode, 1)
        self.assertIn("--cluster says so", done.stdout)

    def test_it_finds_the_server_s_process(self):
        done = bench(self.server.url(), "-n", 4, "-t", 1)
        self.assertIn(f"process {self.server.process.pid}\n", done.stdout)
        self.assertIn("server CPU per delivery", done.stdout)
        self.assertNotIn("server CPU", bench("-n", 4, "-t", 1, "--pid", 0,
                                             self.server.url()).stdout)

    def test_ctrl_c_shows_what_was_measured(self):
        words = [BINARY, "bench", self.server.url(), "-n", "10", "-t", "600", "--json"]
        received = "sluice_messages_received_total"
        before = http.metrics(self.server)[received]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
            try:
                while http.metrics(self.server)[received] < before + 10:
                    self.assertIsNone(process.poll(), "it ended by itself")
                process.send_signal(signal.SIGINT)
                figures = json.loads(process.communicate(timeout=PATIENCE)[0])
            finally:
                process.kill()
        self.assertEqual(process.returncode, 130)
        self.assertTrue(figures["interrupted"] and figures["honest"], figures)
        self.assertGreater(figures["deliveries"], 0)

    def test_too_many_connections_for_the_descriptors_are_explained(self):
        few = (200, 200)
        done = subprocess.run([BINARY, "bench", self.server.url(), "-n", "1000"],
                              env=clean_environment(), capture_output=True, text=True,
                              timeout=PATIENCE, check=False, preexec_fn=lambda:
                              resource.setrlimit(resource.RLIMIT_NOFILE, few))
        self.assertEqual(done.returncode, 1)
        self.assertIn("1000 connections need more descriptors than the hard limit of 200",
                      done.stdout)
        self.assertIn("enough for 136", done.stdout)


class Following(SluiceTestCase):
    """`-s follow` while servers drain; what it says of a whole fleet is in test_rolling.py."""

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


class StalledReader(SluiceTestCase):
    settings = {"messages_per_minute": 0, "queue_bytes": 100000}

    def test_it_is_not_counted_and_the_others_are_served(self):
        figures, code = measured(self.server.url(), "-n", 10, "--stalled", 2, "-t", 2,
                                 "--size", 20000)
        self.assertEqual((code, figures["honest"]), (0, True), figures)
        self.assertEqual(figures["deliveries"], figures["messages"] * 9)
        self.assertEqual(figures["slow_consumers"], 2)


if __name__ == "__main__":
    unittest.main()
