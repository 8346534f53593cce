"""WS /api/v1/events: what a console sees and does, and whom the server lets in."""

import json
import resource
import unittest

import websockets

from support import http
from support.case import SluiceTestCase
from support.console import PATH, SUBPROTOCOL, Console
from support.drain import DrainCase
from support.rawsocket import BINARY, PING, PONG, TEXT

ADMIN, VIEWER = "admin-secret-0123456789", "viewer-secret-0123456789"
OFFER = f"Sec-WebSocket-Protocol: {SUBPROTOCOL}"


class ConsoleMixin:
    async def console(self, token=None, **options):
        console = await Console.connect(self.server, token, **options)
        self.addAsyncCleanup(console.close)
        return console


class Stream(ConsoleMixin, SluiceTestCase):
    async def asyncSetUp(self):
        self.anna = await self.join("/ws/anna")
        self.watcher = await self.console()

    async def asyncTearDown(self):
        await self.anna.close()
        await self.watcher.subscribe("clients")
        await self.watcher.until(lambda table: not table)

    async def test_the_greeting_says_who_speaks(self):
        hello = self.watcher.hello
        self.assertEqual(self.watcher.socket.subprotocol, SUBPROTOCOL)
        self.assertEqual((hello["role"], hello["seq"]), ("operator", 0))
        self.assertEqual(hello["node"], self.anna.welcome["node"])
        self.assertTrue(hello["boot_id"])
        self.assertEqual(hello["limits"]["max_subscribers"], 16)

    async def test_the_table_has_every_client_with_its_figures(self):
        await self.watcher.subscribe("clients")
        await self.watcher.expect("synced")
        row = self.watcher.table["anna"]
        self.assertEqual((row["peer"], row["state"], row["user"]), ("127.0.0.1", "open", None))
        self.assertIn("websockets", row["user_agent"])
        await self.anna.send("x" * 100)
        await self.watcher.until(lambda table: (table["anna"]["in_bytes"] or 0) >= 100
                                 and table["anna"]["last_in_at"] is not None)
        await self.watcher.until(lambda table: (table["anna"]["in_rate"] or 0) > 0)
        await self.watcher.until(lambda table: table["anna"]["in_rate"] == 0)

    async def test_who_comes_and_goes_is_told(self):
        await self.watcher.subscribe("clients")
        await self.watcher.expect("synced")
        bert = await self.join("/ws/bert")
        await self.watcher.until(lambda table: "bert" in table)
        await bert.socket.close(1000, "enough")
        gone = []
        while not gone:
            gone = (await self.watcher.expect("delta"))["gone"]
        self.assertEqual(gone, [["bert", 1000, "enough", "client"]])

    async def test_figures_come_every_second(self):
        await self.watcher.subscribe("stats")
        first = await self.watcher.expect("stats")
        self.assertEqual((first["clients"], first["accepting"], first["readiness"]),
                         (1, True, "ready"))
        self.assertGreater(first["rss_bytes"], 1000000)
        second = await self.watcher.expect("stats")
        self.assertGreater(second["time"], first["time"])
        status = (await self.get("/status")).json()
        self.assertEqual(second["accepted_total"], status["total_connections"])

    async def test_the_log_is_told(self):
        await self.watcher.subscribe("log")
        bert = await self.join("/ws/bert")
        line = await self.watcher.expect("log", event="client_connected")
        self.assertEqual((line["level"], line["category"]), ("info", "hub"))
        self.assertEqual(line["message"], "Client connected. Total connections: 2")
        await bert.close()
        await self.watcher.expect("log", event="client_disconnected")

    async def test_consoles_are_no_clients(self):
        other = await self.console()
        self.assertEqual((await self.get("/status")).json()["active_connections"], 1)
        await other.subscribe("clients")
        await other.expect("synced")
        self.assertEqual(list(other.table), ["anna"])

    async def test_clients_are_closed(self):
        await self.watcher.subscribe("clients")
        await self.watcher.expect("synced")
        result = await self.watcher.command("close", ids=["anna", "nobody"],
                                            expect_boot_id=self.watcher.hello["boot_id"])
        self.assertEqual((result["ok"], result["closed"], result["unknown"]), (True, 1, ["nobody"]))
        await self.anna.expect_disconnect(1008, "kicked")
        await self.watcher.until(lambda table: not table)

    async def test_a_command_for_another_process_changes_nothing(self):
        result = await self.watcher.command("close", ids=["anna"], expect_boot_id="elsewhere")
        self.assertEqual((result["ok"], result["code"]), (False, "wrong_boot_id"))
        await self.nothing_before(await self.join("/ws/other"), self.anna)

    async def test_messages_are_said(self):
        result = await self.watcher.command("message", id="anna", data={"n": 1})
        self.assertTrue(result["ok"], result)
        await self.anna.expect("personal", data={"n": 1})
        result = await self.watcher.command("broadcast", data="all")
        self.assertEqual(result["recipients"], 1)
        await self.anna.expect("message", data="all")

    async def test_accepting_is_paused_and_resumed(self):
        self.assertIs((await self.watcher.command("accepting", enabled=False))["enabled"], False)
        self.assertEqual((await self.get("/readyz")).status, 503)
        late = await self.console()  # consoles are let in all the same
        self.assertIs((await late.command("accepting", enabled=True))["enabled"], True)
        self.assertEqual((await self.get("/readyz")).status, 200)

    async def test_nonsense_is_answered_and_the_stream_goes_on(self):
        for text in ("hello", "[]", '{"type":"subscribe","topics":["weather"]}'):
            await self.watcher.socket.send(text)
            self.assertEqual((await self.watcher.next())["type"], "error")
        self.assertEqual((await self.watcher.command("fly"))["code"], "bad_request")
        self.assertEqual((await self.watcher.command("cancel_drain"))["code"], "no_drain")

    async def test_a_dry_run_changes_nothing(self):
        result = await self.watcher.command("drain", timeout_s=60, ramp_s=50, dry_run=True)
        self.assertEqual(result["plan"]["ramp_s"], 30)
        self.assertEqual(len(result["plan"]["adjustments"]), 1)
        self.assertEqual((await self.get("/readyz")).status, 200)

    async def test_binary_ends_the_stream(self):
        console = await self.console()
        await console.socket.send(b"\x00")
        with self.assertRaises(websockets.ConnectionClosed):
            await console.next()
        self.assertEqual(console.socket.close_code, 1003)


