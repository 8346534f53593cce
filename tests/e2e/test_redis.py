"""What a fleet does when Redis is away, lets nobody in, or has forgotten everything."""

import asyncio
import unittest

from support import http, tls
from support.case import SluiceTestCase
from support.cluster import ClusterCase, metric
from support.ports import free_port, hold
from support.redis import Redis
from support.server import Server, run


class RedisIsAway(ClusterCase):
    """Each test leaves Redis as it found it: there, and everybody in touch."""

    async def up(self, up=1):
        for server in self.servers:
            while await self.in_thread(metric, server, "sluice_backplane_up") != up:
                await asyncio.sleep(0.05)

    async def test_it_stands_still(self):
        listener = await self.join(server=self.servers[1])
        speaker = await self.join(server=self.servers[0])
        self.redis.stand_still()
        await self.up(0)
        reply = await self.publish("refused")
        self.assert_problem(reply, 503, "not_available")
        self.assertGreaterEqual(int(reply.field("Retry-After")), 1)
        await speaker.command("message", data="refused", ref="1")
        await speaker.expect("error", code="not_available", ref="1")
        ready = await self.get("/readyz")
        self.assertEqual((ready.status, ready.json()["status"]), (200, "degraded"))
        self.assertEqual(ready.json()["checks"]["messages"], "not_available")
        self.redis.go_on()
        await self.up()
        self.assertEqual((await self.publish("taken")).status, 202)
        await listener.expect("message", data="taken")
        await speaker.expect("message", data="taken")
        self.assertEqual((await self.get("/readyz")).json()["status"], "ready")

    async def test_connections_to_it_break(self):
        listener = await self.join(server=self.servers[1])
        sent = 0
        for _ in range(4):
            for _ in range(20):
                # Retried with the same key: said once, whatever became of the answer.
                while (await self.publish(sent, **{"Idempotency-Key": f"s-{sent}"})).status != 202:
                    await asyncio.sleep(0.02)
                sent += 1
            self.redis.command("CLIENT", "KILL", "TYPE", "normal")
        for number in range(sent):
            await listener.expect("message", data=number)
        await self.up()

    async def test_it_refuses(self):
        listener = await self.join(server=self.servers[1])
        await self.up()
        self.redis.command("CONFIG", "SET", "maxmemory", "1")
        self.assert_problem(await self.publish("refused"), 503, "not_available")
        await self.in_thread(self.server.wait_for_event, "redis_refused")
        ready = await self.get("/readyz")
        self.assertEqual((ready.status, ready.json()["status"]), (200, "degraded"))
        self.redis.command("CONFIG", "SET", "maxmemory", "0")
        await self.up()
        self.assertEqual((await self.publish("taken")).status, 202)
        await listener.expect("message", data="taken")

    async def test_it_is_emptied(self):
        anna = await self.join("/ws/anna", server=self.servers[0])
        await self.everywhere(count=1)
        boris = await self.join("/ws/boris", server=self.servers[1])
        await anna.expect("presence", ignoring=(), joined=["boris"])
        await self.everywhere(count=2)
        self.redis.command("FLUSHALL")
        for server in self.servers:
            await self.in_thread(server.wait_for_event, "order_restarted")
        with Server(redis_url=self.redis.url, **self.settings) as late:
            while (await self.get("/status", late)).json()["cluster"]["clients"] != 2:
                await asyncio.sleep(0.02)
            await self.everywhere(count=2)
            clara = await self.join("/ws/clara", server=late)
            self.assertEqual(clara.welcome["clients"], 3)
            for client in (anna, boris):  # to whom nobody has come or gone meanwhile
                news = await client.expect("presence", ignoring=("gap",))
                self.assertEqual((news["joined"], news["left"], news["clients"]),
                                 (["clara"], [], 3))
            reply = await self.in_thread(http.request, late, "DELETE", "/api/v1/clients/boris")
            self.assertLess(reply.status, 300, reply.body)
            await boris.expect_disconnect(1008, "kicked")
            await clara.expect("presence", ignoring=(), left=["boris"], clients=2)

    async def test_it_is_restarted_and_has_forgotten_everything(self):
        listener = await self.join(server=self.servers[1])
        await self.up()
        self.redis.kill()
        await self.up(0)
        self.redis.start()
        await self.up()
        self.assertEqual((await self.publish("anew")).status, 202)
        listener.position = None  # of another epoch
        while (frame := await listener.next())["type"] in ("presence", "gap"):
            pass
        self.assertEqual((frame["type"], frame["data"]), ("message", "anew"))
        for server in self.servers:
            server.wait_for_event("order_restarted")
        await self.everywhere(count=1)


