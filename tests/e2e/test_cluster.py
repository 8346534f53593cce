"""Several nodes on one Redis: one order, one set of clients."""

import asyncio
import signal
import unittest

from support import http
from support.cluster import ClusterCase
from support.handover import HandoverCase, Mover
from support.redis import Redis
from support.server import Server, run


class OneOrder(ClusterCase):
    nodes = 3

    async def test_everyone_hears_everything_once_and_in_the_same_order(self):
        clients = [await self.join(server=server) for server in self.servers]
        many = 100

        async def speak(client, number):
            for i in range(many):
                await client.command("message", data=f"{number}:{i}", ref=str(i))

        async def listen(client):
            heard, acked = {}, 0
            while len(heard) < many * (len(clients) - 1) or acked < many:
                frame = await client.next()
                if frame["type"] == "message":
                    heard[frame["offset"]] = frame["data"]
                elif frame["type"] == "ack":
                    acked += 1
            return heard

        results = await asyncio.gather(*(listen(client) for client in clients),
                                       *(speak(c, n) for n, c in enumerate(clients)))
        heard = results[:len(clients)]
        whole = {offset: data for one in heard for offset, data in one.items()}
        self.assertEqual(len(whole), many * len(clients))
        self.assertEqual(max(whole) - min(whole) + 1, len(whole))
        for number, one in enumerate(heard):
            self.assertEqual(one, {offset: data for offset, data in whole.items()
                                   if not data.startswith(f"{number}:")})
        for number in range(len(clients)):  # what one says keeps its order, too
            said = [d for _, d in sorted(whole.items()) if d.startswith(f"{number}:")]
            self.assertEqual(said, [f"{number}:{i}" for i in range(many)])

    async def test_a_key_is_honoured_on_every_node(self):
        listener = await self.join(server=self.servers[2])
        first = await self.publish("once", self.servers[0], **{"Idempotency-Key": "k-1"})
        again = await self.publish("once", self.servers[1], **{"Idempotency-Key": "k-1"})
        other = await self.publish("twice", self.servers[2], **{"Idempotency-Key": "k-1"})
        self.assertEqual((first.status, again.status), (202, 202))
        self.assertEqual(first.json(), again.json())
        self.assert_problem(other, 422, "idempotency_key_reused")
        await listener.expect("message", data="once")
        await self.nothing_before(await self.join(server=self.servers[1]), listener)

    async def test_whoever_comes_back_to_another_node_has_missed_nothing(self):
        client = await self.join("/ws/anna", server=self.servers[0])
        speaker = await self.join(server=self.servers[1])
        await self.publish("before", self.servers[1])
        at = await client.expect("message", data="before")
        await client.close()
        for i in range(5):
            await self.publish(i, self.servers[1])
        await speaker.command("message", to="anna", data="for anna", ref="r")
        back = await self.join(f"/ws/anna?epoch={at['epoch']}&offset={at['offset']}"
                               f"&session={client.welcome['session']}", server=self.servers[2])
        self.assertTrue(back.welcome["recovered"])
        for i in range(5):
            await back.expect("message", data=i)

    async def test_a_node_that_starts_later_knows_the_past(self):
        reply = await self.publish("said before it began")
        place = reply.json()
        with Server(redis_url=self.redis.url) as late:
            client = await self.join(f"/ws?epoch={place['epoch']}&offset={place['offset'] - 1}",
                                     server=late)
            self.assertTrue(client.welcome["recovered"])
            await client.expect("message", data="said before it began")

    async def test_a_node_that_keeps_no_past_knows_where_the_order_stands(self):
        place = (await self.publish("said before it began")).json()
        with Server(redis_url=self.redis.url, history_size=0) as late:
            at = f"/ws?epoch={place['epoch']}&offset="
            client = await self.join(f"{at}{place['offset']}", server=late)
            self.assertTrue(client.welcome["recovered"])
            behind = await self.join(f"{at}{place['offset'] - 1}", server=late)
            self.assertFalse(behind.welcome["recovered"])


    async def test_a_node_that_starts_under_load_has_no_hole(self):
        patient = self.start(history_size=100000)  # keeps whatever is said while the other starts
        place = (await self.publish("the beginning", patient)).json()
        published, done = [], False

        async def post():
            while not done:
                reply = await self.publish("load", patient)
                self.assertEqual(reply.status, 202, reply.body)
                published.append(reply.json()["offset"])
                await asyncio.sleep(0.005)

        posting = [asyncio.create_task(post()) for _ in range(8)]
        while len(published) < 50:
            await asyncio.sleep(0.01)
        late = await self.in_thread(Server, redis_url=self.redis.url, history_size=100000)
        self.addCleanup(late.kill)
        before = len(published)
        while len(published) < before + 50:
            await asyncio.sleep(0.01)
        done = True
        await asyncio.gather(*posting)
        client = await self.join(f"/ws?epoch={place['epoch']}&offset={place['offset']}",
                                 server=late)
        self.assertTrue(client.welcome["recovered"])
        for offset in range(place["offset"] + 1, max(published) + 1):
            await client.expect("message", offset=offset)