class Crowd(ConsoleMixin, SluiceTestCase):
    settings = {"presence_interval": "1m", "messages_per_minute": 0}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    async def asyncSetUp(self):
        for _ in range(1200):  # whose rows are long
            self.raw_client(fields=["User-Agent: " + "x" * 200])

    async def test_1200_clients_are_three_parts(self):
        console = await self.console()
        await console.subscribe("clients")
        await console.expect("synced")
        self.assertEqual((console.parts, len(console.table)), (3, 1200))
        await self.stuck_console_catches_up(console)

    async def stuck_console_catches_up(self, witness):
        stuck = self.raw_client(PATH, fields=[OFFER], receive_buffer=4096)
        self.assertEqual(stuck.read_json()["type"], "hello")
        stuck.send_frame(TEXT, json.dumps(
            {"type": "subscribe", "topics": ["clients"], "max_hz": 10}))
        while stuck.read_json()["type"] != "synced":
            pass
        # Every broadcast changes every row, and that is told within a second: 0.4 MB each time,
        # of which a mebibyte may wait.
        for _ in range(6):
            before = witness.seq
            self.assertTrue((await witness.command("broadcast", data="x"))["ok"])
            while witness.seq < before + 3:
                await witness.next()
        types = await self.in_thread(self.read_until_synced, stuck)
        self.assertEqual(types.count("resync"), 1)
        self.assertEqual(types[types.index("resync"):].count("snapshot"), 3)

    @staticmethod
    def read_until_synced(stuck):
        types = []
        while types[-1:] != ["synced"]:
            read = stuck.read_frame()
            if read.opcode == PING:
                stuck.send_frame(PONG, read.payload)
            else:
                types.append(json.loads(read.payload)["type"])
        return types


class Door(ConsoleMixin, SluiceTestCase):
    settings = {"admin_token": ADMIN, "viewer_token": VIEWER}

    def knock(self, *fields):
        return self.raw_client(PATH, fields=fields).reply

    async def test_without_a_token_it_is_401(self):
        self.assert_problem(self.knock(OFFER), 401)
        self.assert_problem(self.knock(OFFER, "Authorization: Bearer wrong"), 401)

    async def test_without_the_sub_protocol_it_is_400(self):
        self.assert_problem(self.knock(f"Authorization: Bearer {ADMIN}"), 400, "bad_request")
        self.assert_problem(self.knock(f"Authorization: Bearer {ADMIN}",
                                       "Sec-WebSocket-Protocol: sluice.v1"), 400)

    async def test_a_viewer_watches_and_does_not_command(self):
        viewer = await self.console(VIEWER)
        self.assertEqual(viewer.hello["role"], "viewer")
        await viewer.subscribe("clients", "stats", "drain")
        await viewer.expect("synced")
        for do in ("force", "drain", "cancel_drain"):
            result = await viewer.command(do)
            self.assertEqual((result["ok"], result["code"]), (False, "permission_denied"))
        self.assertEqual((await self.get("/readyz")).status, 200)

    async def test_an_operator_commands(self):
        operator = await self.console(ADMIN)
        self.assertEqual(operator.hello["role"], "operator")
        self.assertEqual((await operator.command("broadcast", data=1))["recipients"], 0)

    async def test_the_seventeenth_is_503(self):
        consoles = [await self.console(VIEWER) for _ in range(16)]
        reply = self.knock(OFFER, f"Authorization: Bearer {ADMIN}")
        self.assert_problem(reply, 503)
        self.assertIn("retry-after", reply.fields)
        await consoles[0].close()
        while True:  # its place is free as soon as the server has seen it go
            try:
                await self.console(ADMIN)
                break
            except websockets.InvalidStatusCode as refused:
                self.assertEqual(refused.status_code, 503)


