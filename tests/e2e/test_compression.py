"""permessage-deflate (RFC 7692, PROTOCOL §3 `compression`), with python3-websockets and by hand."""

import asyncio
import json
import os
import random
import unittest
import zlib

from support import http
from support.case import SluiceTestCase
from support.rawsocket import BINARY, CONTINUATION, PING, PONG, TEXT
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

OFFER = "Sec-WebSocket-Extensions: permessage-deflate"
AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
RSV1 = 4
ROWS = [{"order": number, "state": "shipped"} for number in range(40)]


def deflated(text, flush=zlib.Z_SYNC_FLUSH):
    text = text.encode() if isinstance(text, str) else text
    compressor = zlib.compressobj(wbits=-15)
    octets = compressor.compress(text) + compressor.flush(flush)
    return octets[:-4] if flush == zlib.Z_SYNC_FLUSH else octets


class Negotiation(SluiceTestCase):
    settings = {"echo": True}

    def answer(self, *offers, path="/ws", server=None):
        fields = [f"Sec-WebSocket-Extensions: {offer}" for offer in offers]
        raw = self.raw_client(path, server=server, fields=fields)
        self.assertEqual(raw.reply.status, 101)
        return raw.reply.fields.get("sec-websocket-extensions")

    async def test_what_is_agreed_to(self):
        for offers in (("permessage-deflate",), ("permessage-deflate; client_max_window_bits",),
                       ("x-unknown", "permessage-deflate"),
                       ("permessage-deflate; server_max_window_bits=10, permessage-deflate",)):
            with self.subTest(offers):
                self.assertEqual(self.answer(*offers), AGREED)
        self.assertEqual(self.answer("permessage-deflate; server_max_window_bits=15"),
                         AGREED + "; server_max_window_bits=15")
        self.assertEqual(self.answer("permessage-deflate", path="/echo"), AGREED)

    async def test_a_declined_offer_is_no_failed_handshake(self):
        for offer in ("x-unknown", "permessage-deflate; server_max_window_bits=9",
                      "permessage-deflate; nonsense", 'permessage-deflate; a="', ";;,="):
            with self.subTest(offer):
                self.assertIsNone(self.answer(offer))
        self.assertNotIn("sec-websocket-extensions", self.raw_client("/ws").reply.fields)


class Counting(SluiceTestCase):
    settings = {"presence_interval": 0}

    async def test_only_who_agreed_is_counted(self):
        one = await self.join(compression="deflate")
        two = await self.join()
        self.assertEqual(http.metrics(self.server)["sluice_compressed_clients"], 1)
        self.assertEqual(http.get(self.server, "/status").json()["compressed_clients"], 1)
        await one.close()
        await two.expect("presence", left_count=1)
        self.assertEqual(http.metrics(self.server)["sluice_compressed_clients"], 0)


class SwitchedOff(SluiceTestCase):
    settings = {"compression": "off"}

    async def test_nothing_is_agreed_to_and_rsv1_is_an_error(self):
        client = await self.join(compression="deflate")
        self.assertEqual(client.socket.extensions, [])
        raw = self.raw_client("/ws", fields=[OFFER])
        self.assertNotIn("sec-websocket-extensions", raw.reply.fields)
        raw.read_json()
        raw.send_frame(TEXT, deflated("hello"), rsv=RSV1)
        self.assertEqual(raw.read_json()["reason"], "protocol_error")
        raw.expect_close(1002, "protocol_error")


