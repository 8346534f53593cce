"""While draining, the service goes on for those who are there (DRAIN, state Draining)."""

import re
import unittest

from support.drain import DrainCase
from support.rawsocket import PING, PONG, TEXT

WORDS = ("Shutdown signal received", "Graceful shutdown initiated",
         r"Waiting for 2 connections to close\. Time remaining: \d+s",
         r"Client disconnected\. Total connections: 1",
         r"Waiting for 1 connections? to close\. Time remaining: \d+s",
         r"Client disconnected\. Total connections: 0",
         r"All WebSocket connections closed\. Proceeding with shutdown\.",
         "Server shutdown complete")


class Draining(DrainCase):
    settings = {"messages_per_minute": 0, "shutdown_timeout": "20m"}

    async def asyncSetUp(self):
        self.start()
        await self.drain()

    async def drain(self):
        self.anna, self.boris = await self.join("/ws/anna"), await self.join("/ws/boris")
        self.server.signal()
        self.told = [await self.notice(client) for client in (self.anna, self.boris)]

    async def test_every_client_gets_the_notice_with_the_deadline(self):
        for told in self.told:
            self.assertEqual(told["phase"].lower(), "draining")
            self.assertLessEqual(told["remaining_ms"], 20 * 60 * 1000)
            self.assertGreater(told["remaining_ms"], 20 * 60 * 1000 - 30000)
            self.assertEqual(told["deadline"], self.told[0]["deadline"])

    async def test_probes_tell_that_it_is_draining_and_alive(self):
        health = await self.get("/health")
        self.assertEqual((health.status, health.json()["status"]), (503, "draining"))
        self.assertEqual(health.json()["clients"], 2)
        ready = await self.get("/readyz")
        self.assertEqual((ready.status, ready.json()["status"]), (503, "draining"))
        self.assertEqual((await self.get("/livez")).status, 200)
        self.assertEqual((await self.get("/metrics")).status, 200)

    async def test_newcomers_are_told_why_and_closed_with_1001(self):
        for path in ("/ws", "/ws/carol"):
            newcomer = await self.connect(path)
            told = await newcomer.expect_disconnect(1001, "server_shutdown", ignoring=())
            self.assertIs(told["reconnect"], True)
            self.assertIs(type(told["reconnect_in_ms"]), int)
        await self.nothing_before(self.anna, self.boris)

    async def test_existing_clients_keep_messages_acks_and_personal(self):
        await self.anna.command("message", data="still here", ref="1")
        await self.anna.expect("ack", ref="1")
        await self.boris.expect("message", data="still here")
        await self.boris.command("message", data="for you", to="anna", ref="2")
        await self.boris.expect("ack", ref="2")
        await self.anna.expect("personal", data="for you")
        await self.anna.send("test")
        await self.boris.expect("status", clients=2)
        await self.anna.expect("status", clients=2)
        await self.anna.command("ping", ref="3")
        await self.anna.expect("pong", ref="3")

    async def test_http_publishing_goes_on(self):
        reply = await self.post("/broadcast", {"data": "published"})
        self.assertEqual(reply.status, 202, reply.body)
        for client in (self.anna, self.boris):
            await client.expect("message", data="published")
        reply = await self.post("/api/v1/clients/anna/messages", {"data": "personal"})
        self.assertEqual(reply.status, 202, reply.body)
        await self.anna.expect("personal", data="personal")

    async def test_the_process_exits_with_0_the_moment_the_last_one_leaves(self):
        await self.anna.close()
        self.server.wait_for_message(r"Client disconnected\. Total connections: 1")
        await self.boris.command("ping", ref="one is enough")
        await self.boris.expect("pong", ref="one is enough")
        await self.boris.close()
        self.assertEqual(await self.exit_code(deadline=3), 0)

    async def test_the_log_tells_the_story_in_these_words(self):
        await self.anna.close()
        self.server.wait_for_message(WORDS[4], deadline=15)
        await self.boris.close()
        self.assertEqual(await self.exit_code(), 0)
        at = 0
        messages = self.server.messages()
        for words in WORDS:
            found = [n for n in range(at, len(messages)) if re.match(words, messages[n])]
            self.assertTrue(found, f"{words!r} is not in order in {messages}")
            at = found[0]
        self.assertFalse([text for text in messages if text.startswith("Shutdown timeout")])

    async def test_a_silent_drop_is_a_leave_as_well(self):
        raw = self.raw_client()  # refused, and never answers its Close
        self.assertEqual(raw.reply.status, 101)
        for client in (self.anna, self.boris):
            client.socket.transport.abort()
        self.assertEqual(await self.exit_code(deadline=4), 0)


class DrainingOverHttp(DrainCase):
    settings = {"refuse_with": "http"}

    async def test_with_refuse_with_http_newcomers_get_503_and_retry_after(self):
        anna = await self.join()
        self.server.signal()
        await self.notice(anna)
        reply = self.raw_client().reply
        self.assert_problem(reply, 503)
        self.assertGreaterEqual(int(reply.fields["retry-after"]), 0)
        await anna.close()
        self.assertEqual(await self.exit_code(), 0)


class Notifications(DrainCase):
    settings = {"broadcast_interval": "100ms", "ping_interval": "100ms"}

    async def test_the_periodic_notification_stops(self):
        raw = self.raw_client()
        self.assertEqual(raw.read_json()["type"], "welcome")
        self.assertEqual(raw.read_json(answer_pings=True)["type"], "notification")
        self.server.signal()
        told = raw.read_json(answer_pings=True)
        while told["type"] == "notification":
            told = raw.read_json(answer_pings=True)
        self.assertEqual(told["type"], "drain")
        pings = 0
        while pings < 10:  # a second by the server's own clock
            frame = raw.read_frame()
            self.assertEqual(frame.opcode, PING, frame)
            raw.send_frame(PONG, frame.payload)
            pings += 1
        raw.send_frame(TEXT, '{"type":"ping"}')
        self.assertEqual(raw.read_json(answer_pings=True)["type"], "pong")


class HumanNotice(DrainCase):
    async def test_a_human_reads_the_notice_as_a_sentence(self):
        anna = await self.join()
        human = await self.connect("/ws?format=text")
        await human.next_text()
        self.server.signal()
        await self.notice(anna)
        text = await human.next_text()
        self.assertFalse(text.startswith("{"), text)


if __name__ == "__main__":
    unittest.main()