class LoopbackDoor(SluiceTestCase):
    async def test_without_tokens_no_foreign_page_gets_in(self):
        reply = self.raw_client(PATH, fields=[OFFER, "Origin: http://evil.example"]).reply
        self.assert_problem(reply, 403)

    async def test_a_plain_request_is_told_to_upgrade(self):
        reply = await self.in_thread(http.get, self.server, PATH)
        self.assert_problem(reply, 426, "upgrade_required")


class Drains(ConsoleMixin, DrainCase):
    async def test_a_drain_is_followed_to_its_end(self):
        anna, bert = await self.join("/ws/anna"), await self.join("/ws/bert")
        console = await self.console()
        await console.subscribe("clients", "drain")
        self.assertEqual((await console.expect("drain"))["state"], "Serving")
        result = await console.command("drain", timeout_s=60, ramp_s=20, reason="new version")
        self.assertEqual((result["joined"], result["drain"]["state"]), (False, "Draining"))
        self.assertEqual((await self.notice(anna))["reason"], "new version")
        late = await self.console()  # an operator may come when the server drains
        self.assertIs((await late.command("drain"))["joined"], True)
        update = await late.command("update_drain", timeout_s=600)
        self.assertGreater(update["drain"]["remaining_ms"], 500000)
        await anna.close()
        await console.expect("drain", state="Draining", left=1, remaining=1)
        await bert.close()
        for one in (console, late):
            drain = await one.expect("drain", state="Finished")
            self.assertEqual((drain["exit_code"], drain["initial"], drain["left"]), (0, 2, 2))
            self.assertEqual(await one.expect("bye"), {"type": "bye", "expected": True})
            with self.assertRaises(websockets.ConnectionClosed):
                await one.next()
            self.assertEqual(one.socket.close_code, 1001)
        self.assertEqual(console.table, {})
        self.assertEqual(await self.exit_code(), 0)

    async def test_a_cancelled_drain_is_told(self):
        await self.join("/ws/anna")
        console = await self.console()
        await console.subscribe("drain")
        await console.command("drain")
        self.assertTrue((await console.command("cancel_drain"))["ok"])
        self.assertEqual((await self.get("/readyz")).status, 200)
        await console.subscribe("drain")
        await console.expect("drain", state="Serving")

    async def test_force_is_answered_and_ends_it(self):
        await self.join("/ws/anna")
        console = await self.console()
        self.assertTrue((await console.command("force"))["ok"])
        drain = await console.expect("drain", state="Finished")
        self.assertEqual((drain["exit_code"], drain["forced"]), (3, 1))
        await console.expect("bye")
        self.assertEqual(await self.exit_code(), 3)

    async def test_a_console_that_does_not_read_holds_nobody(self):
        anna = await self.join("/ws/anna")
        stuck = self.raw_client(PATH, fields=[OFFER], receive_buffer=4096)
        self.assertEqual(stuck.read_json()["type"], "hello")
        self.server.signal()
        await self.notice(anna)
        await anna.close()
        self.assertEqual(await self.exit_code(deadline=2), 0)
        while stuck.read_json()["type"] != "bye":
            pass
        stuck.expect_close(1001, "server_shutdown")

    async def test_octets_that_are_no_frames_end_only_their_stream(self):
        await self.join("/ws/anna")
        broken = self.raw_client(PATH, fields=[OFFER])
        self.assertEqual(broken.read_json()["type"], "hello")
        broken.send_frame(BINARY, b"x", masked=False)
        broken.expect_close(1002)
        console = await self.console()
        self.assertEqual(console.hello["type"], "hello")


if __name__ == "__main__":
    unittest.main()
