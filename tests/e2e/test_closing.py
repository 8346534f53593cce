"""The closing handshake from both sides (PROTOCOL §1.4, RFC 6455 §7.1.1)."""

import fcntl
import socket
import struct
import termios
import time
import unittest

from support.case import SluiceTestCase
from support.rawsocket import BINARY, PING, TEXT, close_frame


class PeerCloses(SluiceTestCase):
    settings = {"echo": True}

    def client(self, path="/ws"):
        raw = self.raw_client(path)
        if path == "/ws":
            self.assertEqual(raw.read_json()["type"], "welcome")
        return raw

    async def test_the_server_answers_with_the_same_code_and_ends(self):
        for path in ("/ws", "/echo"):
            for code in (1000, 1001, 1002, 1003, 1007, 1011, 3000, 3999, 4000, 4999):
                with self.subTest(path=path, code=code):
                    raw = self.client(path)
                    raw.send(close_frame(code, "до побачення".encode()))
                    raw.expect_close(code)
                    raw.expect_end()

    async def test_a_close_without_a_code_is_answered(self):
        raw = self.client()
        raw.send(close_frame())
        answer = raw.read_frame()
        self.assertEqual(answer.opcode, 8)
        self.assertIn(answer.payload[:2], (b"", struct.pack("!H", 1000)))
        raw.expect_end()

    async def test_what_comes_after_the_peer_s_close_is_ignored(self):
        witness = await self.join("/ws/witness")
        raw = self.client()
        late = b"\x81\x80\x00\x00\x00\x00"
        raw.send(close_frame(1000) + late + close_frame(1001))
        raw.expect_close(1000)
        raw.expect_end()
        await self.nothing_before(await self.join(), witness)

    async def test_what_came_before_the_close_is_still_answered(self):
        raw = self.client("/echo")
        raw.send_frame(TEXT, "last words")
        raw.send(close_frame(1000))
        raw.expect_frame(TEXT, "last words")
        raw.expect_close(1000)

    async def test_a_library_client_sees_a_clean_close(self):
        for code, reason in ((1000, ""), (1001, "going"), (4321, "ї" * 61)):
            with self.subTest(code):
                client = await self.join()
                await client.close(code, reason)
                self.assertEqual(client.socket.close_code, code)


class ServerCloses(SluiceTestCase):
    settings = {"close_timeout": "800ms"}

    def provoked(self):
        """A client that has been sent a Close frame and has not answered it."""
        raw = self.raw_client("/ws/provoker")
        self.assertEqual(raw.read_json()["type"], "welcome")
        raw.send_frame(BINARY, b"x")
        raw.expect_disconnect(1003, "binary_not_supported")
        return raw

    async def test_the_server_waits_for_the_answer_but_not_for_ever(self):
        raw = self.provoked()
        waited = raw.seconds_until_end()
        self.assertGreater(waited, 0.6)

    async def test_the_server_ends_its_side_once_the_answer_is_there(self):
        raw = self.provoked()
        raw.send(close_frame(1003))
        raw.expect_end()

    async def test_messages_before_the_answer_are_discarded(self):
        witness = await self.join()
        raw = self.provoked()
        raw.send_frame(TEXT, "too late")
        raw.send_frame(PING, "too late as well")
        raw.send(close_frame(1003))
        raw.expect_end()
        await self.nothing_before(await self.join(), witness)


class Lingering(SluiceTestCase):
    def unsent(self, raw):
        room = struct.pack("i", 0)
        return struct.unpack("i", fcntl.ioctl(raw.socket, termios.TIOCOUTQ, room))[0]

    async def test_after_its_end_the_server_reads_on_instead_of_resetting(self):
        raw = self.raw_client()
        raw.read_json()
        raw.send(close_frame(1000))
        raw.expect_close(1000)
        raw.expect_end()
        until = time.monotonic() + 5
        for _ in range(4):
            raw.send(b"\x00" * 10000)
        while self.unsent(raw):
            self.assertLess(time.monotonic(), until, "the server does not read")
        self.assertEqual(raw.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR), 0)
        self.assertEqual(raw.socket.recv(1), b"")

    async def test_a_lingering_connection_is_no_client_any_more(self):
        raw = self.raw_client("/ws/lingerer")
        raw.read_json()
        raw.send(close_frame(1000))
        raw.expect_close(1000)
        raw.expect_end()
        self.server.wait_for_event("client_disconnected", client_id="lingerer")
        again = self.raw_client("/ws/lingerer")
        self.assertEqual(again.read_json()["client_id"], "lingerer")

    async def test_a_drop_in_the_middle_of_a_frame_is_a_leave(self):
        raw = self.raw_client("/ws/dropper")
        raw.read_json()
        raw.send(b"\x81\xfe")
        raw.close()
        self.server.wait_for_event("client_disconnected", client_id="dropper")


if __name__ == "__main__":
    unittest.main()
