"""`/echo`: every message back, unchanged, and no JSON of ours (PROTOCOL §1)."""

import os
import unittest

from support.case import SluiceTestCase
from support.rawsocket import BINARY, CONTINUATION, TEXT
from support.server import Server

SIZES = (0, 1, 125, 126, 127, 1000, 65535, 65536)


class Echo(SluiceTestCase):
    settings = {"echo": True, "broadcast_interval": "100ms", "presence_interval": 0}

    async def back(self, client, message):
        await client.socket.send(message)
        got = await client.socket.recv()
        self.assertEqual(got, message)
        self.assertIs(type(got), type(message))

    async def test_text_and_binary_of_every_size_come_back_unchanged(self):
        client = await self.connect("/echo")
        for size in SIZES:
            with self.subTest(size):
                await self.back(client, "x" * size)
                await self.back(client, os.urandom(size))

    async def test_commands_of_ours_mean_nothing_here(self):
        client = await self.connect("/echo")
        for text in ("test", "ping", '{"type":"ping"}', '{"type":"message","data":1}', "Привіт 😀",
                     "\ufeffbyte order mark", "\u0000"):
            with self.subTest(text):
                await self.back(client, text)

    async def test_no_frame_of_ours_ever_appears(self):
        client = await self.connect("/echo")
        heard = await self.join()
        for _ in range(3):
            await heard.expect("notification")
        await heard.send("to everyone")
        await heard.expect("ack", ignoring=("presence", "notification"))
        await self.back(client, "nothing came before this")
        await client.close()
        self.assertEqual((client.socket.close_code, client.socket.close_reason), (1000, ""))

    async def test_a_fragmented_message_comes_back_whole(self):
        raw = self.raw_client("/echo")
        raw.send_frame(TEXT, "one ", fin=False)
        raw.send_frame(CONTINUATION, "", fin=False)
        raw.send_frame(CONTINUATION, "two", fin=True)
        raw.expect_frame(TEXT, "one two")
        raw.send_frame(BINARY, b"\x00\xff", fin=False)
        raw.send_frame(CONTINUATION, b"\x01")
        raw.expect_frame(BINARY, b"\x00\xff\x01")

    async def test_many_messages_in_one_segment_come_back_in_order(self):
        client = await self.connect("/echo")
        for number in range(1000):
            await client.socket.send(str(number))
        for number in range(1000):
            self.assertEqual(await client.socket.recv(), str(number))

    async def test_an_echo_session_is_no_client(self):
        await self.connect("/echo")
        watcher = await self.join()
        clients = watcher.welcome["clients"]
        await self.connect("/echo")
        other = await self.join("/ws/other")
        self.assertEqual(other.welcome["clients"], clients + 1)
        frame = await watcher.expect("presence", ignoring=("notification",))
        self.assertEqual(frame["joined"], ["other"])

    async def test_echo_is_not_limited_to_a_minute_s_budget(self):
        client = await self.connect("/echo")
        for number in range(200):
            await self.back(client, str(number))


class EchoCloses(SluiceTestCase):
    settings = {"echo": True, "max_message_bytes": 1000}

    async def test_an_error_closes_without_any_json(self):
        client = await self.connect("/echo")
        await client.send("x" * 1001)
        await client.expect_close(1009, "message_too_big")

    async def test_invalid_utf8_closes_without_any_json(self):
        raw = self.raw_client("/echo")
        raw.send_frame(TEXT, b"\xff")
        raw.expect_close(1007, "invalid_utf8")

    async def test_a_drain_closes_without_any_json(self):
        with Server(echo=True, shutdown_timeout="1s") as server:
            client = await self.connect("/echo", server)
            server.signal()
            await client.expect_close(1001)
            self.assertEqual(await self.in_thread(server.wait_for_exit), 0)


if __name__ == "__main__":
    unittest.main()
