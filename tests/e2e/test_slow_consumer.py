"""A reader that has stopped reading (PROTOCOL §3 `queue_bytes`, `slow_consumer`)."""

import asyncio
import json
import unittest

from support import http
from support.case import SluiceTestCase
from support.rawsocket import CLOSE, PING

COUNT, SIZE = 150, 60000  # nine megabytes: more than any kernel buffer on loopback holds


class SlowConsumerCase(SluiceTestCase):
    async def asyncSetUp(self):
        self.speaker = await self.join("/ws/speaker")
        self.quick = await self.join("/ws/quick")
        self.slow = self.raw_client("/ws/slow", receive_buffer=4096)
        self.welcome = self.slow.read_json()

    async def flood(self):
        """Everything is acked and reaches the quick one, whatever the slow one does."""
        for number in range(COUNT):
            await self.speaker.command("message", data=[number, "x" * SIZE])
            await self.speaker.expect("ack")
            got = await self.quick.expect("message")
            self.assertEqual(got["data"][0], number)

    def read_on(self):
        """What the slow one finds when it reads again, up to the last message or a Close."""
        frames = []
        while True:
            read = self.slow.read_frame()
            if read.opcode == PING:
                continue
            if read.opcode == CLOSE:
                return frames, read
            frame = json.loads(read.payload)
            if frame["type"] != "presence":
                frames.append(frame)
            if frame["type"] == "message" and frame["data"][0] == COUNT - 1:
                return frames, None


class Disconnect(SlowConsumerCase):
    settings = {"messages_per_minute": 0, "queue_bytes": 100000, "close_timeout": "30s",
                "presence_interval": "50ms"}

    async def test_a_paused_reader_is_cut_and_the_others_are_unaffected(self):
        await self.flood()
        frames, close = await self.in_thread(self.read_on)
        self.assertIsNotNone(close, "the slow one was never cut")
        self.assertEqual(close.payload, b"\x03\xf0slow_consumer")
        told = frames.pop()
        self.assertEqual((told["type"], told["code"], told["reason"]),
                         ("disconnect", 1008, "slow_consumer"))
        self.assertLess(len(frames), COUNT)
        offsets = [frame["offset"] for frame in frames]
        start = self.welcome["offset"] + 1
        self.assertEqual(offsets, list(range(start, start + len(frames))))
        self.slow.close()
        left = []
        while "slow" not in left:
            left += (await self.quick.expect("presence"))["left"]


class DropOldest(SlowConsumerCase):
    settings = {"messages_per_minute": 0, "queue_bytes": 200000, "slow_consumer": "drop_oldest"}

    async def test_the_oldest_are_dropped_and_gaps_account_for_each(self):
        await self.flood()
        frames, close = await self.in_thread(self.read_on)
        self.assertIsNone(close, "it was closed instead")
        heard = [frame["offset"] for frame in frames if frame["type"] == "message"]
        gaps = [frame for frame in frames if frame["type"] == "gap"]
        self.assertEqual({frame["type"] for frame in frames}, {"message", "gap"})
        self.assertEqual(heard, sorted(set(heard)))
        start = self.welcome["offset"] + 1
        missing = set(range(start, start + COUNT)) - set(heard)
        self.assertTrue(missing, "nothing was dropped, so nothing was tested")
        for offset in missing:
            self.assertTrue(any(gap["from"] <= offset <= gap["to"] for gap in gaps), offset)
        self.assertEqual(sum(gap["dropped"] for gap in gaps), len(missing))


class FewMessages(SlowConsumerCase):
    settings = {"messages_per_minute": 0, "queue_messages": 5, "queue_bytes": 50000000,
                "close_timeout": "30s"}

    async def test_the_number_of_waiting_messages_is_limited_too(self):
        await self.flood()
        frames, close = await self.in_thread(self.read_on)
        self.assertIsNotNone(close, "the slow one was never cut")
        self.assertEqual(frames[-1]["reason"], "slow_consumer")
        self.slow.close()


class OneLargeMessage(SluiceTestCase):
    settings = {"queue_bytes": 1024}

    async def test_one_message_of_any_allowed_size_fits_an_empty_queue(self):
        anna, boris = await self.join(), await self.join()
        await anna.send("x" * 65536)
        await boris.expect("message", data="x" * 65536)
        await anna.expect("ack")


class ForgottenReplay(SluiceTestCase):
    """A replay may be larger than the queue as long as the history holds it as well."""

    settings = {"messages_per_minute": 0, "queue_bytes": 200000, "history_size": 50}

    async def test_who_reads_nothing_until_it_is_forgotten_is_cut(self):
        speaker = await self.join("/ws/speaker")
        position = speaker.welcome
        for _ in range(45):
            await speaker.command("message", to="speaker", data="x" * SIZE)
            await speaker.expect("ack", ignoring=("presence", "personal"))
        await speaker.close()
        slow = self.raw_client(
            f"/ws/speaker?epoch={position['epoch']}&offset={position['offset']}",
            receive_buffer=4096)
        self.assertEqual(slow.read_json()["replayed"], 45)
        other = await self.join("/ws/other")
        self.assertEqual(self.cut(), 0)
        for _ in range(50):  # of which the slow one hears nothing
            await other.command("message", to="other", data="x" * SIZE)
            await other.expect("ack", ignoring=("presence", "personal"))
        while self.cut() == 0:
            await asyncio.sleep(0.05)
        frames = []
        while (read := await self.in_thread(slow.read_frame)).opcode != CLOSE:
            frames.append(json.loads(read.payload))
        self.assertEqual(frames.pop()["reason"], "slow_consumer")
        self.assertLess(len(frames), 45)

    def cut(self):
        return http.metrics(self.server)['sluice_slow_consumers_total{policy="disconnect"}']


if __name__ == "__main__":
    unittest.main()
