"""How many may come, and how long they may wait to say what they want (PROTOCOL §3 `connect_rate`,
`max_connections_per_ip`, `max_handshakes`)."""

import resource
import select
import time
import unittest

from support import http, tls
from support.case import SluiceTestCase
from support.rawsocket import RawSocket, RawWebSocket
from support.server import DEADLINE, Server

REFUSED = 'sluice_connections_rejected_total{reason="rate_limited"}'
SHORT_LIVED = "sluice_connections_short_lived_total"
EVICTED = "sluice_handshakes_evicted_total"
HEALTH = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"


class Unread(RawWebSocket):
    """Has asked, and does not wait for the reply."""

    def __init__(self, server, path):  # pylint: disable=super-init-not-called
        RawSocket.__init__(self, server)
        self.send(self.handshake(path))


class Rush(SluiceTestCase):
    def rush(self, count, path="/ws"):
        """So many handshakes at once; returns who read 101, and the other replies."""
        raws = [self.enterContext(Unread(self.server, path)) for _ in range(count)]
        replies = [raw.read_reply() for raw in raws]
        return ([raw for raw, reply in zip(raws, replies) if reply.status == 101],
                [reply for reply in replies if reply.status != 101])

    def first_frames(self, raws):
        """By type."""
        frames = {}
        for raw in raws:
            frame = raw.read_json()
            frames.setdefault(frame["type"], []).append(frame)
        return frames


class ConnectRate(Rush):
    settings = {"connect_rate": 5}

    async def test_over_the_rate_it_is_1008_and_when_to_come_back(self):
        began = time.monotonic()
        frames = self.first_frames(self.rush(30)[0])
        self.assertGreaterEqual(len(frames["welcome"]), 5)
        self.assertLessEqual(len(frames["welcome"]), 5 * (1 + time.monotonic() - began))
        waits = set()
        for told in frames["disconnect"]:
            self.assertEqual((told["code"], told["reason"], told["reconnect"]),
                             (1008, "rate_limited", True))
            self.assertGreater(told["reconnect_in_ms"], 0)
            waits.add(told["reconnect_in_ms"])
        self.assertGreater(len(waits), 1)  # no herd comes back
        self.assertEqual(http.metrics(self.server)[REFUSED], len(frames["disconnect"]))
        self.assertGreaterEqual(http.metrics(self.server)[SHORT_LIVED], len(frames["disconnect"]))
        self.assertEqual(http.get(self.server, "/status").json()["limits"]["connect_rate"], 5)

    async def test_who_comes_back_counts_as_well(self):
        welcome = None
        while not welcome:
            welcome = self.first_frames(self.rush(1)[0]).get("welcome")
        frames = self.first_frames(self.rush(30, f"/ws?session={welcome[0]['session']}")[0])
        self.assertGreater(len(frames["disconnect"]), 0)


class EchoIsNotCounted(Rush):
    settings = {"connect_rate": 1, "echo": True}

    async def test_the_echo_is_for_measuring(self):
        self.assertEqual(len(self.rush(20, "/echo")[0]), 20)


class ConnectRateByStatus(Rush):
    settings = {"connect_rate": 5, "refuse_with": "http"}

    async def test_over_the_rate_it_is_429_and_when_to_come_back(self):
        let_in, refused = self.rush(30)
        self.assertGreaterEqual(len(let_in), 5)
        self.assertGreater(len(refused), 0)
        for reply in refused:
            self.assert_problem(reply, 429, "rate_limited")
            self.assertGreater(int(reply.fields["retry-after"]), 0)
        self.assertEqual(set(self.first_frames(let_in)), {"welcome"})


class PerAddressByStatus(SluiceTestCase):
    settings = {"max_connections_per_ip": 1, "refuse_with": "http"}

    async def test_beyond_the_limit_it_is_503_before_the_handshake(self):
        anna = await self.join("/ws/anna")
        self.assert_problem(self.raw_client("/ws").reply, 503, "too_many_connections")
        other = self.raw_client("/ws", source="127.0.0.2")
        self.assertEqual(other.reply.status, 101)
        again = self.raw_client(f"/ws/anna?session={anna.welcome['session']}")
        self.assertEqual(again.reply.status, 101)  # one place for another