class OneSetOfClients(ClusterCase):
    async def test_presence_and_counts_are_the_fleets(self):
        anna = await self.join("/ws/anna", server=self.servers[0])
        bert = await self.join("/ws/bert", server=self.servers[1])
        news = await anna.expect("presence", ignoring=())
        self.assertEqual((news["joined"], news["clients"]), (["bert"], 2))
        await self.everywhere(count=2)
        carl = await self.join(server=self.servers[0])
        self.assertEqual(carl.welcome["clients"], 3)
        await bert.close()
        while bert.id not in (news := await anna.expect("presence", ignoring=()))["left"]:
            pass
        self.assertEqual(news["clients"], 2)
        await self.everywhere(count=2)
        nodes = (await self.get("/status", self.servers[1])).json()["cluster"]["nodes"]
        self.assertEqual(sorted(node["clients"] for node in nodes), [0, 2])
        self.assertEqual([node["this"] for node in nodes].count(True), 1)

    async def test_a_personal_message_finds_its_client_on_any_node(self):
        dora = await self.join("/ws/dora", server=self.servers[1])
        await self.everywhere(count=1)
        sender = await self.join(server=self.servers[0])
        await sender.command("message", to="dora", data="hello", ref="1")
        await dora.expect("personal", data="hello", to="dora")
        await sender.expect("ack", ref="1", recipients=1)
        reply = await self.post("/api/v1/clients/dora/messages", '{"data": 1}', self.servers[0],
                                **{"content-type": "application/json"})
        self.assertEqual(reply.status, 202)
        await dora.expect("personal", data=1)
        reply = await self.post("/api/v1/clients/nobody/messages", '{"data": 1}', self.servers[0],
                                **{"content-type": "application/json"})
        self.assert_problem(reply, 404, "unknown_client")

    async def test_an_id_is_taken_once_in_the_fleet(self):
        await self.join("/ws/emil", server=self.servers[0])
        await self.everywhere(count=1)
        second = await self.connect("/ws/emil", server=self.servers[1])
        await second.expect_disconnect(1008, "client_id_in_use")

    async def test_the_same_client_moves_to_another_node(self):
        witness = await self.join(server=self.servers[0])
        fritz = await self.join("/ws/fritz", server=self.servers[0])
        await self.everywhere(count=2)
        moved = await self.join(f"/ws/fritz?session={fritz.welcome['session']}",
                                server=self.servers[1])
        self.assertEqual(moved.welcome["clients"], 2)
        await fritz.expect_disconnect(1008, "replaced", reconnect=False)
        await self.everywhere(count=2)
        await witness.expect("presence", ignoring=(), joined=["fritz"])
        await self.nothing_before(moved, witness)

    async def test_a_client_is_kicked_wherever_it_is(self):
        gina = await self.join("/ws/gina", server=self.servers[1])
        await self.everywhere(count=1)
        reply = await self.in_thread(http.request, self.servers[0], "DELETE",
                                     "/api/v1/clients/gina")
        self.assertLess(reply.status, 300, reply.body)
        await gina.expect_disconnect(1008, "kicked")

    async def test_status_goes_to_everyone(self):
        here = await self.join(server=self.servers[0])
        there = await self.join(server=self.servers[1])
        await self.everywhere(count=2)
        await here.send("test")
        for client in (here, there):
            await client.expect("status", clients=2)


