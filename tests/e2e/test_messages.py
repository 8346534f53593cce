"""Broadcasts, personal messages and their acks (PROTOCOL §1.1, §1.2)."""

import json
import unittest

from support.case import SluiceTestCase

OPEN = {"messages_per_minute": 0}


class Messages(SluiceTestCase):
    settings = OPEN | {"messages_per_minute": 1000}

    async def test_a_message_is_acked_and_reaches_the_others(self):
        anna, boris = await self.join(), await self.join()
        await anna.command("message", data={"n": 1, "t": "ї"}, ref="r-1")
        ack = await anna.expect("ack", ref="r-1")
        got = await boris.expect("message", data={"n": 1, "t": "ї"})
        self.assertEqual(got["from"], anna.id)
        for name in ("id", "epoch", "offset"):
            self.assertEqual(got[name], ack[name], name)
        self.assertIsInstance(ack["id"], str)
        self.assertEqual(ack["epoch"], anna.welcome["epoch"])
        self.assertGreater(ack["offset"], boris.welcome["offset"])
        self.assertIs(type(ack["recipients"]), int)
        self.assertIs(type(ack["remaining"]), int)

    async def test_offsets_are_contiguous(self):
        anna = await self.join()
        offsets = []
        for number in range(5):
            await anna.command("message", data=number)
            offsets.append((await anna.expect("ack"))["offset"])
        self.assertEqual(offsets, list(range(offsets[0], offsets[0] + 5)))
        self.assertEqual((await self.join()).welcome["offset"], offsets[-1])

    async def test_data_may_be_any_json(self):
        anna, boris = await self.join(), await self.join()
        for data in (None, True, False, 0, -1.5, 2**53, "", "text", [], {}, [1, [2, {"a": None}]],
                     'quote " \\ and \n newline', "😀 U+1F600", "\u0000", "\u2028"):
            with self.subTest(repr(data)):
                await anna.command("message", data=data)
                await anna.expect("ack")
                got = await boris.expect("message")
                self.assertEqual(got["data"], data)
                self.assertIs(type(got["data"]), type(data))

    async def test_numbers_arrive_as_they_were_sent(self):
        anna, boris = await self.join(), await self.join()
        for digits in ("9007199254740993", "-9223372036854775808", "9223372036854775807", "0.1",
                       "-0.5", "1e-7", "123456789.125"):
            with self.subTest(digits):
                await anna.send('{"type":"message","data":%s}' % digits)
                self.assertEqual((await boris.expect("message"))["data"], json.loads(digits))
                await anna.expect("ack")

    async def test_plain_text_is_a_broadcast_of_that_text(self):
        anna, boris = await self.join(), await self.join()
        for text in ("hello", "Привіт", "tests", " test", "{not json", '"quoted"', "42", "null",
                     "[1,2]", '{"no":"type"}', '{"type":7}', '{"type":null}', ""):
            with self.subTest(text):
                await anna.send(text)
                ack = await anna.expect("ack")
                self.assertIsNone(ack.get("ref"))
                await boris.expect("message", data=text, **{"from": anna.id})

    async def test_the_sender_does_not_receive_its_own_broadcast(self):
        anna, boris = await self.join(), await self.join()
        await anna.send("to the others")
        await anna.expect("ack")
        await boris.expect("message", data="to the others")
        await self.nothing_before(boris, anna)

    async def test_a_ref_of_64_characters_comes_back(self):
        anna = await self.join()
        await anna.command("message", data=1, ref="r" * 64)
        await anna.expect("ack", ref="r" * 64)

    async def test_a_personal_message_reaches_its_client_only(self):
        anna, boris, carol = [await self.join() for _ in range(3)]
        await anna.command("message", data="psst", to=boris.id, ref="p")
        ack = await anna.expect("ack", ref="p", recipients=1)
        got = await boris.expect("personal", data="psst", to=boris.id, **{"from": anna.id})
        for name in ("id", "epoch", "offset"):
            self.assertEqual(got[name], ack[name], name)
        await self.nothing_before(anna, carol, boris)

    async def test_personal_messages_and_broadcasts_share_one_order(self):
        anna, boris = await self.join(), await self.join()
        for number in range(10):
            await anna.command("message", data=number, **({"to": boris.id} if number % 2 else {}))
        got = [await boris.expect("personal" if number % 2 else "message", data=number)
               for number in range(10)]
        first = got[0]["offset"]
        self.assertEqual([frame["offset"] for frame in got], list(range(first, first + 10)))

    async def test_unknown_fields_of_a_command_are_ignored(self):
        anna, boris = await self.join(), await self.join()
        await anna.command("message", data=1, ref="u", colour="red", to=None)
        frame = await anna.next()
        while frame["type"] == "presence":
            frame = await anna.next()
        if frame["type"] == "error":  # a null `to` may also be called wrong, never be misread
            self.assertEqual((frame["code"], frame["ref"]), ("bad_request", "u"))
        else:
            self.assertEqual((frame["type"], frame["ref"]), ("ack", "u"))
            await boris.expect("message", data=1)

    async def test_the_largest_allowed_message_arrives_whole(self):
        anna, boris = await self.join(), await self.join()
        text = "x" * 65536
        await anna.send(text)
        await anna.expect("ack")
        await boris.expect("message", data=text)


class Recipients(SluiceTestCase):
    settings = OPEN

    async def test_recipients_counts_the_others(self):
        anna = await self.join()
        await anna.send("to nobody")
        await anna.expect("ack", recipients=0)
        await self.join()
        await self.join()
        await anna.send("to two")
        await anna.expect("ack", recipients=2)


class Mirror(SluiceTestCase):
    settings = OPEN | {"mirror": True}

    async def test_with_mirror_the_sender_receives_its_own_broadcast_once(self):
        anna, boris = await self.join(), await self.join()
        await anna.command("message", data="me too", ref="m")
        seen = {}
        while seen.keys() != {"ack", "message"}:
            frame = await anna.next()
            if frame["type"] != "presence":
                self.assertNotIn(frame["type"], seen)
                seen[frame["type"]] = frame
        self.assertEqual(seen["message"]["id"], seen["ack"]["id"])
        self.assertEqual(seen["message"]["offset"], seen["ack"]["offset"])
        self.assertEqual(seen["message"]["from"], anna.id)
        await boris.expect("message", data="me too")
        await boris.command("message", data="later")
        await anna.expect("message", data="later")


if __name__ == "__main__":
    unittest.main()
