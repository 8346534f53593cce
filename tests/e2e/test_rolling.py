"""A rolling restart of three nodes on one Redis behind a balancer: nobody notices."""

import unittest

from support import http
from support.case import SluiceTestCase
from support.rawsocket import TEXT, RawSocket, RawWebSocket, frame
from support.redis import Redis
from support.rolling import Fleet, Followers
from support.server import Server

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


class FromTheFuture(RawWebSocket):
    """Says that it has heard one message more than `witness` was told of; reads nothing yet."""

    def __init__(self, server, witness, early=b""):
        RawSocket.__init__(self, server)
        place = witness.welcome
        path = f"/ws?epoch={place['epoch']}&offset={place['offset'] + 1}"
        self.send(self.handshake(path) + early)

    def read_types(self, count):
        return [frame["type"] for frame in (self.read_json() for _ in range(count))]


class Ahead(SluiceTestCase):
    """One node reads the order sooner than another, and a client moves from the one to the other:
    it has heard what the other has yet to read."""

    settings = {"messages_per_minute": 0, "presence_interval": 0, "io_threads": 1}

    def setUp(self):
        redis = self.enterContext(Redis())
        self.server = self.enterContext(Server(redis_url=redis.url, **self.settings))

    @classmethod
    def setUpClass(cls):
        pass

    async def come(self, witness, early=b""):
        client = self.enterContext(FromTheFuture(self.server, witness, early))
        # What was sent before has been looked at, and nobody was let in.
        self.assertEqual((await self.get("/health")).json()["clients"], 1)
        return client

    async def test_it_is_welcomed_where_it_stands_once_the_node_has_caught_up(self):
        witness = await self.join()
        client = await self.come(witness)
        for data in ("next", "after"):
            await self.post("/broadcast", {"data": data})
        self.assertEqual((await self.in_thread(client.read_reply)).status, 101)
        welcome = client.read_json()
        self.assertEqual((welcome["type"], welcome["recovered"]), ("welcome", True))
        self.assertEqual(welcome["offset"], witness.welcome["offset"] + 1)
        self.assertEqual(client.read_json()["data"], "after")

    async def test_what_it_says_meanwhile_is_published_then(self):
        witness = await self.join()
        said = frame(TEXT, b'{"type":"message","data":"said too early","ref":"early"}')
        client = await self.come(witness, said)
        await self.post("/broadcast", {"data": "next"})
        await self.in_thread(client.read_reply)
        self.assertEqual(client.read_types(2), ["welcome", "ack"])
        await witness.expect("message", data="next")
        await witness.expect("message", data="said too early")

    async def test_it_is_refused_when_the_node_drains(self):
        client = await self.come(await self.join())
        self.server.signal()
        await self.in_thread(client.read_reply)
        client.expect_disconnect(1001, "server_shutdown")

    async def test_whoever_goes_away_meanwhile_is_not_let_in_later(self):
        witness = await self.join()
        client = await self.come(witness)
        client.close()
        for data in ("next", "after"):
            await self.post("/broadcast", {"data": data})
        # Nobody came, and so nobody leaves.
        await witness.expect("message", ignoring=(), data="next")
        await witness.expect("message", ignoring=(), data="after")
        self.assertEqual((await self.get("/health")).json()["clients"], 1)

    async def test_a_position_that_nobody_reaches_ends_in_a_gap(self):
        client = await self.come(await self.join())
        await self.in_thread(client.read_reply)
        self.assertFalse(client.read_json()["recovered"])
        self.assertEqual(client.read_json()["type"], "gap")


if __name__ == "__main__":
    unittest.main()