class AFewMessagesWait(ClusterCase):
    settings = ClusterCase.settings | {"outage_queue": 2}

    async def test_until_redis_is_back(self):
        listener = await self.join(server=self.servers[1])
        speaker = await self.join(server=self.servers[0])
        self.redis.stand_still()
        while await self.in_thread(metric, self.server, "sluice_backplane_up"):
            await asyncio.sleep(0.05)
        for i in range(3):
            await speaker.command("message", data=i, ref=str(i))
        await speaker.expect("error", code="not_available", ref="2")
        self.redis.go_on()
        for i in range(2):
            await listener.expect("message", data=i)
            await speaker.expect("ack", ref=str(i))


class Starting(unittest.TestCase):
    def test_a_wrong_password_is_said_at_once_and_never_shown(self):
        with Redis(password="right") as redis:
            done = run(environment={"SLUICE_PORT": "0",
                                    "SLUICE_REDIS_URL": redis.url.replace("right", "wr0ng")})
        self.assertEqual(done.returncode, 1)
        self.assertIn("Correct user and password in redis_url.", done.stderr)
        self.assertNotIn("wr0ng", done.stderr)

    def test_a_proxy_for_http_is_not_asked(self):
        nobody = free_port()
        self.addCleanup(hold("127.0.0.1", nobody).close)
        # An address that is not loopback, for which no proxy would be asked.
        with Redis() as redis, Server(environment={"http_proxy": f"http://127.0.0.1:{nobody}"},
                                      redis_url=f"redis://0.0.0.0:{redis.port}/0") as server:
            self.assertEqual(http.get(server, "/readyz").status, 200)

    def test_without_redis_it_gives_up_after_a_while(self):
        with Redis() as redis:
            redis.kill()
            done = run(environment={"SLUICE_PORT": "0", "SLUICE_REDIS_URL": redis.url},
                       deadline=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn("Start Redis, or correct redis_url.", done.stderr)

    def test_the_configuration_does_not_show_the_url(self):
        shown = run("config", "show",
                    environment={"SLUICE_REDIS_URL": "redis://:pomegranate@localhost"})
        self.assertEqual(shown.returncode, 0)
        self.assertNotIn("pomegranate", shown.stdout)


class LockedUp(SluiceTestCase):
    """TLS with an authority of one's own, and a user who may do no more than the manual says."""

    @classmethod
    def setUpClass(cls):
        pair = tls.pair()
        cls.redis = cls.enterClassContext(Redis(user="sluice", password="s3cret", tls=pair))
        cls.settings = {"redis_url": cls.redis.url, "redis_authority": pair.certificate}
        cls.server = cls.enterClassContext(Server(**cls.settings))

    async def test_everything_works(self):
        with Server(**self.settings) as other:
            here = await self.join("/ws/here")
            there = await self.join("/ws/there", server=other)
            await here.expect("presence", ignoring=(), joined=["there"])
            await there.command("message", data="hello", ref="1")
            await here.expect("message", data="hello")
            lines = "\n".join(other.lines + self.server.lines)
        self.assertNotIn("s3cret", lines)
        self.assertNotIn("redis_refused", lines)
        self.assertNotIn("census_refused", lines)
        await here.expect("presence", ignoring=(), left=["there"])

    def test_an_unknown_authority_is_refused_at_once(self):
        done = run(environment={"SLUICE_PORT": "0", "SLUICE_REDIS_URL": self.redis.url})
        self.assertEqual(done.returncode, 1)
        self.assertIn("No TLS with Redis at rediss://127.0.0.1", done.stderr)


if __name__ == "__main__":
    unittest.main()