class Broadcasts(SluiceTestCase):
    settings = {"messages_per_minute": 0, "presence_interval": "60s", "broadcast_interval": 0}

    async def test_compressed_once_and_the_same_for_everybody(self):
        speaker = await self.join()
        readers = [await self.join(compression="deflate") for _ in range(10)]
        readers += [await self.join(), await self.join()]
        for reader in readers[:10]:
            self.assertEqual(len(reader.socket.extensions), 1)
        before = http.metrics(self.server)
        await speaker.command("message", data=ROWS)
        for reader in readers:
            await reader.expect("message", data=ROWS)
        await speaker.expect("ack")
        after = http.metrics(self.server)
        grown = {name: after[f"sluice_{name}"] - before[f"sluice_{name}"]
                 for name in ("messages_compressed_total", "compression_saved_bytes_total")}
        self.assertEqual(grown["messages_compressed_total"], 1)
        self.assertGreater(grown["compression_saved_bytes_total"], 10 * len(json.dumps(ROWS)) / 2)

    async def test_on_the_wire_it_is_smaller_and_has_rsv1(self):
        raw = self.raw_client("/ws/raw", fields=[OFFER])
        self.assertEqual(raw.read_json()["type"], "welcome")
        speaker = await self.join()
        await speaker.command("message", data=ROWS)
        self.assertEqual(raw.take(1), b"\xc1")
        second, = raw.take(1)
        self.assertEqual(second, 126)
        size = int.from_bytes(raw.take(2), "big")
        text = zlib.decompressobj(-15).decompress(raw.take(size) + b"\0\0\xff\xff")
        self.assertEqual(json.loads(text)["data"], ROWS)
        self.assertLess(size, len(text) / 3)
        await speaker.command("message", data="short")
        self.assertEqual(raw.read_json()["data"], "short")

    async def test_a_replay_and_personal_messages_arrive(self):
        anna = await self.join("/ws/anna", compression="deflate")
        boris = await self.join(compression="deflate")
        await boris.command("message", data=ROWS)
        await anna.expect("message", data=ROWS)
        await boris.expect("ack")
        await boris.command("message", data=ROWS, to="anna")
        await anna.expect("personal", data=ROWS)
        await boris.expect("ack")
        back = await self.connect(f"/ws?epoch={anna.welcome['epoch']}&offset={anna.position - 2}",
                                  compression="deflate")
        await back.greeted()
        await back.expect("message", data=ROWS)

    async def test_text_readers_read_it_too(self):
        reader = await self.connect("/ws?format=text", compression="deflate")
        await reader.next_text()  # the welcome
        speaker = await self.join()
        text = "Сто разів те саме. " * 100
        await speaker.send(text)
        self.assertEqual(await reader.next_text(), text)

    async def test_a_compressed_command_is_obeyed(self):
        anna, boris = await self.join(compression="deflate"), await self.join()
        await anna.command("message", data="x" * 5000, ref="r")
        await anna.expect("ack", ref="r")
        await boris.expect("message", data="x" * 5000)


