"""Who came and who went (PROTOCOL §1.1 `presence`)."""

import asyncio
import unittest

from support.case import SluiceTestCase
from support.server import Server


class PresenceCase(SluiceTestCase):
    async def asyncSetUp(self):
        self.server = self.enterContext(Server(**self.settings))  # nobody's leftovers
        self.watcher = await self.join("/ws/watcher")

    @classmethod
    def setUpClass(cls):
        pass

    async def presence(self):
        frame = await self.watcher.expect("presence", ignoring=())
        for name in ("joined", "left"):
            self.assertTrue(all(isinstance(one, str) for one in frame[name]), frame)
            self.assertLessEqual(len(frame[name]), frame[f"{name}_count"])
            self.assertLessEqual(len(frame[name]), 100)
        self.assertIs(type(frame["clients"]), int)
        self.assertIsInstance(frame["message"], str)
        return frame

    async def gather(self, joined=0, left=0):
        """Presence frames until so many have come and gone; all of them together."""
        came, went, counts, frames = [], [], {"joined": 0, "left": 0}, 0
        while counts["joined"] < joined or counts["left"] < left:
            frame = await self.presence()
            came += frame["joined"]
            went += frame["left"]
            counts["joined"] += frame["joined_count"]
            counts["left"] += frame["left_count"]
            frames += 1
        self.assertEqual(counts, {"joined": joined, "left": left})
        return came, went, frame["clients"], frames


class Presence(PresenceCase):
    settings = {"presence_interval": "100ms", "io_threads": 2}

    async def test_the_own_arrival_is_not_reported_to_oneself(self):
        await self.join("/ws/other")
        frame = await self.presence()
        self.assertEqual((frame["joined"], frame["left"]), (["other"], []))
        self.assertEqual((frame["joined_count"], frame["left_count"]), (1, 0))
        self.assertEqual(frame["clients"], 2)

    async def test_a_leave_is_reported_after_a_close(self):
        other = await self.join("/ws/other")
        await self.gather(joined=1)
        await other.close()
        self.assertEqual(await self.gather(left=1), ([], ["other"], 1, 1))

    async def test_a_leave_is_reported_after_a_silent_drop(self):
        raw = self.raw_client("/ws/other")
        await self.gather(joined=1)
        raw.close()
        self.assertEqual(await self.gather(left=1), ([], ["other"], 1, 1))

    async def test_arrivals_are_gathered_into_few_frames(self):
        names = {f"guest-{number}" for number in range(50)}
        await asyncio.gather(*(self.join(f"/ws/{name}") for name in names))
        came, _, clients, frames = await self.gather(joined=50)
        self.assertEqual(set(came), names)
        self.assertEqual(len(came), 50)
        self.assertEqual(clients, 51)
        self.assertLess(frames, 50)

    async def test_a_refused_newcomer_is_never_reported(self):
        refused = await self.connect("/ws/watcher")
        await refused.expect_disconnect(1008, "client_id_in_use", ignoring=())
        await self.join("/ws/other")
        self.assertEqual((await self.presence())["joined"], ["other"])

    async def test_everyone_hears_of_everyone_else(self):
        first = await self.join("/ws/first")
        second = await self.join("/ws/second")
        came, _, _, _ = await self.gather(joined=2)
        self.assertEqual(sorted(came), ["first", "second"])
        await self.join("/ws/third")
        for client, name in ((first, "second"), (second, "third")):
            joined = []
            while name not in joined:
                joined += (await client.expect("presence", ignoring=()))["joined"]
            self.assertNotIn(client.id, joined)


class PresenceOfMany(PresenceCase):
    settings = {"presence_interval": "1s", "io_threads": 2}

    async def test_ids_are_cut_at_a_hundred_and_counts_are_not(self):
        for start in range(0, 150, 50):
            await asyncio.gather(*(self.join(f"/ws/g-{n}") for n in range(start, start + 50)))
        frames = []
        while sum(frame["joined_count"] for frame in frames) < 150:
            frames.append(await self.presence())
        self.assertEqual(sum(frame["joined_count"] for frame in frames), 150)
        for frame in frames:
            # one of the hundred may have been the watcher, who does not hear of itself
            self.assertIn(len(frame["joined"]), (min(100, frame["joined_count"]), 99))


class PresenceAtOnce(PresenceCase):
    settings = {"presence_interval": 0, "io_threads": 2}

    async def test_with_interval_zero_each_arrival_is_a_frame_of_its_own(self):
        for name in ("one", "two", "three"):
            await self.join(f"/ws/{name}")
        for name in ("one", "two", "three"):
            self.assertEqual((await self.presence())["joined"], [name])


if __name__ == "__main__":
    unittest.main()
