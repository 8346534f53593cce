"""Pings of the server and the stale client (PROTOCOL §1.4 `stale`)."""

import unittest

from support.case import SluiceTestCase
from support.rawsocket import PING, PONG, TEXT


class KeepAlive(SluiceTestCase):
    settings = {"ping_interval": "150ms", "pong_timeout": "300ms", "echo": True,
                "messages_per_minute": 0, "presence_interval": "50ms", "close_timeout": "300ms"}

    async def test_the_welcome_tells_the_ping_interval(self):
        self.assertEqual((await self.join()).welcome["ping_interval_ms"], 150)

    async def test_a_client_that_does_not_pong_is_stale(self):
        raw = self.raw_client()
        self.assertEqual(raw.read_json()["type"], "welcome")
        self.assertEqual(raw.read_frame().opcode, PING)
        told = raw.expect_disconnect(1001, "stale")
        self.assertIs(told["reconnect"], True)

    async def test_a_client_that_pongs_stays(self):
        raw = self.raw_client()
        self.assertEqual(raw.read_json()["type"], "welcome")
        for _ in range(8):
            frame = raw.read_frame()
            while frame.opcode == TEXT:
                self.assertIn(b'"presence"', frame.payload)
                frame = raw.read_frame()
            self.assertEqual(frame.opcode, PING)
            raw.send_frame(PONG, frame.payload)

    async def test_a_library_client_stays(self):
        client = await self.join()
        raw = self.raw_client()
        raw.read_json()
        self.server.wait_for_event("client_disconnected", reason="stale")
        await client.command("ping", ref="still here")
        await client.expect("pong", ref="still here")

    async def test_the_others_hear_that_a_stale_client_left(self):
        client = await self.join()
        raw = self.raw_client("/ws/sleeper")
        raw.read_json()
        frame = await client.expect("presence", ignoring=())
        while "sleeper" not in frame["left"]:
            frame = await client.expect("presence", ignoring=())

    async def test_a_stale_echo_session_is_closed_without_json(self):
        raw = self.raw_client("/echo")
        self.assertEqual(raw.read_frame().opcode, PING)
        frame = raw.read_frame()
        while frame.opcode == PING:
            frame = raw.read_frame()
        self.assertEqual(frame.opcode, 8)
        self.assertEqual(frame.payload, b"\x03\xe9stale")

    async def test_an_unasked_pong_does_no_harm(self):
        raw = self.raw_client("/echo")
        raw.send_frame(PONG, b"nobody asked")
        raw.send_frame(TEXT, "alive")
        raw.expect_frame(TEXT, "alive")


class PingsOff(SluiceTestCase):
    settings = {"ping_interval": 0}

    async def test_interval_zero_is_told(self):
        self.assertEqual((await self.join()).welcome["ping_interval_ms"], 0)


if __name__ == "__main__":
    unittest.main()
