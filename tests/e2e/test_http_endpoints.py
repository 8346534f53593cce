"""What each plain endpoint answers (PROTOCOL §2)."""

import unittest

from support import http
from support.case import SluiceTestCase

READABLE = ("/", "/health", "/livez", "/readyz", "/status", "/metrics", "/api/v1/clients")


class Endpoints(SluiceTestCase):
    settings = {"environment": {"SLUICE_NODE": "node-7"}}

    async def test_health_tells_status_clients_uptime_version_and_node(self):
        await self.join()
        reply = await self.get("/health")
        self.assertEqual(reply.status, 200)
        self.assertEqual(reply.field("Content-Type").split(";")[0], "application/json")
        health = reply.json()
        self.assertEqual((health["status"], health["node"]), ("ok", "node-7"))
        self.assertGreaterEqual(health["clients"], 1)
        self.assertGreaterEqual(health["uptime_s"], 0)
        self.assertRegex(health["version"], r"^\d+\.\d+\.\d+")

    async def test_health_counts_clients_as_they_come_and_go(self):
        before = (await self.get("/health")).json()["clients"]
        client = await self.join("/ws/counted")
        self.assertEqual((await self.get("/health")).json()["clients"], before + 1)
        await client.close()
        self.server.wait_for_event("client_disconnected", client_id="counted")
        self.assertEqual((await self.get("/health")).json()["clients"], before)

    async def test_livez_and_readyz_are_200_in_service(self):
        self.assertEqual((await self.get("/livez")).status, 200)
        reply = await self.get("/readyz")
        self.assertEqual(reply.status, 200)
        self.assertIsInstance(reply.json()["status"], str)
        self.assertIsInstance(reply.json()["checks"], dict)

    async def test_the_web_client_is_one_page_with_a_strict_policy(self):
        reply = await self.get("/")
        self.assertEqual(reply.status, 200)
        self.assertEqual(reply.field("Content-Type").split(";")[0], "text/html")
        self.assertEqual(reply.field("X-Content-Type-Options"), "nosniff")
        policy = reply.field("Content-Security-Policy")
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("unsafe-inline", policy)
        self.assertNotIn("unsafe-eval", policy)

    async def test_head_answers_as_get_without_the_body(self):
        for path in READABLE:
            with self.subTest(path):
                raw = self.raw()
                raw.send(f"HEAD {path} HTTP/1.1\r\nHost: {raw.host}\r\n\r\n".encode())
                head = raw.read_reply(head_only=True)
                raw.send(f"GET {path} HTTP/1.1\r\nHost: {raw.host}\r\n"
                         "Connection: close\r\n\r\n".encode())
                full = raw.read_reply()
                raw.expect_end()
                self.assertEqual(head.status, full.status)
                self.assertEqual(head.fields["content-type"], full.fields["content-type"])
                self.assertIn("content-length", head.fields)

    async def test_an_unknown_path_is_404(self):
        for path in ("/nothing", "/health/", "/healthz", "/api", "/api/v1/nothing", "/index.html",
                     "/%2e%2e/etc/passwd", "/../etc/passwd", "//", "/METRICS"):
            with self.subTest(path):
                self.assert_problem(await self.get(path), 404)

    async def test_a_query_does_not_change_the_endpoint(self):
        self.assertEqual((await self.get("/health?probe=1&x")).status, 200)

    async def test_a_wrong_method_is_405_and_told_the_right_ones(self):
        for method, path, allowed in (
                ("POST", "/health", {"GET", "HEAD"}), ("DELETE", "/livez", {"GET", "HEAD"}),
                ("PUT", "/", {"GET", "HEAD"}), ("POST", "/metrics", {"GET", "HEAD"}),
                ("PATCH", "/status", {"GET", "HEAD"}), ("GET", "/broadcast", {"POST"}),
                ("DELETE", "/broadcast", {"POST"}), ("POST", "/api/v1/clients", {"GET", "HEAD"}),
                ("PUT", "/api/v1/clients/x", {"GET", "HEAD", "DELETE"}),
                ("GET", "/api/v1/clients/x/messages", {"POST"}),
                ("GET", "/api/v1/accepting", {"PUT"})):
            with self.subTest(f"{method} {path}"):
                reply = await self.in_thread(http.request, self.server, method, path)
                self.assert_problem(reply, 405)
                allow = {one.strip() for one in reply.field("Allow").split(",")}
                self.assertLessEqual(allowed, allow)
                self.assertNotIn(method, allow)

    async def test_every_reply_says_its_length_and_type(self):
        for path in READABLE + ("/nothing",):
            with self.subTest(path):
                reply = await self.get(path)
                self.assertEqual(int(reply.field("Content-Length")), len(reply.body))
                self.assertIsNotNone(reply.field("Content-Type"))


class Problems(SluiceTestCase):
    async def test_a_problem_is_an_rfc_9457_document(self):
        reply = await self.get("/nothing")
        problem = reply.json()
        self.assertEqual(reply.field("Content-Type").split(";")[0], "application/problem+json")
        self.assertIsInstance(problem["title"], str)
        self.assertIsInstance(problem["code"], str)
        self.assertEqual(problem["status"], 404)


if __name__ == "__main__":
    unittest.main()
