"""A rolling restart of three nodes on one Redis behind a balancer: nobody notices."""

import unittest

from support import http
from support.rolling import Fleet, Followers

CLIENTS = 200
RATE = 50


class Rolling(unittest.TestCase):
    # Slots within two seconds; whoever is late for his has two more.
    settings = {"drain_delay": "1s", "shutdown_timeout": "5s", "drain_ramp": "2s",
                "presence_interval": 0, "io_threads": 1}

    def wait_for_clients(self, fleet, followers, count):
        while http.get(fleet.balancer, "/status").json()["cluster"]["clients"] < count:
            self.assertIsNone(followers.process.poll(), "it ended by itself")

    def test_everyone_hears_everything_once_while_each_node_is_replaced(self):
        with Fleet(**self.settings) as fleet, Followers(fleet, CLIENTS, RATE) as followers:
            self.wait_for_clients(fleet, followers, CLIENTS)
            drains = [fleet.replace(number) for number in range(3)]
            figures, code = followers.finish()
            for server in fleet.servers:
                server.stop()
        self.assertEqual((code, figures["honest"]), (130, True), figures)
        self.assertEqual(sum(figures["faults"].values()), 0, figures)
        self.assertGreater(figures["messages"], 0)
        self.assertEqual(figures["deliveries"], figures["messages"] * CLIENTS)
        # Who was on a node moved once, because it was told to, and never to a node that drained.
        there = sum(drain["initial"] for drain in drains)
        self.assertGreaterEqual(there, CLIENTS)
        self.assertEqual((figures["notices"], figures["moves"]), (there, there), figures)
        self.assertEqual(figures["forced_moves"], 0)
        self.assertLessEqual(figures["most_moves"], len(drains))
        self.assertEqual([drain["refused"] for drain in drains], [0, 0, 0])


if __name__ == "__main__":
    unittest.main()
