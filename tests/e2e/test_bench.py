"""`sluice bench`: what it counts is true."""

import json
import resource
import signal
import subprocess
import unittest

from support import http
from support.bench import PATIENCE, BenchTestCase, bench, measured
from support.case import SluiceTestCase
from support.server import BINARY, clean_environment

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


class Honest(BenchTestCase):
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