class MaxHandshakes(SluiceTestCase):
    settings = {"max_handshakes": 3, "io_threads": 1}

    async def test_who_has_waited_longest_makes_room(self):
        member = await self.join()
        before = http.metrics(self.server)[EVICTED]
        silent = [self.raw() for _ in range(2)]
        half = self.raw()
        half.send(b"GET /ws HTTP/1.1\r\n")
        newcomers = [self.raw() for _ in range(3)]
        for raw in silent:  # in vain: the answer is not to be lost either
            self.assertEqual(raw.read_reply().status, 503)
            raw.expect_end()
        self.assert_problem(half.read_reply(), 503, "not_available")
        for raw in newcomers:
            raw.send(HEALTH)
            self.assertEqual(raw.read_reply().status, 200)
        await member.command("message", data="still here")
        await member.expect("ack")
        self.assertGreaterEqual(http.metrics(self.server)[EVICTED] - before, 3)
        told = self.server.wait_for_event("handshakes_evicted")
        self.assertGreater(told["evicted"], 0)
        self.assertEqual(told["max_handshakes"], 3)
        self.assertEqual(http.get(self.server, "/status").json()["limits"]["max_handshakes"], 3)

    async def test_between_two_requests_one_waits_as_well_but_for_no_answer(self):
        kept = self.raw()
        kept.send(HEALTH)
        self.assertEqual(kept.read_reply().status, 200)
        silent = [self.raw() for _ in range(3)]
        kept.expect_end()
        for raw in silent:
            raw.send(HEALTH)
            self.assertEqual(raw.read_reply().status, 200)


class Flood(SluiceTestCase):
    settings = {"max_handshakes": 20, "io_threads": 1}

    async def test_a_flood_of_silent_connections_neither_holds_descriptors_nor_others_off(self):
        flood = []
        for _ in range(10):
            flood += [self.raw() for _ in range(40)]
            await (await self.join()).close()
        for raw in flood[:350]:
            self.assertEqual(raw.read_reply().status, 503)
        self.assertLess(http.get(self.server, "/status").json()["open_descriptors"], 60)


class FloodOfAllLoops(SluiceTestCase):
    settings = {"max_handshakes": 20, "io_threads": 4}

    async def test_the_limit_is_that_of_all_loops_together(self):
        flood = [self.raw() for _ in range(120)]
        # Whoever asks stands in the same line: not before all of these have come to it.
        until = time.monotonic() + DEADLINE
        while len(select.select([raw.socket for raw in flood], [], [], 0.1)[0]) < len(flood) - 20:
            self.assertLess(time.monotonic(), until)
        self.assertGreaterEqual(http.metrics(self.server)[EVICTED], len(flood) - 20)
        self.assertLess(http.get(self.server, "/status").json()["open_descriptors"], 60)


class Descriptors(SluiceTestCase):
    settings = {"max_connections": 3000, "max_handshakes": 500}

    async def test_the_kernel_has_made_room_for_all_before_the_first_one_comes(self):
        """Else messages wait whenever it makes more: some milliseconds each time."""
        with open(f"/proc/{self.server.process.pid}/status", encoding="ascii") as status:
            room = next(int(line.split()[1]) for line in status if line.startswith("FDSize:"))
        allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        self.assertGreaterEqual(room, min(allowed, 3500))


class DuringTls(SluiceTestCase):
    async def test_who_agrees_on_tls_waits_as_well(self):
        with Server(max_handshakes=2, io_threads=1, **tls.pair().settings()) as server:
            address = type("Plain", (), {"port": server.port, "tls": None})
            silent = [self.enterContext(RawSocket(address)) for _ in range(2)]
            # Kept open, it might still stand in the line when the next one comes, who asks for metrics.
            self.assertEqual(http.get(server, "/livez", connection="close").status, 200)
            silent[0].expect_end()
            self.assertEqual(http.metrics(server)[EVICTED], 1)


if __name__ == "__main__":
    unittest.main()
