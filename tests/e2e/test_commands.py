"""The commands that speak to a running server (PROTOCOL §6)."""

import json
import subprocess
import unittest

from support import http
from support.case import SluiceTestCase
from support.server import BINARY, DEADLINE, Server, clean_environment, run


class Commands(SluiceTestCase):
    settings = {"messages_per_minute": 0}

    def url(self, scheme="http", path=""):
        return f"{scheme}://127.0.0.1:{self.server.port}{path}"

    async def sluice(self, *arguments, **options):
        return await self.in_thread(run, *arguments, **options)

    def listen(self, *arguments):
        """A running `sluice listen`, killed at the end of the test whatever happens."""
        process = subprocess.Popen(
            [BINARY, "listen", self.url("ws", "/ws"), *arguments], env=clean_environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    async def test_publish_reaches_everyone(self):
        anna = await self.join()
        done = await self.sluice("publish", "--url", self.url(), "Обід готовий")
        self.assertEqual(done.returncode, 0, done.stderr)
        await anna.expect("message", data="Обід готовий")

    async def test_publish_sends_json_and_personal_messages(self):
        anna, boris = await self.join("/ws/anna"), await self.join()
        done = await self.sluice("publish", "--url", self.url(), "--json", '{"n":[1,null]}')
        self.assertEqual(done.returncode, 0, done.stderr)
        for client in (anna, boris):
            await client.expect("message", data={"n": [1, None]})
        done = await self.sluice("publish", "--url", self.url(), "--to", "anna", "psst")
        self.assertEqual(done.returncode, 0, done.stderr)
        await anna.expect("personal", data="psst")
        await self.nothing_before(anna, boris)

    async def test_publish_that_fails_says_so_and_exits_with_1(self):
        done = await self.sluice("publish", "--url", self.url(), "--to", "nobody", "psst")
        self.assertEqual(done.returncode, 1)
        self.assertNotEqual(done.stderr, "")
        self.assertEqual((await self.sluice("publish", "--url", self.url())).returncode, 2)

    async def test_listen_prints_what_arrives_and_leaves_after_its_count(self):
        anna = await self.join()
        process = self.listen("--id", "listener", "--json", "--count", "2")
        self.server.wait_for_event("client_connected", client_id="listener")
        await anna.send("first")
        await anna.command("message", data={"second": 2}, to="listener")
        out, err = await self.in_thread(process.communicate, timeout=DEADLINE)
        self.assertEqual(process.returncode, 0, err)
        frames = [json.loads(line) for line in out.splitlines()]
        data = [frame["data"] for frame in frames if frame["type"] in ("message", "personal")]
        self.assertEqual(data, ["first", {"second": 2}])
        self.server.wait_for_event("client_disconnected", client_id="listener", code=1000)

    async def test_clients_lists_who_is_there(self):
        await self.join("/ws/anna")
        done = await self.sluice("clients", "--url", self.url(), "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("anna", [json.loads(line)["id"] for line in done.stdout.splitlines()])

    async def test_healthcheck_tells_ready_from_paused_and_from_nobody(self):
        with Server() as server:
            url = f"http://127.0.0.1:{server.port}"
            self.assertEqual((await self.sluice("healthcheck", "--url", url)).returncode, 0)
            http.request(server, "PUT", "/api/v1/accepting", {"enabled": False})
            paused = await self.sluice("healthcheck", "--url", url)
            self.assertEqual((paused.returncode, paused.stdout.strip()), (1, "paused"))
        gone = await self.sluice("healthcheck", "--url", url)
        self.assertEqual(gone.returncode, 1)


if __name__ == "__main__":
    unittest.main()
