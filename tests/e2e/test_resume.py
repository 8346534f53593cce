"""Coming back to where one stood (PROTOCOL §1.3)."""

import unittest

from support.case import SluiceTestCase


class ResumeCase(SluiceTestCase):
    def back(self, client, path="/ws", offset=None, epoch=None):
        offset = client.position if offset is None else offset
        return f"{path}?epoch={epoch or client.welcome['epoch']}&offset={offset}"

    async def say(self, speaker, *texts):
        """Each text is acked before the next; their offsets."""
        offsets = []
        for text in texts:
            await speaker.command("message", data=text)
            ack = await speaker.expect("ack", ignoring=("presence", "message"))
            offsets.append(ack["offset"])
        return offsets

    async def replayed(self, client, *texts):
        """Exactly these messages, straight after the welcome."""
        self.assertIs(client.welcome["recovered"], True)
        self.assertEqual(client.welcome["replayed"], len(texts))
        return [await client.expect("message", ignoring=(), data=text) for text in texts]

    async def refused(self, client, head):
        """Not recovered: it stands at the head, and a gap says so before anything else."""
        self.assertIs(client.welcome["recovered"], False)
        self.assertEqual(client.welcome["replayed"], 0)
        self.assertEqual(client.welcome["offset"], head)
        gap = await client.expect("gap", ignoring=())
        for name in ("epoch", "from", "to", "dropped"):
            self.assertIn(name, gap)
        return gap


class Resume(ResumeCase):
    settings = {"messages_per_minute": 0}

    async def test_missed_messages_are_replayed_and_live_traffic_follows(self):
        anna, boris = await self.join(), await self.join("/ws/boris")
        await self.say(anna, "seen")
        await boris.expect("message", data="seen")
        await boris.close()
        first, second = await self.say(anna, "missed 1", "missed 2")
        again = await self.join(self.back(boris))
        self.assertEqual(again.welcome["offset"], boris.position)
        got = await self.replayed(again, "missed 1", "missed 2")
        self.assertEqual([frame["offset"] for frame in got], [first, second])
        await self.nothing_before(anna, again)

    async def test_at_the_head_nothing_is_replayed(self):
        anna, boris = await self.join(), await self.join()
        await self.say(anna, "one")
        await boris.expect("message", data="one")
        again = await self.join(self.back(boris))
        await self.replayed(again)
        await self.nothing_before(anna, again)

    async def test_own_messages_are_replayed_and_so_a_lost_ack_comes_back(self):
        anna = await self.join()
        raw = self.raw_client("/ws/loser")
        welcome = raw.read_json()
        raw.send_frame(1, '{"type":"message","data":"was it heard?","ref":"lost"}')
        heard = await anna.expect("message", data="was it heard?")
        raw.close()  # the ack was never read
        self.server.wait_for_event("client_disconnected", client_id="loser")
        again = await self.join(f"/ws/loser?epoch={welcome['epoch']}&offset={welcome['offset']}")
        own, = await self.replayed(again, "was it heard?")
        self.assertEqual((own["from"], own["id"]), ("loser", heard["id"]))

    async def test_the_replay_is_ordered_with_what_is_said_meanwhile(self):
        anna = await self.join()
        start = anna.position
        await self.say(anna, *range(200))
        for number in range(200, 300):
            await anna.command("message", data=number)
        again = await self.join(self.back(anna, offset=start))
        self.assertIs(again.welcome["recovered"], True)
        got = [await again.expect("message", data=number) for number in range(300)]
        self.assertEqual([frame["offset"] for frame in got], list(range(start + 1, start + 301)))

    async def test_personal_messages_are_replayed_to_their_client_only(self):
        anna, boris = await self.join(), await self.join()
        start = boris.position
        await anna.command("message", data="secret", to=boris.id)
        await boris.expect("personal", data="secret")
        await anna.expect("ack")
        await self.say(anna, "public")
        query = f"?epoch={boris.welcome['epoch']}&offset={start}"
        again = await self.join(f"/ws{query}&session={boris.welcome['session']}")
        self.assertEqual(again.id, boris.id)
        self.assertEqual(again.welcome["replayed"], 2)
        await again.expect("personal", ignoring=(), data="secret", to=boris.id)
        await again.expect("message", ignoring=(), data="public")
        stranger = await self.join(f"/ws{query}")
        await self.replayed(stranger, "public")
        await self.nothing_before(anna, stranger)

    async def test_presence_and_status_are_not_replayed(self):
        anna = await self.join()
        start = anna.position
        await anna.send("test")
        await anna.expect("status")
        await self.say(anna, "the only one")
        again = await self.join(self.back(anna, offset=start))
        await self.replayed(again, "the only one")

    async def test_another_epoch_cannot_be_recovered(self):
        anna = await self.join()
        head, = await self.say(anna, "old times")
        again = await self.join(self.back(anna, offset=0, epoch="another-epoch"))
        gap = await self.refused(again, head)
        self.assertEqual(gap["epoch"], again.welcome["epoch"])
        await self.nothing_before(anna, again)

    async def test_an_offset_that_was_never_given_cannot_be_recovered(self):
        anna = await self.join()
        head, = await self.say(anna, "now")
        await self.refused(await self.join(self.back(anna, offset=head + 1000)), head)

    async def test_a_resume_that_is_no_position_does_no_harm(self):
        anna = await self.join()
        for query in ("offset=5", "epoch=", "offset=", "epoch=x&offset=y", "epoch=x&offset=-1",
                      f"epoch={anna.welcome['epoch']}&offset=99999999999999999999999"):
            with self.subTest(query):
                again = await self.join(f"/ws?{query}")
                self.assertIs(again.welcome["recovered"], False)
                self.assertEqual(again.welcome["offset"], anna.position)


