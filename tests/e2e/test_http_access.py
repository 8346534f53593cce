"""Who may change or list: tokens, and the loopback rule without them (PROTOCOL §2)."""

import unittest

from support import http
from support.case import SluiceTestCase
from support.server import Server

ADMIN, VIEWER = "admin-secret-0123456789", "viewer-secret-0123456789"
CHANGING = (("POST", "/broadcast", {"data": 1}),
            ("POST", "/api/v1/clients/anna/messages", {"data": 1}),
            ("DELETE", "/api/v1/clients/anna", None),
            ("PUT", "/api/v1/accepting", {"enabled": True}))
LISTING = (("GET", "/api/v1/clients", None), ("GET", "/api/v1/clients/anna", None))
PUBLIC = ("/", "/health", "/livez", "/readyz")


class AccessCase(SluiceTestCase):
    async def ask(self, method, path, body, **fields):
        return await self.in_thread(http.request, self.server, method, path, body, **fields)


class LoopbackRule(AccessCase):
    async def refused(self, **fields):
        for method, path, body in CHANGING + LISTING:
            with self.subTest(f"{method} {path} with {fields}"):
                self.assert_problem(await self.ask(method, path, body, **fields), 403)

    async def allowed(self, **fields):
        with self.subTest(fields):
            reply = await self.ask("POST", "/broadcast", {"data": 1}, **fields)
            self.assertEqual(reply.status, 202, reply.body)

    async def test_a_loopback_peer_with_a_loopback_host_may(self):
        port = self.server.port
        await self.allowed()
        for host in ("localhost", "LOCALHOST", "127.0.0.1", f"localhost:{port}",
                     f"127.0.0.1:{port}", f"[::1]:{port}", "[::1]"):
            await self.allowed(host=host)

    async def test_a_forged_host_may_not(self):
        for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example",
                     "evil.example:127", "[::2]"):
            await self.refused(host=host)

    async def test_a_forwarded_request_may_not(self):
        for fields in ({"forwarded": "for=192.0.2.1"}, {"x_forwarded_for": "127.0.0.1"},
                       {"x_forwarded_host": "localhost"}, {"X_FORWARDED_PROTO": "http"},
                       {"x_forwarded_for": ""}, {"x_real_ip": "192.0.2.1"},
                       {"via": "1.1 proxy.example"}, {"cf_connecting_ip": "192.0.2.1"}):
            await self.refused(**fields)

    async def test_a_foreign_origin_may_not(self):
        for origin in ("http://evil.example", "https://evil.example:8000", "null",
                       f"http://127.0.0.1:{self.server.port}.evil.example",
                       "http://127.0.0.1.evil.example"):
            await self.refused(origin=origin)

    async def test_the_own_origin_may(self):
        await self.allowed(origin=f"http://127.0.0.1:{self.server.port}")

    async def test_a_refused_request_changes_nothing(self):
        anna = await self.join("/ws/anna")
        await self.refused(host="evil.example")
        await self.refused(origin="http://evil.example")
        await self.nothing_before(await self.join(), anna)

    async def test_public_endpoints_answer_anyone(self):
        for path in PUBLIC + ("/metrics", "/status"):
            for fields in ({"host": "sluice.example"}, {"x_forwarded_for": "192.0.2.1"}):
                with self.subTest(path=path, fields=fields):
                    self.assertEqual((await self.get(path, **fields)).status, 200)


class Tokens(AccessCase):
    settings = {"admin_token": ADMIN, "viewer_token": VIEWER}

    async def test_without_a_token_it_is_401(self):
        for method, path, body in CHANGING + LISTING:
            with self.subTest(f"{method} {path}"):
                reply = await self.ask(method, path, body)
                self.assert_problem(reply, 401)
                self.assertTrue(reply.field("WWW-Authenticate").startswith("Bearer"))

    async def test_a_wrong_token_is_401(self):
        for value in ("Bearer wrong", f"Bearer {ADMIN}x", f"Bearer {ADMIN[:-1]}", "Bearer ",
                      "Bearer", f"Basic {ADMIN}", ADMIN, f"Bearer {ADMIN.upper()}"):
            with self.subTest(value):
                reply = await self.ask("POST", "/broadcast", {"data": 1}, authorization=value)
                self.assert_problem(reply, 401)

    async def test_the_admin_token_may_list_and_change(self):
        bearer = {"authorization": f"Bearer {ADMIN}"}
        for scheme in ("Bearer", "bearer"):
            reply = await self.ask("POST", "/broadcast", {"data": 1},
                                   authorization=f"{scheme} {ADMIN}")
            self.assertEqual(reply.status, 202, reply.body)
        self.assertEqual((await self.ask("GET", "/api/v1/clients", None, **bearer)).status, 200)

    async def test_the_admin_token_works_from_behind_a_proxy(self):
        reply = await self.ask("POST", "/broadcast", {"data": 1}, host="sluice.example",
                               x_forwarded_for="192.0.2.1", authorization=f"Bearer {ADMIN}")
        self.assertEqual(reply.status, 202, reply.body)

    async def test_the_viewer_token_may_read(self):
        reply = await self.ask("GET", "/api/v1/clients", None, authorization=f"Bearer {VIEWER}")
        self.assertEqual(reply.status, 200)

    async def test_the_viewer_token_may_not_change(self):
        anna = await self.join("/ws/anna")
        for method, path, body in CHANGING:
            with self.subTest(f"{method} {path}"):
                reply = await self.ask(method, path, body, authorization=f"Bearer {VIEWER}")
                self.assert_problem(reply, 403)
        await self.nothing_before(await self.join(), anna)

    async def test_public_endpoints_need_no_token(self):
        for path in PUBLIC + ("/metrics", "/status"):
            with self.subTest(path):
                self.assertEqual((await self.get(path)).status, 200)

    async def test_the_token_is_never_logged(self):
        with Server(admin_token=ADMIN, log_level="trace") as server:
            reply = http.post(server, "/broadcast", {"data": 1}, authorization=f"Bearer {ADMIN}")
            self.assertEqual(reply.status, 202)
            server.signal()
            self.assertEqual(server.wait_for_exit(), 0)
            self.assertNotIn(ADMIN, "\n".join(server.lines))


class PrivateMetrics(AccessCase):
    settings = {"admin_token": ADMIN, "viewer_token": VIEWER, "metrics_public": False}

    async def test_metrics_and_status_need_a_token_then(self):
        for path in ("/metrics", "/status"):
            with self.subTest(path):
                self.assert_problem(await self.get(path), 401)
                for token in (ADMIN, VIEWER):
                    reply = await self.get(path, authorization=f"Bearer {token}")
                    self.assertEqual(reply.status, 200)

    async def test_probes_stay_public(self):
        for path in PUBLIC:
            self.assertEqual((await self.get(path)).status, 200)


class PrivateMetricsOnLoopback(AccessCase):
    settings = {"metrics_public": False}

    async def test_without_tokens_the_loopback_rule_holds(self):
        for path in ("/metrics", "/status"):
            self.assertEqual((await self.get(path)).status, 200)
            self.assert_problem(await self.get(path, host="evil.example"), 403)


if __name__ == "__main__":
    unittest.main()
