"""One fault under load: a fleet, subscribers, a publisher, the fault, and what became of it all."""

import asyncio
import contextlib
import tempfile
import time

from support import http
from support.redis import Redis
from support.server import Server
from support.wsclient import Client

from trials.publisher import Publisher
from trials.subscriber import Subscriber
from trials.verdict import Verdict

PATIENCE = 60  # seconds for anything to come right
MOURNED = 5  # clients of a killed node that do not come back


class Trial:
    """`strike` of the fault is given this; it breaks something and says when that was over."""

    def __init__(self, fault, options):
        self.fault, self.options = fault, options
        self.stack = contextlib.ExitStack()
        self.redis = None
        self.line = None  # to Redis, which can be cut
        self.nodes = []  # where clients and publisher go
        self.buried = []
        self.subscribers = []
        self.mourned = []
        self.wrong = []  # with the trial itself, or with a server

    async def run(self):
        try:
            await self._start()
            return await self._judge()
        finally:
            for client in (*self.subscribers, *self.mourned):
                await client.close()
            self.stack.close()

    async def _start(self):
        folder = self.stack.enter_context(tempfile.TemporaryDirectory(prefix="sluice-faults-"))
        if self.fault.cut:
            self.line = self.options.line(self.fault.nodes)
            self.stack.callback(self.line.close)
            self.redis = self.line.redis
        elif self.fault.redis is not None:
            self.redis = Redis(*self.fault.redis)
            self.stack.callback(self.redis.close)
        for number in range(self.fault.nodes):
            settings = {"messages_per_minute": 0} | self.fault.settings | self.options.settings
            if self.fault.file:
                settings["history_file"] = f"{folder}/history.db"
            if self.redis:
                settings["redis_url"] = self.line.url(number) if self.line else self.redis.url
            self.nodes.append(await asyncio.to_thread(self.start_node, number, settings))

    def start_node(self, number, settings):
        node = Server(environment={"SLUICE_NODE": f"node-{number}"}, **settings)
        node.given = settings | {"port": node.port}
        self.stack.callback(node.kill)
        return node

    async def _judge(self):
        for number in range(self.options.clients):
            self.subscribers.append(Subscriber(f"client-{number}", self.nodes, number))
        if self.fault.mourns:
            for number in range(MOURNED):
                client = await Client.connect(self.nodes[0], f"/ws/mourned-{number}")
                self.mourned.append(await client.greeted())
        await self._until("the clients' welcomes", self._all_live)
        publisher = Publisher(self.nodes, self.options.rate)
        try:
            await asyncio.sleep(self.options.seconds)
            began = time.monotonic()
            ended = await self.fault.strike(self) or began
            well = await self._well_after(ended, publisher)
            await asyncio.sleep(self.options.seconds)
            if self.fault.mourns:
                await self._until("news of who has left", self._all_mourned)
        finally:
            await publisher.stop(PATIENCE)
        verdict = Verdict(self.fault, publisher, self.subscribers, began)
        await self._until("the last messages", verdict.has_everything)
        await asyncio.sleep(0.5)  # what comes twice would come now
        self.wrong += [f"node {number} died" for number, node in enumerate(self.nodes)
                       if node not in self.buried and node.process.poll() is not None]
        mourning = max(self._mourning()) - began if self.fault.mourns and self._all_mourned() \
            else None
        return verdict.figures(well, mourning, self.wrong)

    async def _until(self, what, holds):
        """Goes on without it after a while: the figures tell."""
        until = time.monotonic() + PATIENCE
        while not holds() and time.monotonic() < until:
            await asyncio.sleep(0.02)
        if not holds():
            print(f"{self.fault.name}: {what} did not come in {PATIENCE} s", flush=True)

    def _all_live(self):
        # By port: who was quick is on a node that was started again, and set out for the former one.
        serving = {node.port for node in self._serving()}
        return all(subscriber.live and subscriber.node.port in serving
                   for subscriber in self.subscribers)

    def _serving(self):
        return [node for node in self.nodes if node not in self.buried]

    def _mourning(self):
        """When the last of those who heard of it did, for each who does not come back."""
        names = [client.id for client in self.mourned]
        return [max((s.left[name] for s in self.subscribers if name in s.left), default=0)
                for name in names]

    def _all_mourned(self):
        return all(self._mourning())

    async def _readiness(self, nodes):
        def ask(node):
            try:
                return http.get(node, "/readyz").json()["status"]
            except OSError:
                return "gone"
        return {await asyncio.to_thread(ask, node) for node in nodes}

    async def check_degraded(self, nodes):
        """That a fault was one."""
        found = await self._readiness(nodes)
        if found != {"degraded"}:
            self.wrong.append(f"the fault did not hit: {', '.join(found)} instead of degraded")

    async def _well_after(self, ended, publisher):
        """Seconds until every node is ready, every client is live and messages are taken."""
        while time.monotonic() < ended + PATIENCE:
            taken = [message.taken for message in publisher.said if message.taken]
            if self._all_live() and taken and taken[-1] > ended:
                if await self._readiness(self._serving()) == {"ready"}:
                    return time.monotonic() - ended
            await asyncio.sleep(0.02)
        return None
