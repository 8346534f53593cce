"""What the suites of fleets share: nodes on one Redis, a fresh one for each class."""

import asyncio
import json

from support import http
from support.case import SluiceTestCase
from support.redis import Redis
from support.server import Server


def metric(server, name):
    for line in http.get(server, "/metrics").body.decode().splitlines():
        if line.startswith(name + " "):
            return float(line.split()[1])
    raise AssertionError(f"no {name}")


class ClusterCase(SluiceTestCase):
    nodes = 2
    settings = {"messages_per_minute": 0, "presence_interval": 0}

    @classmethod
    def setUpClass(cls):
        cls.redis = cls.enterClassContext(Redis(password="not-to-be-logged"))
        cls.servers = [cls.start() for _ in range(cls.nodes)]
        cls.server = cls.servers[0]

    @classmethod
    def start(cls, **more):
        return cls.enterClassContext(Server(redis_url=cls.redis.url, **(cls.settings | more)))

    async def asyncSetUp(self):
        await self.everywhere(count=0)  # whoever was here before has gone

    async def everywhere(self, count):
        """Until every node knows of so many clients."""
        for server in self.servers:
            while (await self.get("/status", server)).json()["cluster"]["clients"] != count:
                await asyncio.sleep(0.02)

    async def publish(self, data, server=None, **fields):
        return await self.post("/broadcast", json.dumps({"data": data}), server,
                               **({"content-type": "application/json"} | fields))
