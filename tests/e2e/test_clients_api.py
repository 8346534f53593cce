"""The list of clients, one client, and closing it (PROTOCOL §2)."""

import unittest

from support import http
from support.case import SluiceTestCase


class ClientsApi(SluiceTestCase):
    async def asyncSetUp(self):
        names = ("anna", "boris", "carol")
        self.clients = {name: await self.join(f"/ws/{name}") for name in names}
        self.addAsyncCleanup(self.all_left)

    async def all_left(self):
        for client in self.clients.values():
            await client.close()
        while (await self.get("/health")).json()["clients"]:
            pass  # each turn is a whole request; the suite's time limit ends it

    async def ids(self, query=""):
        reply = await self.get(f"/api/v1/clients{query}")
        self.assertEqual(reply.status, 200, reply.body)
        return [client["id"] for client in reply.json()["clients"]]

    async def test_the_list_names_every_client(self):
        self.assertEqual(sorted(await self.ids()), ["anna", "boris", "carol"])

    async def test_the_list_can_be_walked_with_a_cursor(self):
        walked, query = [], "?limit=2"
        for _ in range(3):
            page = (await self.get(f"/api/v1/clients{query}")).json()
            walked += [client["id"] for client in page["clients"]]
            self.assertLessEqual(len(page["clients"]), 2)
            if not page.get("next_cursor"):
                break
            query = f"?limit=2&cursor={page['next_cursor']}"
        self.assertEqual(walked, ["anna", "boris", "carol"])

    async def test_the_list_can_be_filtered(self):
        self.assertEqual(await self.ids("?filter=ORI"), ["boris"])
        self.assertEqual(await self.ids("?filter=nobody"), [])

    async def test_a_wrong_query_is_400(self):
        for query in ("limit=0", "limit=-1", "limit=many", "limit=1000000", "sort=colour"):
            with self.subTest(query):
                self.assert_problem(await self.get(f"/api/v1/clients?{query}"), 400)

    async def test_one_client_can_be_looked_at(self):
        reply = await self.get("/api/v1/clients/anna")
        self.assertEqual(reply.status, 200)
        self.assertEqual(reply.json()["id"], "anna")

    async def test_an_unknown_client_is_404(self):
        for method in ("GET", "DELETE"):
            reply = await self.in_thread(http.request, self.server, method,
                                         "/api/v1/clients/nobody")
            self.assert_problem(reply, 404, "unknown_client")

    async def test_delete_closes_the_client_as_kicked(self):
        reply = await self.in_thread(http.request, self.server, "DELETE", "/api/v1/clients/boris")
        self.assertIn(reply.status, (200, 202, 204))
        await self.clients["boris"].expect_disconnect(1008, "kicked")
        self.server.wait_for_event("client_disconnected", client_id="boris", reason="kicked")
        self.assertEqual(sorted(await self.ids()), ["anna", "carol"])
        await self.nothing_before(self.clients["anna"], self.clients["carol"])


if __name__ == "__main__":
    unittest.main()
