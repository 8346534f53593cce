"""The same client again: `session` and `duplicate_client_id` (PROTOCOL §1.3)."""

import unittest

from support.case import SluiceTestCase
from support.server import Server


class Takeover(SluiceTestCase):
    settings = {"messages_per_minute": 0, "presence_interval": "50ms", "io_threads": 2}

    async def taken_over(self, old, path):
        new = await self.join(f"{path}?session={old.welcome['session']}")
        self.assertEqual(new.id, old.id)
        await old.expect_disconnect(1008, "replaced", reconnect=False)
        return new

    async def test_the_session_makes_an_assigned_id_the_same_client_again(self):
        old = await self.join()
        await self.taken_over(old, "/ws")

    async def test_the_session_makes_a_chosen_id_the_same_client_again(self):
        old = await self.join("/ws/chosen")
        await self.taken_over(old, "/ws/chosen")

    async def test_a_session_outlives_its_connection(self):
        old = await self.join()
        await old.close()
        self.server.wait_for_event("client_disconnected", client_id=old.id)
        self.assertEqual((await self.join(f"/ws?session={old.welcome['session']}")).id, old.id)

    async def test_it_may_be_done_again_and_again(self):
        client = await self.join()
        for _ in range(3):
            client = await self.taken_over(client, "/ws")

    async def test_it_is_counted_once(self):
        old = await self.join()
        new = await self.taken_over(old, "/ws")
        self.assertEqual(new.welcome["clients"], old.welcome["clients"])

    async def test_presence_reports_neither_a_leave_nor_a_join(self):
        with Server(**self.settings) as server:
            watcher = await self.join("/ws/watcher", server)
            old = await self.join("/ws/mover", server)
            self.assertEqual((await watcher.expect("presence"))["joined"], ["mover"])
            await self.join(f"/ws/mover?session={old.welcome['session']}", server)
            await old.expect_disconnect(1008, "replaced")
            await self.join("/ws/later", server)
            frame = await watcher.expect("presence", ignoring=())
            self.assertEqual((frame["joined"], frame["left"]), (["later"], []))
            self.assertEqual((frame["left_count"], frame["clients"]), (0, 3))
            server.kill()  # with its clients still there

    async def test_personal_messages_miss_neither_side(self):
        anna, old = await self.join(), await self.join()
        total, new = 60, None
        for number in range(total):
            if number == total // 2:
                new = await self.join(f"/ws?session={old.welcome['session']}")
            await anna.command("message", data=number, to=old.id, ref=str(number))
        for number in range(total):
            await anna.expect("ack", ref=str(number))
        await anna.command("message", data="last", to=old.id)
        heard = []
        frame = await new.next()
        while frame.get("data") != "last":
            if frame["type"] == "personal":
                heard.append(frame["data"])
            frame = await new.next()
        frame = await old.next()
        while frame["type"] != "disconnect":
            if frame["type"] == "personal":
                heard.append(frame["data"])
            frame = await old.next()
        self.assertEqual(sorted(set(heard)), list(range(total)))
        self.assertEqual(len(heard), total, "some were delivered twice")

    async def test_a_forged_session_replaces_nobody(self):
        anna = await self.join("/ws/anna")
        other = await self.join("/ws/other")
        secret = anna.welcome["session"]
        flipped = secret[:-2] + ("AA" if secret[-2:] != "AA" else "BB")
        for forged in ("nonsense", "", "anna", flipped, other.welcome["session"]):
            with self.subTest(forged):
                thief = await self.connect(f"/ws/anna?session={forged}")
                frame = await thief.next()
                self.assertNotEqual(frame.get("client_id"), "anna")
                await thief.close()
        await self.nothing_before(await self.join("/ws/witness"), anna)

    async def test_sessions_differ_between_clients(self):
        first, second = await self.join(), await self.join()
        self.assertNotEqual(first.welcome["session"], second.welcome["session"])
        self.assertNotIn(first.id, second.welcome["session"])


class SharedKey(SluiceTestCase):
    settings = {"session_key": "0123456789abcdef0123456789abcdef"}

    async def test_a_node_with_the_same_key_knows_the_client(self):
        first = await self.join()
        with Server(**self.settings) as neighbour:
            second = await self.join(f"/ws?session={first.welcome['session']}", neighbour)
            self.assertEqual(second.id, first.id)
            await second.close()

    async def test_a_node_with_another_key_does_not(self):
        first = await self.join()
        with Server(session_key="another-key-another-key-another-") as stranger:
            taken = await self.join(f"/ws/{first.id}", stranger)
            client = await self.connect(
                f"/ws/{first.id}?session={first.welcome['session']}", stranger)
            self.assertNotEqual((await client.next()).get("client_id"), first.id)
            await client.close()
            await taken.close()


class Replace(SluiceTestCase):
    settings = {"duplicate_client_id": "replace"}

    async def test_a_newcomer_replaces_the_id_without_a_session(self):
        old = await self.join("/ws/same")
        new = await self.join("/ws/same")
        await old.expect_disconnect(1008, "replaced", reconnect=False)
        await self.nothing_before(await self.join(), new)


if __name__ == "__main__":
    unittest.main()
