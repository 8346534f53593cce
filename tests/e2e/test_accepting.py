"""Pausing: PUT /api/v1/accepting (PROTOCOL §2)."""

import unittest

from support import http
from support.case import SluiceTestCase
from support.server import Server


class Accepting(SluiceTestCase):
    settings = {"messages_per_minute": 0}

    async def accept(self, enabled, server=None):
        reply = await self.in_thread(http.request, server or self.server, "PUT",
                                     "/api/v1/accepting", {"enabled": enabled})
        self.assertIn(reply.status, (200, 204), reply.body)

    async def asyncSetUp(self):
        self.resident = await self.join("/ws/resident")
        self.speaker = await self.join("/ws/speaker")
        self.addAsyncCleanup(self.settle)
        await self.accept(False)

    async def settle(self):
        await self.accept(True)
        for client in (self.resident, self.speaker):
            await client.close()
        while (await self.get("/health")).json()["clients"]:
            pass  # each turn is a whole request; the suite's time limit ends it

    async def test_newcomers_are_refused_as_in_a_drain(self):
        for path in ("/ws", "/ws/somebody"):
            newcomer = await self.connect(path)
            told = await newcomer.expect_disconnect(1001, "not_accepting", ignoring=())
            self.assertIs(told["reconnect"], True)

    async def test_readyz_says_paused_and_health_stays_ok(self):
        reply = await self.get("/readyz")
        self.assertEqual((reply.status, reply.json()["status"]), (503, "paused"))
        health = await self.get("/health")
        self.assertEqual((health.status, health.json()["status"]), (200, "ok"))
        self.assertEqual((await self.get("/livez")).status, 200)

    async def test_clients_hear_nothing_and_go_on(self):
        newcomer = await self.connect()
        await newcomer.expect_disconnect(1001, "not_accepting", ignoring=())
        await self.nothing_before(self.speaker, self.resident)
        reply = await self.post("/broadcast", {"data": "still published"})
        self.assertEqual(reply.status, 202)
        await self.resident.expect("message", data="still published")

    async def test_accepting_again_lets_newcomers_in(self):
        await self.accept(True)
        newcomer = await self.join("/ws/newcomer")
        self.assertEqual((await self.get("/readyz")).status, 200)
        await newcomer.send("hello")
        await self.resident.expect("message", data="hello")

    async def test_pausing_twice_is_pausing_once(self):
        await self.accept(False)
        await self.accept(True)
        await self.join("/ws/newcomer")

    async def test_a_wrong_body_is_400_and_changes_nothing(self):
        for body in ("", "{}", "[]", '{"enabled":"no"}', '{"enabled":1}', '{"enabled":null}', "{"):
            with self.subTest(body):
                reply = await self.in_thread(http.request, self.server, "PUT", "/api/v1/accepting",
                                             body, content_type="application/json")
                self.assert_problem(reply, 400)
        self.assertEqual((await self.get("/readyz")).status, 503)

    async def test_with_refuse_with_http_newcomers_get_503(self):
        with Server(refuse_with="http") as server:
            await self.accept(False, server)
            self.assert_problem(self.raw_client(server=server).reply, 503)
            await self.accept(True, server)
            self.assertEqual(self.raw_client(server=server).reply.status, 101)
            server.kill()


if __name__ == "__main__":
    unittest.main()
