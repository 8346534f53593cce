"""The message budget (PROTOCOL §3 `messages_per_minute`)."""

import unittest

from support import http
from support.case import SluiceTestCase
from support.rawsocket import BINARY

BUDGET = 5


class RateLimit(SluiceTestCase):
    settings = {"messages_per_minute": BUDGET}

    async def spend(self, client):
        for number in range(BUDGET):
            await client.command("message", data=number)
            self.assertEqual((await client.expect("ack"))["remaining"], BUDGET - 1 - number)

    async def test_remaining_falls_and_then_the_limit_is_told(self):
        anna, boris = await self.join(), await self.join()
        self.assertEqual(anna.welcome["limits"]["messages_per_minute"], BUDGET)
        await self.spend(anna)
        await anna.command("message", data="one too many", ref="over")
        error = await anna.expect("error", code="rate_limited", ref="over")
        self.assertIs(type(error["retry_after_ms"]), int)
        self.assertGreater(error["retry_after_ms"], 0)
        self.assertLessEqual(error["retry_after_ms"], 60000)
        for number in range(BUDGET):
            await boris.expect("message", data=number)
        await boris.send("still my turn")
        await boris.expect("ack", remaining=BUDGET - 1)
        await anna.expect("message", data="still my turn")

    async def test_every_kind_of_message_draws_on_the_same_budget(self):
        anna = await self.join()
        boris = await self.join()
        await anna.send("plain")
        await anna.expect("ack", remaining=BUDGET - 1)
        await anna.command("message", data=1, to=boris.id)
        await anna.expect("ack", remaining=BUDGET - 2)
        await anna.send("test")  # which everybody is told the answer to
        await anna.expect("status")
        await anna.command("message", ref="no data")
        await anna.expect("error", code="bad_request")
        await anna.command("message", data=1, to="nobody")
        await anna.expect("error", code="unknown_client")
        for number, over in enumerate((
                {"type": "message", "data": 1}, {"type": "message", "data": 1, "to": boris.id},
                {"type": "unheard of"}, {"type": "message"})):
            await anna.command(**over, ref=str(number))
            await anna.expect("error", code="rate_limited", ref=str(number))
        for status in ("test", "ping"):
            await anna.send(status)
            await anna.expect("error", code="rate_limited", ref=None)

    async def test_pings_have_an_allowance_of_their_own(self):
        anna = await self.join()
        for number in range(2 * BUDGET):
            await anna.command("ping", ref=str(number))
            await anna.expect("pong", ref=str(number))
        await anna.send("a message")
        await anna.expect("ack", remaining=BUDGET - 1)

    async def test_a_token_that_is_shown_again_costs_a_message(self):
        anna = await self.join()
        await anna.command("refresh", token="x")
        await anna.expect("error", code="not_available")
        await anna.send("a message")
        await anna.expect("ack", remaining=BUDGET - 2)

    async def test_a_flood_of_pings_is_refused_and_ended(self):
        before = http.metrics(self.server)["sluice_rate_limited_total"]
        anna = await self.join()
        for number in range(20 * BUDGET):
            await anna.command("ping", ref=str(number))
        pongs = 0
        while (frame := await anna.next())["type"] in ("pong", "presence"):
            pongs += frame["type"] == "pong"
        self.assertGreaterEqual(pongs, 10 * BUDGET - 1)
        for _ in range(10):
            self.assertEqual((frame["type"], frame["code"]), ("error", "rate_limited"))
            self.assertGreater(frame["retry_after_ms"], 0)
            frame = await anna.next()
        self.assertEqual((frame["type"], frame["reason"], frame["reconnect"]),
                         ("disconnect", "rate_limited", True))
        self.assertGreater(frame["reconnect_in_ms"], 0)
        await anna.expect_close(1008, "rate_limited")
        self.assertGreaterEqual(http.metrics(self.server)["sluice_rate_limited_total"],
                                before + 10)

    async def test_a_binary_message_ends_it_whatever_is_left(self):
        anna = self.raw_client()
        anna.read_json()
        anna.send_frame(BINARY, b"x")
        anna.expect_disconnect(1003, "binary_not_supported")

    async def test_ten_refusals_in_a_row_close_with_1008(self):
        anna, boris = await self.join(), await self.join()
        await self.spend(anna)
        for number in range(10):
            await anna.command("message", data=number, ref=str(number))
        for number in range(10):
            await anna.expect("error", code="rate_limited", ref=str(number))
        await anna.expect_disconnect(1008, "rate_limited")
        for number in range(BUDGET):
            await boris.expect("message", data=number)

    async def test_a_new_connection_has_a_new_budget(self):
        await self.spend(await self.join())
        await self.spend(await self.join())


class Refill(SluiceTestCase):
    settings = {"messages_per_minute": 120}  # one each half second

    async def test_the_budget_comes_back_when_the_server_said(self):
        anna = await self.join()
        sent = 0
        frame = {"type": "ack"}
        while frame["type"] == "ack":
            await anna.command("message", data=sent)
            frame = await anna.next()
            sent += 1
        self.assertGreater(sent, 120)
        wait = frame["retry_after_ms"]
        self.assertLessEqual(wait, 1000)
        refused = 0
        while frame["type"] == "error":  # at most ten in a row would be allowed
            refused += 1
            self.assertLess(refused, 9)
            await self.pause(anna, frame["retry_after_ms"] / 1000)
            await anna.command("message", data="again")
            frame = await anna.next()
        self.assertEqual(frame["type"], "ack")
        self.assertLessEqual(refused, 2)

    async def pause(self, client, seconds):
        with self.assertRaises(TimeoutError):
            await client.next_text(deadline=seconds)


class NoLimit(SluiceTestCase):
    settings = {"messages_per_minute": 0}

    async def test_zero_switches_the_limit_off(self):
        anna = await self.join()
        for number in range(200):
            await anna.command("message", data=number)
        for _ in range(200):
            await anna.expect("ack")


if __name__ == "__main__":
    unittest.main()
