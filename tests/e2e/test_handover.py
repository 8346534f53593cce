"""A successor takes the place of a running server: nobody is refused, nothing is lost."""

import asyncio
import os
import unittest

import websockets

from support import http
from support.handover import FalseSuccessor, HandoverCase, Mover
from support.rawsocket import RawWebSocket, close_frame
from support.wsclient import Client


class Newcomers(HandoverCase):
    async def test_through_three_takeovers_nobody_is_refused_or_reset(self):
        servers = [self.start()]
        arrived, failed, stop = [], [], asyncio.Event()

        async def arrive():
            try:
                client = await Client.connect(servers[0])
                welcome = await client.expect("welcome", ignoring=())
                arrived.append(welcome["epoch"])
                await client.close()
            except (AssertionError, OSError, websockets.WebSocketException) as error:
                failed.append(repr(error))

        async def stream():
            under_way = set()
            while not stop.is_set():
                under_way.add(asyncio.create_task(arrive()))
                under_way = {task for task in under_way if not task.done()}
                await asyncio.sleep(0.01)
            await asyncio.gather(*under_way)

        streaming = asyncio.create_task(stream())
        for _ in range(3):
            before = len(arrived)
            servers.append(await self.in_thread(self.take_over))
            while len(arrived) < before + 20:
                await asyncio.sleep(0.01)
        stop.set()
        await streaming
        self.assertEqual(failed, [])
        self.assertGreaterEqual(len(arrived), 60)
        self.assertEqual(len(set(arrived)), 1, "one epoch goes on")
        for server in servers[:-1]:
            self.assertEqual(await self.exit_code(server), 0)

    async def test_a_handshake_that_has_begun_is_finished_by_the_predecessor(self):
        old = self.start()
        raw = self.raw(old)
        head = RawWebSocket.handshake(raw, "/ws/halfway")
        raw.send(head[:20])
        self.assertEqual((await self.get("/health", old)).status, 200)  # it was accepted as well
        new = await self.in_thread(self.take_over)
        old.wait_for_event("handed_over")
        raw.send(head[20:])
        self.assertEqual(raw.read_reply(head_only=True).status, 101)
        raw.__class__ = RawWebSocket
        self.assertEqual(raw.read_json()["client_id"], "halfway")
        self.assertEqual(raw.read_json()["reason"], "takeover")  # and hears where it has come to
        old.wait_for_event("client_connected", client_id="halfway")
        self.assertEqual((await self.get("/health", new)).json()["clients"], 0)
        raw.send(close_frame(1000))
        self.assertEqual(await self.exit_code(old), 0)


