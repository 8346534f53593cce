"""RFC 6455 and permessage-deflate over `/echo`, case by case: the tables are in rfc6455/."""

import socket
import unittest

from rfc6455 import closing, deflate, fragmentation, framing, handshake, limits, utf8
from rfc6455.case import play_all
from support import tls
from support.case import SluiceTestCase
from support.rawsocket import (BINARY, PING, PONG, RawWebSocket, TEXT, close_frame, frame)

OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"
# Over TLS every third case will do: what differs there are the octets' ways, not the rules.
STEP = 3 if tls.EVERYWHERE else 1


class Table(SluiceTestCase):
    settings = {"echo": True}

    def play(self, cases, fields=()):
        cases = cases[::STEP]
        names = [case.name for case in cases]
        self.assertEqual(len(names), len(set(names)), "two cases of one name")
        for case, failure in play_all(lambda: RawWebSocket(self.server, "/echo", fields), cases):
            with self.subTest(case.name):
                if failure:
                    self.fail(failure)


class Conformance(Table):
    async def test_framing(self):
        self.play(framing.CASES)

    async def test_fragmentation(self):
        self.play(fragmentation.CASES)

    async def test_utf8(self):
        self.play(utf8.CASES)

    async def test_closing(self):
        self.play(closing.CASES)

    async def test_of_many_pings_the_newest_is_answered(self):  # §5.5.3
        raw = self.raw_client("/echo")
        raw.send(b"".join(frame(PING, str(number)) for number in range(1000)))
        answered = [-1]
        while answered[-1] != 999:
            got = raw.read_frame()
            self.assertEqual(got.opcode, PONG)
            self.assertGreater(int(got.payload), answered[-1])
            answered.append(int(got.payload))
        raw.send_frame(TEXT, "after")
        raw.expect_frame(TEXT, "after")

    async def test_who_ends_the_stream_without_a_close_leaves_it_at_that(self):  # §7.1.5
        for octets in (b"", frame(TEXT, "half")[:5], frame(TEXT, "open", fin=False)):
            with self.subTest(octets):
                raw = self.raw_client("/echo")
                raw.send(octets)
                raw.socket.shutdown(socket.SHUT_WR)
                raw.expect_end()


class Limits(Table):
    settings = {"echo": True, "max_message_bytes": limits.LIMIT}

    async def test_limits(self):
        self.play(limits.CASES)

    async def test_limits_where_compression_is_agreed_to(self):
        # What is let in comes back compressed, so the other tables are about that.
        self.play([case for case in limits.CASES if case.closes], [OFFER])

    async def test_deflate(self):
        self.play(deflate.CASES, [OFFER])


class Negotiation(SluiceTestCase):
    settings = {"echo": True}

    async def test_offers_of_compression(self):
        for offers, answer in deflate.OFFERS[::STEP]:
            with self.subTest(offers):
                fields = [f"Sec-WebSocket-Extensions: {offer}" for offer in offers]
                with RawWebSocket(self.server, "/echo", fields) as raw:
                    self.assertEqual(raw.reply.status, 101)
                    self.assertEqual(raw.reply.fields.get("sec-websocket-extensions"), answer)

    async def test_handshakes(self):
        for case in handshake.CASES[::STEP]:
            with self.subTest(case.name), self.raw() as raw:
                raw.send(case.octets(raw.host))
                reply = raw.read_reply()
                self.assertEqual(reply.status, case.status, reply.body)
                for name, value in case.answer.items():
                    self.assertEqual(reply.fields.get(name, "").lower(), value.lower(), name)
                if case.status == 101:
                    self.assertNotIn("sec-websocket-extensions", reply.fields)
                    raw.send(frame(BINARY, b"it works") + close_frame(1000))
                    self.assertEqual(raw.take(10), b"\x82\x08it works")


if __name__ == "__main__":
    unittest.main()
