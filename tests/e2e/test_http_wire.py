"""HTTP/1.1 as octets: what is refused, how connections are kept (PROTOCOL §2)."""

import unittest

from support.case import SluiceTestCase


class Malformed(SluiceTestCase):
    def refused(self, octets, *statuses):
        """A reply with a reason, and then the end: such a connection cannot be trusted."""
        raw = self.raw()
        raw.send(octets.replace(b"HOST", raw.host.encode()))
        reply = raw.read_reply()
        self.assertIn(reply.status, statuses, octets)
        self.assert_problem(reply, reply.status)
        raw.expect_end()

    async def test_a_malformed_head_is_400(self):
        for name, octets in {
                "not HTTP": b"hello there\r\n\r\n",
                "two words": b"GET /health\r\nHost: HOST\r\n\r\n",
                "no host": b"GET /health HTTP/1.1\r\n\r\n",
                "two hosts": b"GET /health HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n",
                "folded field": b"GET /health HTTP/1.1\r\nHost: HOST\r\nX: a\r\n b\r\n\r\n",
                "space before the colon": b"GET /health HTTP/1.1\r\nHost : HOST\r\n\r\n",
                "field without a colon": b"GET /health HTTP/1.1\r\nHost: HOST\r\nX\r\n\r\n",
                "empty field name": b"GET /health HTTP/1.1\r\nHost: HOST\r\n: x\r\n\r\n",
                "bare line feeds": b"GET /health HTTP/1.1\nHost: HOST\n\n",
                "bare return in a value": b"GET /health HTTP/1.1\r\nHost: HOST\r\nX: a\rb\r\n\r\n",
                "nul in a value": b"GET /health HTTP/1.1\r\nHost: HOST\r\nX: a\0b\r\n\r\n",
                "nul in the target": b"GET /he\0alth HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "target without a slash": b"GET health HTTP/1.1\r\nHost: HOST\r\n\r\n",
                "length that is no number":
                    b"POST /broadcast HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1x\r\n\r\n",
                "negative length":
                    b"POST /broadcast HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n",
                "length with a plus":
                    b"POST /broadcast HTTP/1.1\r\nHost: HOST\r\nContent-Length: +1\r\n\r\n",
                "two lengths": b"POST /broadcast HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\n"
                               b"Content-Length: 2\r\n\r\n"}.items():
            with self.subTest(name):
                self.refused(octets, 400)

    async def test_transfer_encoding_is_refused(self):
        for value in (b"chunked", b"identity", b"gzip, chunked"):
            with self.subTest(value):
                self.refused(b"POST /broadcast HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: "
                             + value + b"\r\nContent-Length: 1\r\n\r\n0\r\n\r\n", 400, 411, 501)

    async def test_an_unknown_version_or_method_is_refused(self):
        self.refused(b"GET /health HTTP/3.0\r\nHost: HOST\r\n\r\n", 400, 505)
        self.refused(b"GET /health http/1.1\r\nHost: HOST\r\n\r\n", 400, 505)

    async def test_an_absolute_target_is_understood_as_rfc_9112_asks(self):
        raw = self.raw()
        raw.send(f"GET http://{raw.host}/livez HTTP/1.1\r\nHost: {raw.host}\r\n\r\n".encode())
        self.assertEqual(raw.read_reply().status, 200)

    async def test_a_head_that_is_too_large_is_431(self):
        self.refused(b"GET /health HTTP/1.1\r\nHost: HOST\r\nX: " + b"x" * 9000 + b"\r\n\r\n", 431)
        many = b"".join(b"X-%d: y\r\n" % number for number in range(70))
        self.refused(b"GET /health HTTP/1.1\r\nHost: HOST\r\n" + many + b"\r\n", 431)
        self.refused(b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: HOST\r\n\r\n", 414, 431)

    async def test_a_head_without_an_end_is_431_as_soon_as_it_is_too_large(self):
        self.refused(b"GET /health HTTP/1.1\r\nHost: HOST\r\nX: " + b"x" * 8300, 431)

    async def test_the_server_lives_on(self):
        for octets in (b"\x16\x03\x01\x02\x00\x01", b"\xff" * 100, b"\0" * 100):
            raw = self.raw()
            raw.send(octets)
            raw.close()
        self.assertEqual((await self.get("/livez")).status, 200)


class Slow(SluiceTestCase):
    settings = {"head_timeout": "500ms"}

    async def test_half_a_head_is_408(self):
        raw = self.raw()
        raw.send(b"GET /health HTTP/1.1\r\nHost: x")
        self.assert_problem(raw.read_reply(), 408)
        raw.expect_end()

    async def test_dripping_octets_do_not_move_the_deadline(self):
        raw = self.raw()
        raw.send(b"GET /health HTTP/1.1\r\nX: ")
        raw.socket.settimeout(0.05)
        got = b""
        for _ in range(100):  # five seconds at most
            try:
                raw.send(b"x")
                got = raw.socket.recv(65536)
                break
            except TimeoutError:
                continue
        self.assertTrue(got.startswith(b"HTTP/1.1 408 "), got)

    async def test_a_client_after_its_handshake_has_no_such_deadline(self):
        silent = self.raw_client("/ws")
        self.assertEqual(silent.read_json()["type"], "welcome")
        raw = self.raw()
        raw.send(b"GET")
        self.assertEqual(raw.read_reply().status, 408)
        silent.send_frame(1, '{"type":"ping","ref":"still here"}')
        self.assertEqual(silent.read_json()["type"], "pong")


class Connections(SluiceTestCase):
    def request(self, raw, path="/livez", version="1.1", *fields):
        lines = [f"GET {path} HTTP/{version}", f"Host: {raw.host}", *fields, "", ""]
        return "\r\n".join(lines).encode()

    async def test_a_connection_serves_many_requests(self):
        raw = self.raw()
        for path in ("/livez", "/health", "/nothing", "/livez"):
            raw.send(self.request(raw, path))
            self.assertEqual(raw.read_reply().status, 404 if path == "/nothing" else 200)

    async def test_pipelined_requests_are_answered_in_order(self):
        raw = self.raw()
        body = f"POST /broadcast HTTP/1.1\r\nHost: {raw.host}\r\nContent-Type: text/plain\r\n" \
               "Content-Length: 5\r\n\r\nhello"
        raw.send(self.request(raw, "/health") + body.encode() + self.request(raw, "/nothing")
                 + self.request(raw, "/livez"))
        self.assertEqual([raw.read_reply().status for _ in range(4)], [200, 202, 404, 200])

    async def test_connection_close_is_honoured(self):
        raw = self.raw()
        raw.send(self.request(raw, "/livez", "1.1", "Connection: close"))
        reply = raw.read_reply()
        self.assertEqual(reply.fields["connection"].lower(), "close")
        raw.expect_end()

    async def test_http_1_0_closes_unless_asked_to_keep(self):
        raw = self.raw()
        raw.send(self.request(raw, "/livez", "1.0"))
        self.assertEqual(raw.read_reply().status, 200)
        raw.expect_end()

    async def test_the_hundredth_request_is_the_last(self):
        raw = self.raw()
        for number in range(1, 101):
            raw.send(self.request(raw))
            reply = raw.read_reply()
            self.assertEqual(reply.status, 200)
            closes = reply.fields.get("connection", "").lower() == "close"
            self.assertEqual(closes, number == 100, number)
        raw.expect_end()

    async def test_a_half_closed_peer_still_gets_its_reply(self):
        if self.server.tls:
            self.skipTest("Python's ssl would go on in the clear")
        raw = self.raw()
        raw.send(self.request(raw))
        raw.socket.shutdown(1)
        self.assertEqual(raw.read_reply().status, 200)
        raw.expect_end()

    async def test_an_upgrade_after_a_kept_request_works(self):
        raw = self.raw()
        raw.send(self.request(raw))
        self.assertEqual(raw.read_reply().status, 200)
        raw.send(self.request(raw, "/ws", "1.1", "Connection: Upgrade", "Upgrade: websocket",
                              "Sec-WebSocket-Version: 13",
                              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
        self.assertEqual(raw.read_reply().status, 101)


if __name__ == "__main__":
    unittest.main()