class TheOrder(HandoverCase):
    settings = {"messages_per_minute": 0, "shutdown_timeout": "6s", "drain_ramp": "2s"}

    async def test_who_moves_at_its_slot_misses_nothing_and_hears_nothing_twice(self):
        old = self.start()
        movers = [Mover(old, await self.join(server=old)) for _ in range(40)]
        for mover in movers:
            self.addAsyncCleanup(mover.close)
        speaker = await self.join("/ws/speaker", old)
        published = {}  # offset → data

        async def speak():  # on the old side for as long as it lets us
            number = 0
            while True:
                number += 1
                try:
                    await speaker.command("message", data=f"old {number}", ref=str(number))
                    ack = await speaker.expect(
                        "ack", ignoring=("presence", "message", "drain"), ref=str(number))
                except (AssertionError, websockets.ConnectionClosed):
                    return f"old {number}"  # said at the last moment: perhaps it was heard
                published[ack["offset"]] = f"old {number}"
                await asyncio.sleep(0.01)

        async def post():  # wherever the port leads
            number = 0
            while not done.is_set():
                number += 1
                reply = await self.post("/broadcast", {"data": f"port {number}"}, old)
                self.assertEqual(reply.status, 202, reply.body)
                published[reply.json()["offset"]] = f"port {number}"

        done = asyncio.Event()
        speaking, posting = asyncio.create_task(speak()), asyncio.create_task(post())
        new = await self.in_thread(self.take_over)
        self.assertEqual(await self.exit_code(old, 30), 0)
        unacked = await speaking
        done.set()
        await posting
        last = (await self.post("/broadcast", {"data": "the end"}, new)).json()["offset"]
        published[last] = "the end"
        for mover in movers:
            while mover.position < last:
                self.assertFalse(mover.task.done(), mover.task)
                await asyncio.sleep(0.01)
            heard = {frame["offset"]: frame["data"] for frame in mover.heard}
            self.assertEqual([frame["offset"] for frame in mover.heard], list(range(1, last + 1)))
            self.assertEqual(published | heard, heard)  # what was acknowledged was heard
            self.assertIn([heard[offset] for offset in heard.keys() - published.keys()],
                          ([], [unacked]))
            self.assertEqual((mover.moves, mover.gaps, mover.unrecovered), (1, 0, 0))
        self.assertTrue({"old 1", "port 1"} <= set(published.values()))

    async def test_both_sides_speak_to_each_other_in_one_order(self):
        old = self.start(shutdown_timeout="60s")
        anna = await self.join("/ws/anna", old)
        new = self.take_over(shutdown_timeout="60s")
        boris = await self.join("/ws/boris", new)
        self.assertEqual(boris.welcome["clients"], 2)
        quiet = ("presence", "drain")
        await anna.command("message", data="to all", ref="1")
        heard = await boris.expect("message", quiet, data="to all")
        ack = await anna.expect("ack", quiet)
        self.assertEqual((ack["offset"], ack["recipients"]), (heard["offset"], 1))
        await boris.command("message", data="to you", to="anna", ref="2")
        personal = await anna.expect("personal", quiet, data="to you")
        self.assertEqual(personal["offset"], heard["offset"] + 1)
        await boris.expect("ack", quiet)
        await anna.command("message", data="back", to="boris", ref="3")
        await boris.expect("personal", quiet, data="back")
        await anna.expect("ack", quiet)
        await anna.send("test")
        await anna.expect("status", quiet, clients=2)
        await boris.expect("status", quiet, clients=2)

    async def test_a_client_may_not_be_two_and_may_be_kicked_across(self):
        old = self.start(shutdown_timeout="60s")
        anna = await self.join("/ws/anna", old)
        new = self.take_over(shutdown_timeout="60s")
        stranger = await self.connect("/ws/anna", new)
        await stranger.expect_disconnect(1008, "client_id_in_use")
        reply = await self.in_thread(http.request, new, "DELETE", "/api/v1/clients/anna")
        self.assertIn(reply.status, (200, 202, 204))
        await anna.expect_disconnect(1008, "kicked", ignoring=("presence", "drain"))
        self.assertEqual(await self.exit_code(old), 0)

    async def test_a_client_that_proves_itself_moves_without_a_trace(self):
        old = self.start(shutdown_timeout="60s")
        anna = await self.join("/ws/anna", old)
        boris = await self.join("/ws/boris", old)
        await anna.expect("presence")
        new = self.take_over(shutdown_timeout="60s")
        await boris.expect("drain")
        again = await self.join(f"/ws/anna?session={anna.welcome['session']}", new)
        self.assertEqual(again.welcome["clients"], 2)
        await anna.expect_disconnect(1008, "replaced", ignoring=("presence", "drain"))
        await again.command("message", data="here", ref="1")
        await boris.expect("message", ignoring=(), data="here")  # no presence before it

    async def test_a_key_is_known_across(self):
        old = self.start()
        first = await self.post("/broadcast", {"data": 1}, old, idempotency_key="k")
        new = self.take_over()
        again = await self.post("/broadcast", {"data": 1}, new, idempotency_key="k")
        self.assertEqual(again.json()["offset"], first.json()["offset"])
        other = await self.post("/broadcast", {"data": 2}, new, idempotency_key="k")
        self.assert_problem(other, 422)

    async def test_generations_that_drain_still_hear_the_newest(self):
        first = self.start(shutdown_timeout="60s")
        anna = await self.join("/ws/anna", first)
        second = self.take_over(shutdown_timeout="60s")
        boris = await self.join("/ws/boris", second)
        third = self.take_over(shutdown_timeout="60s")
        quiet = ("presence", "drain")
        clara = await self.join("/ws/clara", third)
        self.assertEqual(clara.welcome["clients"], 3)
        await clara.command("message", data="down", ref="1")
        for client in (anna, boris):
            await client.expect("message", quiet, data="down")
        await anna.command("message", data="up", ref="2")
        for client in (boris, clara):
            await client.expect("message", quiet + ("ack",), data="up")
        await boris.close()  # the second has nobody left, but the first is behind it
        await anna.expect("ack", quiet)
        await self.in_thread(second.wait_for_event, "waiting_for_predecessor")
        await anna.command("message", data="still", ref="3")
        await clara.expect("message", quiet, data="still")
        await anna.close()
        self.assertEqual(await self.exit_code(first), 0)
        self.assertEqual(await self.exit_code(second), 0)


