"""`test` and `ping`, JSON ping, and the human format (PROTOCOL §1, §1.1, §1.2)."""

import json
import unittest

from support.case import SluiceTestCase


class Status(SluiceTestCase):
    settings = {"messages_per_minute": 0}

    async def test_the_bare_words_test_and_ping_bring_status_to_everyone(self):
        anna, boris = await self.join(), await self.join()
        for word in ("test", "ping"):
            with self.subTest(word):
                await anna.send(word)
                for client in (anna, boris):
                    frame = await client.expect("status")
                    for name in ("clients", "uptime_s", "messages"):
                        self.assertGreaterEqual(frame[name], 0, name)
                    self.assertIs(type(frame["clients"]), int)
                    self.assertIs(type(frame["messages"]), int)
                    self.assertIsInstance(frame["message"], str)
        await self.nothing_before(boris, anna)

    async def test_status_takes_no_place_in_the_order(self):
        anna = await self.join()
        await anna.send("test")
        await anna.expect("status")
        self.assertEqual((await self.join()).welcome["offset"], anna.welcome["offset"])

    async def test_a_ping_command_is_answered_to_its_sender(self):
        anna, boris = await self.join(), await self.join()
        await anna.command("ping", ref="p-1")
        await anna.expect("pong", ref="p-1")
        await self.nothing_before(anna, boris)

    async def test_a_ping_without_ref_is_answered_too(self):
        anna = await self.join()
        await anna.command("ping")
        self.assertIsNone((await anna.expect("pong")).get("ref"))


class StatusCounts(SluiceTestCase):
    async def test_status_counts_clients(self):
        anna = await self.join()
        await self.join()
        await self.join()
        await anna.send("test")
        await anna.expect("status", clients=3)


class HumanFormat(SluiceTestCase):
    settings = {"messages_per_minute": 0, "presence_interval": "50ms"}

    async def read_until(self, client, text):
        """Sentences up to this one; none of them may be JSON of ours."""
        seen = []
        while not seen or seen[-1] != text:
            seen.append(await client.next_text())
            if seen[-1] != text:
                self.assertFalse(seen[-1].startswith("{"), seen[-1])
                self.assertNotEqual(seen[-1], "")
        return seen

    async def test_each_server_message_is_its_sentence_or_bare_data(self):
        anna = await self.join()
        human = await self.connect("/ws/human?format=text")
        self.assertIn("human", await human.next_text())
        # Told together with the next one's, the sentence of a newcomer is another one.
        while "human" not in (await anna.expect("presence"))["joined"]:
            pass
        await anna.send("hello to wscat")
        await anna.expect("ack")
        await self.read_until(human, "hello to wscat")
        await anna.send("test")
        status = await anna.expect("status")
        await self.read_until(human, status["message"])
        other = await self.join("/ws/other")
        presence = await anna.expect("presence")
        while "other" not in presence["joined"]:
            presence = await anna.expect("presence")
        await self.read_until(human, presence["message"])
        await other.command("message", data="for you", to="human")
        await self.read_until(human, "for you")

    async def test_data_that_is_no_string_comes_as_json(self):
        anna = await self.join()
        human = await self.connect("/ws?format=text")
        await human.next_text()
        await anna.command("message", data={"a": [1, 2]})
        text = await human.next_text()
        while not text.startswith("{"):
            text = await human.next_text()
        self.assertEqual(json.loads(text), {"a": [1, 2]})

    async def test_a_human_speaks_as_anyone(self):
        anna = await self.join()
        human = await self.connect("/ws/speaker?format=text")
        await human.next_text()
        await human.send("good evening")
        await anna.expect("message", data="good evening", **{"from": "speaker"})

    async def test_a_refusal_is_a_sentence_too(self):
        await self.join("/ws/taken")
        human = await self.connect("/ws/taken?format=text")
        self.assertFalse((await human.next_text()).startswith("{"))
        await human.expect_close(1008, "client_id_in_use")


if __name__ == "__main__":
    unittest.main()
