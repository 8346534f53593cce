"""What a stranger can make the server hold: 64 KiB at the most, in every state before admission."""

import contextlib
import os
import socket
import time
import unittest

from support import tls
from support.case import SluiceTestCase
from support.keyupdates import DEADLINE, KeyUpdates
from support.rawsocket import TEXT, RawSocket, frame
from support.server import Server
from test_proxy import SIGNATURE

STRANGERS = 40
MOST = 64 * 1024
ADMIN = "admin-secret-0123456789"


class BeforeAdmission(SluiceTestCase):
    def resident(self, server):
        with open(f"/proc/{server.process.pid}/status", encoding="ascii") as file:
            line = next(line for line in file if line.startswith("VmRSS"))
        return int(line.split()[1]) * 1024

    def measure(self, server, stranger, strangers=STRANGERS):
        """Octets that each of many strangers costs, when each has done all it can."""
        held = [stranger() for _ in range(10)]  # what all of them share is there now
        before = self.resident(server)
        held += [stranger() for _ in range(strangers)]
        each = (self.resident(server) - before) / strangers
        print(f"{self.id().rsplit('.', 1)[1]}: {each / 1024:.1f} KiB", flush=True)
        if not os.environ.get("SLUICE_SANITIZE"):  # which keeps what is freed
            self.assertLess(each, MOST)
        return held

    def quiet(self, server, octets, **options):
        """Says this, below TLS if there is any, and waits until the server has taken it."""
        plain = type("Plain", (), {"port": server.port, "tls": None})
        raw = self.enterContext(RawSocket(plain, **options))
        raw.send(octets)
        self.settle(server)
        return raw

    def settle(self, server, turns=2):
        """The one loop has turned so often since, and read 16 KiB of each connection each time."""
        with RawSocket(server, before=self.introduction) as raw:
            for _ in range(turns):
                raw.send(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
                self.assertEqual(raw.read_reply().status, 200)

    introduction = b""  # what a connection must begin with

    def start(self, **settings):
        return self.enterContext(Server(io_threads=1, **settings))

    async def test_a_head_that_never_ends(self):
        server = self.start()
        head = b"GET /ws HTTP/1.1\r\nHost: a\r\nX-Long: " + b"x" * 8000
        self.measure(server, lambda: self.quiet(server, head))

    async def test_many_requests_at_once_that_nobody_reads_the_replies_of(self):
        server = self.start()
        requests = b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n" * 99
        self.measure(server, lambda: self.quiet(server, requests, receive_buffer=4096))

    async def test_a_body_that_nobody_may_send(self):
        server = self.start(admin_token=ADMIN)
        post = (b"POST /broadcast HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
                b"Content-Length: 1000000\r\n\r\n" + b"x" * 60000)
        self.measure(server, lambda: self.quiet(server, post))

    async def test_a_message_of_one_who_was_refused(self):
        server = self.start(max_message_bytes=4 * 1024 * 1024)

        def stranger():
            raw = self.raw_client("/ws", server=server, fields=["Origin: http://evil.example"])
            raw.send(frame(TEXT, b"x" * 300000, length=4000000))
            self.settle(server, turns=25)
            return raw
        self.measure(server, stranger)

    async def test_frames_behind_a_handshake_that_is_refused(self):
        server = self.start(max_message_bytes=4 * 1024 * 1024)
        early = frame(TEXT, b"x" * 300000, length=4000000)

        def stranger():
            raw = self.raw_client("/ws", server=server, early=early,
                                  fields=["Origin: http://evil.example"])
            self.settle(server, turns=25)
            return raw
        self.measure(server, stranger)

    async def test_half_a_tls_hello(self):
        server = self.start(**tls.pair().settings())
        hello = b"\x16\x03\x01\x40\x00\x01\x00\x3f\xfc" + b"x" * 16000
        # The next step is near, so that pages must not tip the scale.
        self.measure(server, lambda: self.quiet(server, hello), strangers=150)

    async def test_a_head_that_never_ends_over_tls(self):
        server = self.start(**tls.pair().settings())
        head = b"GET /ws HTTP/1.1\r\nHost: a\r\nX-Long: " + b"x" * 8000

        def stranger():
            raw = self.raw(server)
            raw.send(head)
            self.settle(server)
            return raw
        self.measure(server, stranger)

    async def test_requests_for_new_keys_that_nobody_reads_the_answers_of(self):
        for times in (30, 4000):  # about as many as are answered, and more
            with self.subTest(times=times):
                self.ask_for_keys(times)

    def ask_for_keys(self, times):
        server = self.start(**tls.pair().settings())

        def stranger():
            plain = socket.socket()
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 88)
            plain.connect(("127.0.0.1", server.port))
            peer = KeyUpdates(plain)
            self.addCleanup(peer.close)
            until = time.monotonic() + DEADLINE
            with contextlib.suppress(ConnectionError):  # who asks too often is cut off
                for _ in range(times):
                    while not peer.ask():
                        self.assertLess(time.monotonic(), until, "it does not listen any more")
                        time.sleep(0.001)
            return peer
        self.measure(server, stranger)

    async def test_a_proxy_header_that_never_ends(self):
        server = self.start(trusted_proxies="127.0.0.1", proxy_protocol=True)
        self.introduction = SIGNATURE + b"\x20\x00\x00\x00"
        header = SIGNATURE + b"\x21\x11\x0f\xf0" + b"x" * 4000
        self.measure(server, lambda: self.quiet(server, header))


if __name__ == "__main__":
    unittest.main()