class NothingComesOfIt(HandoverCase):
    """The old one goes on serving, and does not drain."""

    async def still_serves(self, old, client):
        newcomer = await self.join(server=old)
        await client.command("message", data="still here", ref="1")
        await newcomer.expect("message", data="still here")
        await client.expect("ack")
        self.assertEqual((await self.get("/readyz", old)).status, 200)
        self.assertEqual((await self.get("/api/v1/drain", old)).json()["state"], "Serving")

    async def test_another_port(self):
        old = self.start()
        client = await self.join(server=old)
        new = self.start("--takeover", listening=False, port=old.port % 60000 + 1)
        self.assertEqual(await self.exit_code(new), 1)
        self.assertIn(f"The running instance listens on port {old.port}", new.events[-1]["message"])
        failed = old.wait_for_event("takeover_failed")
        self.assertIn("a takeover cannot change it", failed["message"])
        await self.still_serves(old, client)

    async def test_a_wrong_setting(self):
        old = self.start()
        client = await self.join(server=old)
        new = self.start("--takeover", listening=False, log_level="loud")
        self.assertEqual(await self.exit_code(new), 2)
        await self.still_serves(old, client)

    async def test_a_certificate_that_is_missing(self):
        old = self.start()
        client = await self.join(server=old)
        new = self.start("--takeover", listening=False, tls_certificate="/nowhere", tls_key="/no")
        self.assertEqual(await self.exit_code(new), 1)
        await self.still_serves(old, client)

    async def test_a_successor_that_is_killed_on_the_way(self):
        old = self.start()
        client = await self.join(server=old)
        listener = await self.join(server=old)
        await self.post("/broadcast", {"data": "before"}, old)
        for heard in (client, listener):
            await heard.expect("message", data="before")
        successor = FalseSuccessor(self.path)
        successor.ask()
        estate = successor.hear_until("complete")
        self.assertEqual([line["type"] for line in estate],
                         ["estate", "past", "presence", "complete"])
        self.assertEqual(len(successor.descriptors), 1)
        self.assertEqual(sorted(estate[2]["joined"]), sorted([client.id, listener.id]))
        # Newcomers wait in the kernel and publications in the order: none of them is refused.
        posting = asyncio.create_task(
            self.in_thread(http.post, old, "/broadcast", {"data": "from the port"}))
        await client.command("message", data="held", ref="held")
        await asyncio.sleep(0)
        successor.close()
        await client.expect("ack", ref="held", ignoring=("presence", "message"))
        self.assertEqual((await posting).status, 202)
        heard = [(await listener.expect("message"))["data"] for _ in range(2)]
        self.assertEqual(sorted(heard), ["from the port", "held"])  # whichever was read first
        old.wait_for_event("takeover_failed")
        self.assertEqual(old.process.poll(), None)

    async def test_real_successors_that_are_killed_at_any_moment(self):
        current = self.start()
        client = await self.join(server=current)
        for moment in (0, 0.01, 0.02, 0.03, 0.05):
            new = self.start("--takeover", listening=False)
            await asyncio.sleep(moment)
            new.process.kill()
            new.process.wait()
            if any(event.get("event") == "handed_over" for event in current.events):
                return  # it was quicker; what then holds is another test's business
        await client.command("message", data="still here", ref="1")
        await client.expect("ack")

    async def test_while_it_drains(self):
        old = self.start()
        client = await self.join(server=old)
        old.signal()
        await client.expect("drain")
        new = self.start("--takeover", listening=False)
        self.assertEqual(await self.exit_code(new), 1)
        self.assertIn("it is draining already (1 clients left)", new.events[-1]["message"])

    async def test_of_another_protocol(self):
        old = self.start()
        client = await self.join(server=old)
        successor = FalseSuccessor(self.path)
        self.addCleanup(successor.close)
        successor.ask(protocol=2)
        refused = successor.hear()
        self.assertEqual(refused["type"], "refused")
        self.assertIn("version 2 of the takeover protocol", refused["why"])
        await self.still_serves(old, client)

    async def test_nobody_is_there(self):
        new = self.start("--takeover", listening=False)
        self.assertEqual(await self.exit_code(new), 1)
        self.assertIn("No instance is running at " + self.path, new.events[-1]["message"])

    async def test_without_a_place_to_look(self):
        new = self.start("--takeover", listening=False, control_socket="auto", port=8123)
        self.assertEqual(await self.exit_code(new), 1)
        self.assertIn("--takeover does not know where", new.events[-1]["message"])

    async def test_the_successor_is_killed_afterwards(self):
        old = self.start(shutdown_timeout="60s")
        client = await self.join(server=old)
        new = self.take_over()
        await client.expect("drain")
        new.kill()
        old.wait_for_event("successor_lost")
        await client.command("message", data="anybody?", ref="1")
        await client.expect("error", code="not_available", ref="1")
        await client.close()
        self.assertEqual(await self.exit_code(old), 0)


