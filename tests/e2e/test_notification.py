"""The periodic notification (PROTOCOL §1.1 `notification`) and the server's language."""

import re
import unittest

from support.case import SluiceTestCase
from support.rawsocket import PING, PONG, TEXT
from support.server import Server

CYRILLIC = re.compile("[А-ЩЬЮЯҐЄІЇа-щьюяґєії]")


class Notification(SluiceTestCase):
    settings = {"broadcast_interval": "200ms"}

    async def test_each_notification_reads_exactly_so_and_counts_on(self):
        client = await self.join()
        seqs = []
        for _ in range(4):
            frame = await client.expect("notification")
            self.assertIs(type(frame["seq"]), int)
            self.assertEqual(
                frame["message"],
                f"[System] Periodic notification #{frame['seq']} – "
                f"Active clients: {frame['clients']}")
            seqs.append(frame["seq"])
        self.assertEqual(seqs, list(range(seqs[0], seqs[0] + 4)))

    async def test_everyone_receives_the_same_notification(self):
        first, second = await self.join(), await self.join()
        latest = await second.expect("notification")
        frame = await first.expect("notification")
        while frame["seq"] < latest["seq"]:
            frame = await first.expect("notification")
        self.assertEqual(frame, latest)


class FirstNotification(SluiceTestCase):
    settings = {"broadcast_interval": "1s"}

    async def test_the_first_one_counts_the_clients_there_are(self):
        first = await self.join()
        second = await self.join()
        for client in (first, second):
            frame = await client.expect("notification", clients=2)
            self.assertTrue(frame["message"].endswith("Active clients: 2"), frame)

    async def test_a_notification_takes_no_place_in_the_order(self):
        client = await self.join()
        await client.expect("notification")
        self.assertEqual((await self.join()).welcome["offset"], client.welcome["offset"])


class NumberOne(SluiceTestCase):
    async def test_the_first_notification_of_all_is_number_one(self):
        with Server(broadcast_interval="1s") as server:
            client = await self.join(server=server)
            await client.expect(
                "notification", seq=1, clients=1,
                message="[System] Periodic notification #1 – Active clients: 1")
            await client.close()


class Off(SluiceTestCase):
    settings = {"broadcast_interval": 0, "ping_interval": "100ms"}

    async def test_interval_zero_sends_none_while_other_timers_run(self):
        raw = self.raw_client()
        self.assertEqual(raw.read_json()["type"], "welcome")
        pings = 0
        while pings < 8:
            frame = raw.read_frame()
            self.assertEqual(frame.opcode, PING, frame)
            raw.send_frame(PONG, frame.payload)
            pings += 1
        raw.send_frame(TEXT, "test")
        self.assertEqual(raw.read_json(answer_pings=True)["type"], "status")


class BareName(SluiceTestCase):
    async def test_the_bare_environment_name_sets_the_interval(self):
        with Server(broadcast_interval=None,
                    environment={"BROADCAST_INTERVAL": "100ms"}) as server:
            client = await self.join(server=server)
            await client.expect("notification")
            await client.close()


class Ukrainian(SluiceTestCase):
    settings = {"locale": "uk", "broadcast_interval": "200ms", "presence_interval": "50ms"}

    async def test_sentences_are_ukrainian_and_words_for_programs_are_not(self):
        client = await self.join("/ws/anna")
        self.assertTrue(client.welcome["message"].startswith("Вітаємо, "), client.welcome)
        frame = await client.expect("notification")
        self.assertRegex(frame["message"], CYRILLIC)
        self.assertIn(str(frame["seq"]), frame["message"])
        await client.send("test")
        status = await client.expect("status", ignoring=("presence", "notification"))
        self.assertRegex(status["message"], CYRILLIC)
        await client.command("bogus")
        error = await client.expect("error", ignoring=("presence", "notification"))
        self.assertEqual(error["code"], "unknown_type")
        self.assertRegex(error["message"], CYRILLIC)

    async def test_presence_is_ukrainian(self):
        client = await self.join()
        await self.join()
        frame = await client.expect("presence", ignoring=("notification",))
        self.assertRegex(frame["message"], CYRILLIC)

    async def test_close_tokens_are_not_translated(self):
        client = await self.connect("/ws/not%20valid")
        await client.expect_disconnect(1003, "invalid_client_id", ignoring=())


if __name__ == "__main__":
    unittest.main()