class EchoOfEverything(SluiceTestCase):
    settings = {"echo": True}

    async def echo(self, client, message, expected=None):
        await client.socket.send(message)
        got = await asyncio.wait_for(client.socket.recv(), 10)
        self.assertEqual(got, message if expected is None else expected)

    async def test_every_size_and_kind_comes_back(self):
        client = await self.connect("/echo", compression="deflate")
        self.assertEqual(len(client.socket.extensions), 1)
        for size in (0, 1, 125, 126, 511, 512, 513, 1000, 65535, 65536):
            with self.subTest(size):
                await self.echo(client, "x" * size)
                await self.echo(client, os.urandom(size))
                await self.echo(client, os.urandom(size // 2).hex())

    async def test_every_window_and_takeover_a_client_may_ask_for(self):
        for options in ({"client_no_context_takeover": True}, {"server_no_context_takeover": True},
                        {"client_max_window_bits": 9}, {"client_max_window_bits": True},
                        {"server_max_window_bits": 15}):
            with self.subTest(options):
                offer = ClientPerMessageDeflateFactory(**options)
                client = await self.connect("/echo", extensions=[offer])
                self.assertEqual(len(client.socket.extensions), 1)
                for _ in range(3):
                    await self.echo(client, "the same words over and over. " * 1000)

    async def test_fragments_of_any_size_with_empty_ones_between(self):
        client = await self.connect("/echo", compression="deflate")
        chance = random.Random(5)
        for _ in range(50):
            parts = [chance.choice(["", "a", "Привіт", "x" * 700]) for _ in range(6)]
            await self.echo(client, parts, "".join(parts))

    async def test_control_frames_between_fragments_by_hand(self):
        raw = self.raw_client("/echo", fields=[OFFER])
        octets = deflated("Hello, fragments")
        raw.send_frame(TEXT, octets[:3], fin=False, rsv=RSV1)
        raw.send_frame(PING, b"between")
        raw.expect_frame(PONG, b"between")
        raw.send_frame(CONTINUATION, b"", fin=False)
        raw.send_frame(CONTINUATION, octets[3:])
        raw.expect_frame(TEXT, "Hello, fragments")
        raw.send_frame(BINARY, deflated(b"\xff", zlib.Z_FINISH) + b"\0", rsv=RSV1)
        raw.expect_frame(BINARY, b"\xff")


class WhatBreaksIt(SluiceTestCase):
    settings = {"echo": True, "max_message_bytes": 1000}

    def closes(self, code, reason, *frames, fields=(OFFER,)):
        raw = self.raw_client("/echo", fields=fields)
        for opcode, payload, options in frames:
            raw.send_frame(opcode, payload, **options)
        raw.expect_close(code, reason)

    async def test_a_zip_bomb_is_too_big(self):
        bomb = deflated(b"\0" * 1_000_000)
        self.assertLess(len(bomb), 1000)
        self.closes(1009, "message_too_big", (BINARY, bomb, {"rsv": RSV1}))

    async def test_the_limit_is_that_of_the_message(self):
        client = await self.connect("/echo", compression="deflate")
        noise = os.urandom(1000)  # longer on its way than it is
        await client.socket.send(noise)
        self.assertEqual(await client.socket.recv(), noise)
        await client.socket.send(b"x" * 1001)
        await client.expect_close(1009, "message_too_big")

    async def test_what_cannot_be_inflated_is_a_protocol_error(self):
        self.closes(1002, "protocol_error", (TEXT, "not compressed", {"rsv": RSV1}))

    async def test_half_a_message_is_a_protocol_error(self):
        octets = deflated(os.urandom(50))
        self.closes(1002, "protocol_error", (BINARY, octets[:30], {"rsv": RSV1}))

    async def test_utf8_is_judged_after_inflating(self):
        self.closes(1007, "invalid_utf8", (TEXT, deflated(b"\xc3"), {"rsv": RSV1}))

    async def test_rsv1_has_its_place(self):
        octets = deflated("x")
        self.closes(1002, "protocol_error", (PING, b"x", {"rsv": RSV1}))
        self.closes(1002, "protocol_error", (TEXT, octets, {"rsv": RSV1, "fin": False}),
                    (CONTINUATION, b"", {"rsv": RSV1}))
        self.closes(1002, "protocol_error", (TEXT, octets, {"rsv": RSV1 | 2}))
        self.closes(1002, "protocol_error", (TEXT, octets, {"rsv": RSV1}), fields=())


class SlowReaders(SluiceTestCase):
    settings = {"messages_per_minute": 0, "presence_interval": "60s", "broadcast_interval": 0,
                "queue_bytes": "100MiB", "queue_messages": 10000}

    async def test_frames_that_waited_come_whole_and_in_order(self):
        offer = {"compression": "deflate", "ping_interval": None}
        slow, speaker = await self.join("/ws/slow", **offer), await self.join()
        slow.socket.transport.pause_reading()
        for number in range(300):
            await speaker.command("message", data=[number, os.urandom(15000).hex()])
            await speaker.expect("ack")
        slow.socket.transport.resume_reading()
        for number in range(300):
            self.assertEqual((await slow.expect("message"))["data"][0], number)


if __name__ == "__main__":
    unittest.main()
