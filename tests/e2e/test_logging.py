"""One line per event, for people or for programs (PROTOCOL §5)."""

import re
import time
import unittest

from support import http
from support.case import SluiceTestCase
from support.ports import free_port
from support.server import Server
from support.wsclient import TIME

LEVELS = ("trace", "debug", "info", "warning", "error")
TEXT_LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z "
                       r"(TRACE|DEBUG|INFO|WARN|WARNING|ERROR) +[a-z]+ +\S.*")


class LogCase(SluiceTestCase):
    @classmethod
    def setUpClass(cls):
        pass

    def free_port(self):
        self.port = free_port()
        return self.port

    def until_it_serves(self, server):
        """For a server whose log does not tell its port."""
        server.port = self.port
        until = time.monotonic() + 10
        while True:
            try:
                return http.get(server, "/livez")
            except ConnectionRefusedError:
                self.assertLess(time.monotonic(), until)

    async def conversation(self, **settings):
        """A client comes, says something secret and goes; then the server ends."""
        server = Server(**settings)
        self.addCleanup(lambda: server.process.poll() is None and server.kill())
        client = await self.join("/ws/anna", server)
        await client.command("message", data="secret-payload-" + "x" * 200)
        await client.expect("ack")
        await client.close(1000, "bye")
        server.wait_for_line("Total connections: 0")
        server.signal()
        self.assertEqual(await self.in_thread(server.wait_for_exit), 0)
        return server, client


class JsonLog(LogCase):
    async def test_every_line_is_an_object_with_the_five_fields(self):
        server, _ = await self.conversation(log_level="debug")
        self.assertEqual(len(server.events), len(server.lines), server.lines)
        for event in server.events:
            self.assertTrue(TIME.fullmatch(event["time"]), event)
            self.assertIn(event["level"].lower(), LEVELS + ("warn",))
            self.assertRegex(event["event"], r"^[a-z0-9_]+$")
            for name in ("category", "message"):
                self.assertIsInstance(event[name], str)
                self.assertNotEqual(event[name], "")

    async def test_a_leave_has_the_fields_that_tell_of_it(self):
        server, _ = await self.conversation()
        left = server.wait_for_message(r"Client disconnected\. Total connections: 0$")
        self.assertEqual(left["client_id"], "anna")
        self.assertEqual(left["total_connections"], 0)
        self.assertEqual(left["code"], 1000)
        self.assertIsInstance(left["reason"], str)
        self.assertGreaterEqual(left["duration_ms"], 0)

    async def test_an_arrival_is_logged_with_its_id(self):
        server, _ = await self.conversation()
        came = [event for event in server.events if event.get("client_id") == "anna"]
        self.assertEqual(came[0]["total_connections"], 1)

    async def test_json_is_the_choice_when_nobody_watches(self):
        server, _ = await self.conversation(log_format="auto")
        self.assertTrue(server.events)

    async def test_a_client_cannot_forge_a_line(self):
        with Server(log_level="trace") as server:
            raw = self.raw_client('/ws/x%7B%22event%22:%22forged%22%7D', server,
                                  fields=('User-Agent: "}\\n{"event":"forged","a":"',))
            self.assertEqual(raw.reply.status, 101)
            raw.close()
            client = await self.join("/ws/after", server)
            await client.send('line\n{"event":"forged"}')
            await client.expect("ack")
            await client.close(1000, '\n{"event":"forged"}')
            server.wait_for_message("Client disconnected")
            self.assertEqual(len(server.events), len(server.lines), server.lines)
            self.assertNotIn("forged", [event["event"] for event in server.events])


class TextLog(LogCase):
    async def test_every_line_is_time_level_category_and_a_sentence(self):
        server = Server(listening=False, port=self.free_port(), log_format="text")
        self.addCleanup(lambda: server.process.poll() is None and server.kill())
        await self.in_thread(self.until_it_serves, server)
        client = await self.join(server=server)
        await client.close()
        server.wait_for_line(r"Client disconnected\. Total connections: 0")
        server.signal()
        self.assertEqual(await self.in_thread(server.wait_for_exit), 0)
        for line in server.lines:
            self.assertTrue(TEXT_LINE.fullmatch(line), line)


class Levels(LogCase):
    async def test_payloads_appear_at_trace_only_and_are_cut(self):
        for level in ("debug", "info"):
            server, _ = await self.conversation(log_level=level)
            self.assertNotIn("secret-payload", "\n".join(server.lines))
        server, _ = await self.conversation(log_level="trace")
        log = "\n".join(server.lines)
        self.assertIn("secret-payload", log)
        self.assertNotIn("x" * 51, log)

    async def test_the_session_secret_never_appears(self):
        with Server(log_level="trace") as server:
            client = await self.join("/ws/anna", server)
            again = await self.join(f"/ws/anna?session={client.welcome['session']}", server)
            await client.expect_disconnect(1008, "replaced")
            await again.close()
            server.signal()
            self.assertEqual(await self.in_thread(server.wait_for_exit), 0)
            self.assertNotIn(client.welcome["session"], "\n".join(server.lines))

    async def test_words_are_case_insensitive_and_the_bare_name_works(self):
        server = Server(log_level=None, environment={"LOG_LEVEL": "DEBUG"})
        server.stop()
        levels = {event["level"].lower() for event in server.events}
        self.assertLessEqual(levels, set(LEVELS) | {"warn"})
        server = Server(listening=False, port=self.free_port(),
                        environment={"SLUICE_LOG_LEVEL": "ERROR"})
        self.addCleanup(lambda: server.process.poll() is None and server.kill())
        await self.in_thread(self.until_it_serves, server)
        server.signal()
        self.assertEqual(await self.in_thread(server.wait_for_exit), 0)
        self.assertEqual(server.lines, [])


if __name__ == "__main__":
    unittest.main()