class TheHistoryFile(HandoverCase):
    def setUp(self):
        super().setUp()
        self.settings = {"history_file": os.path.join(self.folder, "history.db")}

    async def say(self, server, words):
        reply = await self.post("/broadcast", {"data": words}, server)
        self.assertEqual(reply.status, 202, reply.body)
        return reply.json()["offset"]

    async def resumed(self, server, epoch, offset):
        client = await self.join(f"/ws?epoch={epoch}&offset={offset}", server)
        self.assertTrue(client.welcome["recovered"])
        return [(await client.expect("message"))["data"]
                for _ in range(client.welcome["replayed"])]

    async def test_goes_on_in_the_successor_and_in_whoever_comes_after_it(self):
        old = self.start()
        epoch = (await self.join(server=old)).welcome["epoch"]
        self.assertEqual(await self.say(old, "one"), 1)
        new = await self.in_thread(self.take_over)
        self.assertEqual(await self.say(new, "two"), 2)
        self.assertEqual(await self.resumed(new, epoch, 0), ["one", "two"])
        new.process.kill()
        new.process.wait()
        old.kill()
        last = self.start(port=new.port)
        self.assertEqual(await self.say(last, "three"), 3)
        self.assertEqual(await self.resumed(last, epoch, 0), ["one", "two", "three"])

    async def test_is_taken_back_when_nobody_comes(self):
        old = self.start()
        await self.say(old, "one")
        successor = FalseSuccessor(self.path)
        successor.ask()
        successor.hear_until("complete")
        posting = asyncio.create_task(self.say(old, "two"))  # waits for the one or the other
        successor.close()
        self.assertEqual(await posting, 2)
        old.wait_for_event("takeover_failed")
        old.process.kill()
        old.process.wait()
        again = self.start(port=old.port)
        self.assertEqual(await self.say(again, "three"), 3)

    async def test_of_another_order_is_refused(self):
        old = self.start()
        new = self.start("--takeover", listening=False,
                         history_file=os.path.join(self.folder, "other.db"))
        self.assertEqual(await self.exit_code(new), 1)
        self.assertIn("is not the file of the running instance", new.events[-1]["message"])
        self.assertEqual(await self.say(old, "one"), 1)


if __name__ == "__main__":
    unittest.main()