class TrimmedHistory(ResumeCase):
    settings = {"messages_per_minute": 0, "history_size": 5}

    async def test_what_the_history_still_holds_is_replayed(self):
        anna = await self.join()
        head = (await self.say(anna, *range(10)))[-1]
        again = await self.join(self.back(anna, offset=head - 5))
        await self.replayed(again, 5, 6, 7, 8, 9)

    async def test_beyond_the_history_a_gap_tells_what_is_missing(self):
        anna = await self.join()
        head = (await self.say(anna, *range(10)))[-1]
        for asked in (head - 6, head - 10):
            with self.subTest(asked):
                again = await self.join(self.back(anna, offset=asked))
                gap = await self.refused(again, head)
                self.assertEqual(gap["epoch"], anna.welcome["epoch"])
                self.assertLessEqual(asked, gap["from"])
                self.assertLessEqual(gap["from"], gap["to"])
                self.assertLessEqual(gap["to"], head)
                self.assertEqual(gap["dropped"], head - asked)


class NoHistory(ResumeCase):
    settings = {"messages_per_minute": 0, "history_size": 0}

    async def test_without_history_only_the_head_can_be_resumed(self):
        anna = await self.join()
        head = (await self.say(anna, "gone", "gone too"))[-1]
        await self.replayed(await self.join(self.back(anna, offset=head)))
        await self.refused(await self.join(self.back(anna, offset=head - 1)), head)


class AgedHistory(ResumeCase):
    settings = {"messages_per_minute": 0, "history_age": "1s", "ping_interval": "250ms"}

    async def test_messages_older_than_the_age_are_not_replayed(self):
        anna = await self.join()
        clock = self.raw_client()
        head, = await self.say(anna, "soon forgotten")
        pings = 0
        while pings < 8:  # nearly two seconds by the server's own clock
            if clock.read_frame().opcode == 9:
                clock.send_frame(10)
                pings += 1
        await self.refused(await self.join(self.back(anna, offset=head - 1)), head)


if __name__ == "__main__":
    unittest.main()
