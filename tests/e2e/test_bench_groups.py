"""`sluice bench` against several servers: a group each, or one cluster."""

import unittest

from support.bench import BenchTestCase, bench, measured
from support.server import Server


class Groups(BenchTestCase):
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


if __name__ == "__main__":
    unittest.main()