class ANodeDies(ClusterCase):
    async def test_its_clients_are_reported_as_left(self):
        witness = await self.join(server=self.servers[0])
        with Server(redis_url=self.redis.url, **self.settings) as victim:
            await self.join("/ws/victim", server=victim)
            await witness.expect("presence", ignoring=(), joined=["victim"])
            victim.signal(signal.SIGKILL)
            self.assertEqual(victim.wait_for_exit(), -signal.SIGKILL)
        left = await witness.expect("presence", ignoring=(), deadline=30, left=["victim"])
        self.assertEqual(left["clients"], 1)
        back = await self.join("/ws/victim", server=self.servers[1])
        self.assertEqual(back.welcome["clients"], 2)


class Takeover(HandoverCase):
    """In a fleet only the listening socket goes over; order and clients are shared anyway."""

    async def test_of_a_node(self):
        redis = self.enterContext(Redis())
        self.settings = {"redis_url": redis.url, "shutdown_timeout": "8s"}
        old = self.start()
        mover = Mover(old, await self.join("/ws/mover", server=old))
        self.addAsyncCleanup(mover.close)
        first = (await self.post("/broadcast", {"data": "old"}, old)).json()
        new = await self.in_thread(self.take_over)
        second = (await self.post("/broadcast", {"data": "new"}, new)).json()
        self.assertEqual((second["epoch"], second["offset"]), (first["epoch"], first["offset"] + 1))
        self.assertEqual(await self.exit_code(old, 60), 0)
        last = (await self.post("/broadcast", {"data": "end"}, new)).json()["offset"]
        while mover.position < last:
            self.assertFalse(mover.task.done(), mover.task)
            await asyncio.sleep(0.01)
        self.assertEqual([frame["data"] for frame in mover.heard], ["old", "new", "end"])
        self.assertEqual((mover.moves, mover.gaps, mover.unrecovered), (1, 0, 0))

    async def test_of_a_server_that_was_alone_is_refused(self):
        redis = self.enterContext(Redis())
        old = self.start()
        done = await self.in_thread(
            run, "--takeover", environment={"SLUICE_PORT": "0", "SLUICE_REDIS_URL": redis.url,
                                            "SLUICE_CONTROL_SOCKET": self.path})
        self.assertEqual(done.returncode, 1)
        self.assertIn("does not share the order of redis_url", done.stderr)
        self.assertEqual((await self.get("/readyz", old)).status, 200)
        self.assertEqual((await self.post("/broadcast", {"data": 1}, old)).status, 202)


class OnePort(ClusterCase):
    """Several processes on one port, as fleets on one machine are run."""

    async def test_each_drains_on_its_own(self):
        one = self.start(reuse_port=True, node="one")
        two = self.start(reuse_port=True, node="two", port=one.port)
        clients = [await self.join(server=one) for _ in range(24)]
        theirs = {name: [client for client in clients if client.welcome["node"] == name]
                  for name in ("one", "two")}
        self.assertTrue(theirs["one"] and theirs["two"], "the kernel deals them out")
        self.assertEqual((await self.publish("to all", two)).status, 202)
        for client in clients:
            await client.expect("message", data="to all")
        one.signal()
        for client in theirs["one"]:
            await client.expect("drain")
            await client.close()
        self.assertEqual(one.wait_for_exit(), 0)
        late = await self.join(server=two)
        self.assertEqual(late.welcome["node"], "two")
        await late.command("message", data="still here", ref="1")
        for client in theirs["two"]:
            await client.expect("message", data="still here")


if __name__ == "__main__":
    unittest.main()
