"""Who is let in: origin, limits, and how a refusal looks (PROTOCOL §1.4, §3)."""

import unittest

from support.case import SluiceTestCase
from support.server import run


class OriginOfTheSameHost(SluiceTestCase):
    async def test_no_origin_and_the_own_origin_are_let_in(self):
        await self.join()
        for host in (f"127.0.0.1:{self.server.port}",):
            await self.join(origin=f"http://{host}")

    async def test_the_own_origin_under_another_name_is_let_in(self):
        host = f"localhost:{self.server.port}"
        raw = self.raw()
        raw.send(f"GET /ws HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
                 "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode())
        self.assertEqual(raw.read_reply().status, 101)
        self.assertIn(b'"welcome"', raw.take(60))

    async def test_a_foreign_origin_is_told_why_and_closed_with_1008(self):
        port = self.server.port
        for origin in ("http://evil.example", "https://evil.example:8000", "null",
                       f"http://127.0.0.1:{port}.evil.example", f"http://127.0.0.1:{port + 1}",
                       "http://127.0.0.1.evil.example"):
            with self.subTest(origin):
                client = await self.connect(origin=origin)
                await client.expect_disconnect(1008, "origin_denied", ignoring=())


class AllowedOrigins(SluiceTestCase):
    settings = {"allowed_origins": "https://app.example,https://www.example:8443"}

    async def test_listed_origins_are_let_in_and_no_others(self):
        for origin in ("https://app.example", "https://www.example:8443"):
            await self.join(origin=origin)
        for origin in ("http://app.example", "https://app.example:444", "https://www.example",
                       "https://app.example.evil.example", "https://xapp.example"):
            with self.subTest(origin):
                client = await self.connect(origin=origin)
                await client.expect_disconnect(1008, "origin_denied", ignoring=())


class OriginGlobs(SluiceTestCase):
    settings = {"allowed_origins": "https://*.app.example, http://localhost:*, null"}

    async def test_origins_that_a_glob_names_are_let_in_and_no_others(self):
        for origin in ("https://www.app.example", "https://a.b.app.example", "null",
                       "http://localhost", "http://localhost:3000"):
            with self.subTest(origin):
                await self.join(origin=origin)
        for origin in ("https://app.example", "http://www.app.example",
                       "https://www.app.example:8443", "https://www.app.example.evil.example",
                       "https://evil.example/.app.example", "https://evil.example@www.app.example",
                       "https://evil.example:1.app.example", "https://localhost:3000"):
            with self.subTest(origin):
                client = await self.connect(origin=origin)
                await client.expect_disconnect(1008, "origin_denied", ignoring=())

    def test_what_is_no_origin_is_refused_at_the_start(self):
        for text in ("*.app.example", "https://*.app.example/", "*://app.example"):
            with self.subTest(text):
                done = run("config", "check", "--allowed-origins", text)
                self.assertEqual(done.returncode, 2)
                self.assertIn(f"allowed_origins = {text} (from --allowed-origins): must be origins "
                              "such as https://example.org or https://*.example.org", done.stderr)


class MaxConnections(SluiceTestCase):
    settings = {"max_connections": 2}

    async def test_beyond_the_limit_it_is_1008_until_somebody_leaves(self):
        first, second = await self.join("/ws/first"), await self.join("/ws/second")
        third = await self.connect("/ws/third")
        await third.expect_disconnect(1008, "too_many_connections", ignoring=())
        await self.nothing_before(second, first)
        await first.close()
        self.server.wait_for_event("client_disconnected", client_id="first")
        self.assertEqual((await self.join("/ws/third")).id, "third")


class MaxConnectionsPerAddress(SluiceTestCase):
    settings = {"max_connections_per_ip": 1}

    async def test_beyond_the_limit_it_is_1008(self):
        await self.join()
        second = await self.connect()
        await second.expect_disconnect(1008, "too_many_connections", ignoring=())


class HttpRefusals(SluiceTestCase):
    def refused(self, status, path="/ws", *fields):
        raw = self.raw_client(path, fields=fields)
        if isinstance(status, int):
            self.assert_problem(raw.reply, status)
        else:
            self.assertIn(raw.reply.status, status)
            self.assert_problem(raw.reply, raw.reply.status)


class RefuseWithHttp(HttpRefusals):
    settings = {"refuse_with": "http"}

    async def test_an_invalid_id_is_400(self):
        self.refused(400, "/ws/not%20valid")

    async def test_a_foreign_origin_is_403(self):
        self.refused(403, "/ws", "Origin: http://evil.example")

    async def test_an_id_in_use_is_refused(self):
        await self.join("/ws/anna")
        self.refused((400, 403, 409, 429), "/ws/anna")


class FullWithHttp(HttpRefusals):
    settings = {"refuse_with": "http", "max_connections": 1}

    async def test_beyond_the_limit_it_is_503_or_429(self):
        await self.join("/ws/anna")
        self.refused((429, 503), "/ws/boris")


if __name__ == "__main__":
    unittest.main()
