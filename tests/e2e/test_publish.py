"""POST /broadcast and personal messages over HTTP (PROTOCOL §2)."""

import json
import unittest

from support.case import SluiceTestCase


class Broadcast(SluiceTestCase):
    settings = {"messages_per_minute": 0}

    def accepted(self, reply):
        self.assertEqual(reply.status, 202, reply.body)
        answer = reply.json()
        for name, kind in (("id", str), ("epoch", str), ("offset", int), ("recipients", int)):
            self.assertIs(type(answer[name]), kind, name)
        return answer

    async def test_data_reaches_everyone_with_from_null(self):
        anna, boris = await self.join(), await self.join()
        answer = self.accepted(await self.post("/broadcast", {"data": {"price": 1.5}}))
        for client in (anna, boris):
            got = await client.expect("message", data={"price": 1.5})
            self.assertIsNone(got["from"])
            for name in ("id", "epoch", "offset"):
                self.assertEqual(got[name], answer[name], name)

    async def test_message_is_text(self):
        anna = await self.join()
        self.accepted(await self.post("/broadcast", {"message": "Привіт"}))
        await anna.expect("message", data="Привіт")

    async def test_plain_text_is_text(self):
        anna = await self.join()
        for kind in ("text/plain", "text/plain; charset=utf-8", "TEXT/PLAIN"):
            self.accepted(await self.post("/broadcast", 'not "json" ї', content_type=kind))
            await anna.expect("message", data='not "json" ї')

    async def test_data_may_be_any_json(self):
        anna = await self.join()
        for data in (None, False, 0, "", [], {}, [{"a": [None]}], "😀"):
            with self.subTest(repr(data)):
                self.accepted(await self.post("/broadcast", {"data": data}))
                self.assertEqual((await anna.expect("message"))["data"], data)

    async def test_a_wrong_body_is_400_and_reaches_nobody(self):
        anna = await self.join()
        for body in ("", "{", "[1]", "7", "null", "{}", '{"data":}', '{"message":7}',
                     '{"text":"x"}', '{"data":1} trailing', "\ufeff{}"):
            with self.subTest(body):
                reply = await self.post("/broadcast", body, content_type="application/json")
                self.assert_problem(reply, 400)
        await self.nothing_before(await self.join(), anna)

    async def test_octets_that_are_no_utf8_are_400(self):
        for kind, body in (("text/plain", b"\xff"), ("application/json", b'{"data":"\xff"}')):
            with self.subTest(kind):
                self.assert_problem(await self.post("/broadcast", body, content_type=kind), 400)

    async def test_another_media_type_is_415(self):
        for kind in ("image/png", "application/xml", "multipart/form-data; boundary=x",
                     "application/x-www-form-urlencoded"):
            with self.subTest(kind):
                reply = await self.post("/broadcast", "data=1", content_type=kind)
                self.assert_problem(reply, 415)

    async def test_the_same_idempotency_key_is_published_once(self):
        anna = await self.join()
        first = self.accepted(await self.post("/broadcast", {"data": 1}, idempotency_key="k-1"))
        again = self.accepted(await self.post("/broadcast", {"data": 1}, idempotency_key="k-1"))
        other = self.accepted(await self.post("/broadcast", {"data": 2}, idempotency_key="k-2"))
        self.assertEqual((again["id"], again["offset"]), (first["id"], first["offset"]))
        self.assertEqual(other["offset"], first["offset"] + 1)
        await anna.expect("message", data=1)
        await anna.expect("message", data=2)

    async def test_published_messages_are_replayed_like_others(self):
        anna = await self.join()
        self.accepted(await self.post("/broadcast", {"data": "kept"}))
        again = await self.join(f"/ws?epoch={anna.welcome['epoch']}&offset={anna.position}")
        got = await again.expect("message", ignoring=(), data="kept")
        self.assertIsNone(got["from"])


class Recipients(SluiceTestCase):
    async def test_recipients_counts_the_clients(self):
        reply = await self.post("/broadcast", {"data": 1})
        self.assertEqual(reply.json()["recipients"], 0)
        await self.join()
        await self.join()
        reply = await self.post("/broadcast", {"data": 1})
        self.assertEqual(reply.json()["recipients"], 2)


class TooLarge(SluiceTestCase):
    settings = {"max_body_bytes": 2000}

    async def test_a_body_above_the_limit_is_413(self):
        fits = json.dumps({"data": "x" * 1900})
        self.assertEqual((await self.post("/broadcast", fits, content_type="application/json"))
                         .status, 202)
        reply = await self.post("/broadcast", {"data": "x" * 2000})
        self.assert_problem(reply, 413)

    async def test_an_announced_length_is_enough_for_413(self):
        for length in ("2001", "18446744073709551615"):
            raw = self.raw()
            raw.send(f"POST /broadcast HTTP/1.1\r\nHost: {raw.host}\r\n"
                     f"Content-Type: text/plain\r\nContent-Length: {length}\r\n\r\n".encode())
            self.assert_problem(raw.read_reply(), 413)
            raw.expect_end()


class Personal(SluiceTestCase):
    settings = {"messages_per_minute": 0}

    async def test_a_personal_message_reaches_its_client_only(self):
        anna, boris = await self.join("/ws/anna"), await self.join("/ws/boris")
        reply = await self.post("/api/v1/clients/anna/messages", {"data": {"for": "anna"}})
        self.assertEqual(reply.status, 202, reply.body)
        got = await anna.expect("personal", data={"for": "anna"}, to="anna")
        self.assertIsNone(got["from"])
        self.assertEqual(got["offset"], reply.json()["offset"])
        await self.nothing_before(await self.join(), boris)

    async def test_message_and_plain_text_work_as_for_a_broadcast(self):
        carol = await self.join("/ws/carol")
        path = "/api/v1/clients/carol/messages"
        self.assertEqual((await self.post(path, {"message": "one"})).status, 202)
        self.assertEqual((await self.post(path, "two", content_type="text/plain")).status, 202)
        await carol.expect("personal", data="one")
        await carol.expect("personal", data="two")

    async def test_a_client_that_is_not_connected_is_404(self):
        reply = await self.post("/api/v1/clients/nobody/messages", {"data": 1})
        self.assert_problem(reply, 404, "unknown_client")

    async def test_a_wrong_body_is_400(self):
        await self.join("/ws/dora")
        self.assert_problem(await self.post("/api/v1/clients/dora/messages", "{",
                                            content_type="application/json"), 400)


if __name__ == "__main__":
    unittest.main()
