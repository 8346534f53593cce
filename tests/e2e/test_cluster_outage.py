"""What publishers of a fleet read across outages of Redis."""

import asyncio
import unittest

from support import http
from support.case import SluiceTestCase
from support.redis import Redis
from support.server import Server


class AnOrderIsLost(SluiceTestCase):
    @classmethod
    def setUpClass(cls):
        cls.redis = cls.enterClassContext(Redis())
        cls.server = cls.enterClassContext(Server(redis_url=cls.redis.url))

    async def test_a_repeated_request_names_the_place_that_the_message_had(self):
        first = await self.post("/broadcast", {"data": 1}, idempotency_key="k")
        self.assertEqual(first.status, 202)
        await self.in_thread(self.redis.kill)
        await self.in_thread(self.redis.start)
        await self.in_thread(self.server.wait_for_event, "order_restarted")
        while (after := await self.post("/broadcast", {"data": 2})).status == 503:
            await asyncio.sleep(0.05)
        again = await self.post("/broadcast", {"data": 1}, idempotency_key="k")
        self.assertEqual((again.status, again.json()), (202, first.json()))
        self.assertNotEqual(after.json()["epoch"], first.json()["epoch"])


class RoundTrips(SluiceTestCase):
    @classmethod
    def setUpClass(cls):
        pass

    async def test_metrics_tell_of_them(self):
        with Redis() as redis, Server(redis_url=redis.url, messages_per_minute=0) as node:
            await asyncio.gather(*(self.post("/broadcast", {"data": n}, node) for n in range(20)))
            samples = await self.in_thread(http.metrics, node)
        for what, trips in (("placed", "placings"), ("read", "readings")):
            self.assertEqual(samples[f"sluice_backplane_{what}_total"], 20)
            self.assertLessEqual(1, samples[f"sluice_backplane_{trips}_total"])
            self.assertLessEqual(samples[f"sluice_backplane_{trips}_total"], 20)


if __name__ == "__main__":
    unittest.main()
