"""`sluice bench`: what it counts is true, and a server that errs is found out."""

import json
import os
import re
import resource
import signal
import subprocess
import unittest

from support import http
from support.case import SluiceTestCase
from support.falseserver import FalseServer
from support.server import BINARY, Server, clean_environment, run

PATIENCE = 60
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
    "storm": {"leave_ms", "cpu_us_per_leave", "loop_lag_ms"},
}


def bench(*arguments, **options):
    return run("bench", *map(str, arguments), deadline=PATIENCE, **options)


def measured(*arguments):
    """The one JSON object that a run prints, and its exit code."""
    done = bench(*arguments, "--json")
    assert done.stdout.count("\n") == 1, done.stdout + done.stderr
    return json.loads(done.stdout), done.returncode


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
                missing = (ALWAYS | CONNECTING | keys) - set(figures)
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
        self.assertNotIn("server CPU", bench(self.server.url(), "-n", 4, "-t", 1, "--pid",
                                             0).stdout)

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
        few = resource.prlimit(os.getpid(), resource.RLIMIT_NOFILE)[1], 200
        done = subprocess.run([BINARY, "bench", self.server.url(), "-n", "1000"],
                              env=clean_environment(), capture_output=True, text=True,
                              timeout=PATIENCE, check=False, preexec_fn=lambda:
                              resource.setrlimit(resource.RLIMIT_NOFILE, (few[1], few[1])))
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


class Refusals(SluiceTestCase):
    settings = {"messages_per_minute": 5, "admin_token": "secret"}

    def test_a_rate_limit_is_named_with_its_setting(self):
        done = bench(self.server.url(), "-n", 3, "-t", 1)
        self.assertEqual(done.returncode, 1)
        self.assertIn("SLUICE_MESSAGES_PER_MINUTE=0", done.stdout)

    def test_a_missing_token_is_named(self):
        done = bench(self.server.url(), "-s", "publish", "-t", 1)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, "refuses to publish: 401 .*--token")
        self.assertEqual(bench(self.server.url(), "-s", "publish", "-t", 1, "--token",
                               "secret").returncode, 0)

    def test_a_server_that_drains_is_quoted(self):
        http.request(self.server, "PUT", "/api/v1/accepting", {"enabled": False},
                     authorization="Bearer secret")
        try:
            done = bench(self.server.url(), "-n", 3)
        finally:
            http.request(self.server, "PUT", "/api/v1/accepting", {"enabled": True},
                         authorization="Bearer secret")
        self.assertEqual(done.returncode, 1)
        self.assertIn("not_accepting", done.stdout)

    def test_nobody_listens(self):
        with FalseServer() as gone:
            url = gone.url()
        done = bench(url, "-n", 3)
        self.assertEqual(done.returncode, 1)
        self.assertIn("nothing listens there", done.stdout)


class Mischief(unittest.TestCase):
    """Each server errs in one way; the fifth message is one of those that are counted."""

    @staticmethod
    def at_fifth(change):
        return lambda number, frames: change(frames) if number == 5 else frames

    def faults(self, mischief, *arguments):
        with FalseServer(mischief) as server:
            figures, code = measured(server.url(), "-t", 1, "--rate", 40, *arguments)
        self.assertEqual((code, figures["honest"]), (1, False), figures)
        return {name for name, count in figures["faults"].items() if count}

    def each_way(self, expected, change):
        mischief = self.at_fifth(change)
        with self.subTest("fan-out"):
            self.assertEqual(self.faults(mischief, "-n", 3), {expected})
        with self.subTest("publish"):
            self.assertEqual(self.faults(mischief, "-s", "publish", "-n", 2, "--receivers", 2),
                             {expected})

    def test_a_correct_server_passes(self):
        with FalseServer() as server:
            for arguments in (("-n", 3), ("-s", "publish", "-n", 2, "--receivers", 2)):
                figures, code = measured(server.url(), "-t", 1, "--rate", 40, *arguments)
                self.assertEqual((code, figures["honest"]), (0, True), figures)

    def test_a_lost_message(self):
        self.each_way("lost", lambda frames: [])

    def test_a_damaged_message(self):
        def damage(frames):
            return [{**frames[0], "data": re.sub(".$", "#", frames[0]["data"])}]
        with self.subTest("fan-out"):
            self.assertEqual(self.faults(self.at_fifth(damage), "-n", 3), {"damaged", "lost"})

    def test_a_repeated_message(self):
        def repeat(frames):
            return [frames[0], {**frames[0], "offset": 5.5}]
        self.assertIn("repeated", self.faults(self.at_fifth(repeat), "-n", 3))
        self.assertIn("repeated", self.faults(self.at_fifth(repeat), "-s", "publish", "-n", 1))

    def test_an_offset_that_goes_back(self):
        def go_back(frames):
            return [{**frames[0], "offset": 1}]
        self.each_way("offsets_not_rising", go_back)

    def test_a_publish_endpoint_that_refuses(self):
        with FalseServer(publish_status=503) as server:
            figures, code = measured(server.url(), "-s", "publish", "-t", 1)
        self.assertEqual(code, 1)
        self.assertIn("503", figures["failure"])
        self.assertIn("refused_here", figures["failure"])


if __name__ == "__main__":
    unittest.main()
