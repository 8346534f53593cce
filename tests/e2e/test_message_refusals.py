"""What a client may not say, and how it is told (PROTOCOL §1.1 `error`, §1.4)."""

import json
import unittest

from support.case import SluiceTestCase
from support.rawsocket import BINARY, CONTINUATION, TEXT


class Errors(SluiceTestCase):
    settings = {"messages_per_minute": 0}

    async def refused(self, client, code, ref=None):
        frame = await client.expect("error", code=code)
        self.assertIsInstance(frame["message"], str)
        self.assertNotEqual(frame["message"], "")
        self.assertEqual(frame.get("ref"), ref)

    async def test_an_unknown_type_is_named_so(self):
        anna = await self.join()
        for kind in ("bogus", "", "Message", "welcome", "ack"):
            with self.subTest(kind):
                await anna.command(kind, ref="x")
                await self.refused(anna, "unknown_type", "x")

    async def test_a_personal_message_to_nobody_is_unknown_client(self):
        anna = await self.join()
        await anna.command("message", data=1, to="nobody-here", ref="y")
        await self.refused(anna, "unknown_client", "y")

    async def test_a_client_that_has_left_is_unknown(self):
        anna, boris = await self.join(), await self.join("/ws/leaver")
        await boris.close()
        self.server.wait_for_event("client_disconnected", client_id="leaver")
        await anna.command("message", data=1, to="leaver", ref="z")
        await self.refused(anna, "unknown_client", "z")

    async def test_a_message_without_data_is_a_bad_request(self):
        anna = await self.join()
        await anna.command("message", ref="no-data")
        await self.refused(anna, "bad_request", "no-data")

    async def test_a_receiver_that_is_no_string_is_a_bad_request(self):
        anna = await self.join()
        for to in (7, ["a"], {"id": "a"}, True):
            with self.subTest(to):
                await anna.command("message", data=1, to=to, ref="to")
                await self.refused(anna, "bad_request", "to")

    async def test_a_ref_longer_than_64_or_no_string_is_a_bad_request(self):
        anna = await self.join()
        for ref in ("r" * 65, 7, ["r"], {"r": 1}):
            with self.subTest(ref):
                await anna.command("message", data=1, ref=ref)
                await anna.expect("error", code="bad_request")

    async def test_a_refused_command_reaches_nobody_and_takes_no_offset(self):
        anna, boris = await self.join(), await self.join()
        await anna.command("message", data=1, to="nobody-here")
        await anna.expect("error", code="unknown_client")
        await anna.command("bogus")
        await anna.expect("error", code="unknown_type")
        head = (await self.join()).welcome["offset"]
        await self.nothing_before(anna, boris)
        self.assertEqual(boris.position, head + 1)

    async def test_an_error_leaves_the_connection_usable(self):
        anna = await self.join()
        await anna.command("bogus")
        await anna.expect("error", code="unknown_type")
        await anna.command("ping", ref="alive")
        await anna.expect("pong", ref="alive")

    async def test_deeply_nested_json_cannot_hurt(self):
        anna = await self.join()
        await anna.send('{"type":"message","data":' + "[" * 30000 + "]" * 30000 + "}")
        frame = await anna.next()
        while frame["type"] == "presence":
            frame = await anna.next()
        self.assertIn(frame["type"], ("ack", "error"))
        await anna.command("ping", ref="alive")
        await anna.expect("pong", ref="alive")


class Closes(SluiceTestCase):
    settings = {"messages_per_minute": 0, "max_message_bytes": 1000}

    async def bystander(self):
        return await self.join(), await self.join()

    async def test_a_binary_frame_closes_with_1003(self):
        speaker, listener = await self.bystander()
        rude = await self.join()
        await rude.send(b"\x00\x01")
        await rude.expect_disconnect(1003, "binary_not_supported")
        await self.nothing_before(speaker, listener)

    async def test_an_empty_binary_frame_closes_with_1003(self):
        rude = await self.join()
        await rude.send(b"")
        await rude.expect_disconnect(1003, "binary_not_supported")

    async def test_a_message_above_the_limit_closes_with_1009(self):
        speaker, listener = await self.bystander()
        rude = await self.join()
        self.assertEqual(rude.welcome["limits"]["max_message_bytes"], 1000)
        await rude.send("x" * 1000)
        await rude.expect("ack")
        await listener.expect("message", data="x" * 1000)
        await speaker.expect("message", data="x" * 1000)
        await rude.send("x" * 1001)
        await rude.expect_disconnect(1009, "message_too_big")
        await self.nothing_before(speaker, listener)

    async def test_an_announced_length_is_enough_to_close_with_1009(self):
        for length in (1001, 65536, 2**40, 2**63 - 1):
            with self.subTest(length):
                raw = self.raw_client()
                self.assertEqual(raw.read_json()["type"], "welcome")
                raw.send_frame(TEXT, b"x", length=length)
                raw.expect_disconnect(1009, "message_too_big")

    async def test_fragments_count_together_against_the_limit(self):
        raw = self.raw_client()
        self.assertEqual(raw.read_json()["type"], "welcome")
        raw.send_frame(TEXT, b"x" * 600, fin=False)
        raw.send_frame(CONTINUATION, b"x" * 600, fin=False)
        raw.expect_disconnect(1009, "message_too_big")

    async def test_invalid_utf8_closes_with_1007(self):
        for octets in (b"\xff", b"ab\xc3", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"):
            with self.subTest(octets):
                raw = self.raw_client()
                self.assertEqual(raw.read_json()["type"], "welcome")
                raw.send_frame(TEXT, octets)
                raw.expect_disconnect(1007, "invalid_utf8")

    async def test_a_protocol_error_closes_with_1002(self):
        raw = self.raw_client()
        self.assertEqual(raw.read_json()["type"], "welcome")
        raw.send_frame(BINARY + 1, b"")
        raw.expect_disconnect(1002, "protocol_error")

    async def test_an_unfinished_frame_of_one_client_holds_up_nobody(self):
        speaker, listener = await self.bystander()
        raw = self.raw_client()
        raw.send_frame(TEXT, json.dumps("half")[:3], length=500)
        await self.nothing_before(speaker, listener)


if __name__ == "__main__":
    unittest.main()
