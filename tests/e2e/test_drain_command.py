"""`sluice drain` as an operator types it: what it does, says and exits with."""

import json
import os
import pty
import re
import signal
import subprocess
import tempfile
import unittest

from support import http
from support.drain import DrainCase
from support.server import BINARY, DEADLINE, clean_environment, run

TOKENS = {"admin_token": "admin-secret-0123456789", "viewer_token": "viewer-secret-0123456789"}


class CommandCase(DrainCase):
    def url(self):
        return f"127.0.0.1:{self.server.port}"  # as people type it

    async def drain(self, *arguments, expect=0, **environment):
        done = await self.in_thread(run, "drain", self.url(), *arguments, environment=environment)
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        self.assertEqual(bool(done.stderr), expect != 0, done.stderr)
        return done.stderr if expect else done.stdout

    def status(self):
        return http.get(self.server, "/api/v1/drain").json()


class Orders(CommandCase):
    async def test_it_begins_a_drain_and_returns(self):
        anna = await self.join()
        out = await self.drain("--timeout", "10m", "--ramp", "90s", "--reason", "нова версія")
        self.assertRegex(out, r"^Draining  1 of 1 left \(0% done\)  deadline in 10m00s\n$")
        status = self.status()
        self.assertEqual((status["timeout_s"], status["ramp_s"], status["reason"]),
                         (600, 90, "нова версія"))
        self.assertEqual((await self.notice(anna))["reason"], "нова версія")

    async def test_a_second_one_joins(self):
        await self.join()
        await self.drain()
        self.assertIn("running already; its deadline stays", await self.drain("--timeout", "1s"))
        self.assertEqual(self.status()["timeout_s"], 1800)

    async def test_what_was_cut_is_told(self):
        await self.join()
        self.assertIn("\nNote: ", await self.drain("--timeout", "60s", "--ramp", "50s"))

    async def test_dry_run_only_says_what_would_be(self):
        await self.join()
        out = await self.drain("--dry-run", "--timeout", "1h", "--delay", "5s", "--ramp", "0")
        self.assertEqual(out, "A drain would take 1h00m at most, newcomers refused after 5s, "
                              "nobody closed before that.\n")
        self.assertEqual(self.status()["state"], "Serving")

    async def test_status_is_for_people_or_for_programs(self):
        await self.join()
        self.assertTrue((await self.drain("--status")).startswith("No drain is running. "))
        await self.drain("--reason", "deploy")
        self.assertRegex(await self.drain("--status"),
                         r"(?s)^State     Draining \(deploy\)\nClients   1 of 1 left.*Deadline  20")
        told = json.loads(await self.drain("--status", "--json"))
        self.assertEqual((told["state"], told["initial"]), ("Draining", 1))

    async def test_cancel_ends_the_drain_not_the_server(self):
        anna = await self.join()
        await self.drain()
        self.assertIn("cancelled", await self.drain("--cancel"))
        self.assertEqual(self.status()["state"], "Serving")
        await anna.expect("drain_cancelled", ignoring=("drain",))
        await self.join()

    async def test_hurry_closes_who_is_left(self):
        anna = await self.join()
        await self.drain()
        self.assertRegex(await self.drain("--hurry", "--timeout", "3s"), "^Evicting  1 of 1 left")
        await anna.expect_disconnect(1001, "server_shutdown", ignoring=("drain",))
        self.assertEqual(await self.exit_code(), 0)

    async def test_force_ends_the_server_with_3(self):
        await self.join()
        self.assertTrue((await self.drain("--force")).startswith("Closing  1 of 1 left"))
        self.assertEqual(await self.exit_code(), 3)

    async def test_an_empty_server_is_gone_and_it_says_so(self):
        self.assertEqual(await self.drain(), "Drained: 0 clients.\n")
        self.assertEqual(await self.exit_code(), 0)


class Failures(CommandCase):
    async def test_what_does_not_work_is_a_sentence_and_1(self):
        for arguments in (["--cancel"], ["--hurry"]):
            self.assertIn("409 no_drain: No drain is running.",
                          await self.drain(*arguments, expect=1))
        self.assertIn("400 bad_request: reason must be",
                      await self.drain("--reason", "x" * 300, expect=1))
        self.server.kill()
        for arguments in ([], ["--wait"], ["--status"]):
            self.assertIn("connection refused", await self.drain(*arguments, expect=1))

    async def test_a_wrong_command_is_2_and_reaches_nobody(self):
        for arguments in (["--timeout", "soon"], ["--timeout", "-5"], ["--ramp", "8d"],
                          ["--wait", "--cancel"], ["--status", "--force"],
                          ["--cancel", "--timeout", "5s"], ["--wait", "--json"], ["--dry-rum"],
                          ["--token-file", "/nowhere"], ["--token", "a", "--token-file", "b"]):
            with self.subTest(arguments):
                self.assertTrue(await self.drain(*arguments, expect=2))
        self.assertEqual(self.status()["state"], "Serving")

    async def test_help_teaches(self):
        done = await self.in_thread(run, "drain", "--help")
        self.assertEqual(done.returncode, 0)
        for words in ("Examples: ", "sluice drain --wait", "Exit code 0", "--dry-run"):
            self.assertIn(words, done.stdout)


class Access(CommandCase):
    settings = TOKENS

    async def test_the_token_is_found_where_the_server_finds_it(self):
        secret = tempfile.NamedTemporaryFile("w", suffix=".token")
        self.enterContext(secret)
        secret.write(TOKENS["admin_token"] + "\n")
        secret.flush()
        for arguments, environment in (
                (["--token", TOKENS["admin_token"]], {}), (["--token-file", secret.name], {}),
                ([], {"SLUICE_ADMIN_TOKEN": TOKENS["admin_token"]}),
                ([], {"SLUICE_ADMIN_TOKEN_FILE": secret.name})):
            with self.subTest(arguments=arguments, environment=environment):
                await self.drain("--dry-run", *arguments, **environment)
                done = await self.in_thread(run, "clients", "--url", self.url(), *arguments,
                                            environment=environment)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    async def test_who_may_not_is_told(self):
        await self.join()
        self.assertIn("401", await self.drain(expect=1))
        self.assertIn("401", await self.drain("--wait", expect=1))
        viewer = ["--token", TOKENS["viewer_token"]]
        self.assertIn("403 permission_denied", await self.drain(*viewer, expect=1))
        self.assertIn("The server refused: ", await self.drain("--wait", *viewer, expect=1))
        self.assertTrue((await self.drain("--status", *viewer)).startswith("No drain is running"))

    async def test_waiting_works_with_a_token(self):
        out = await self.drain("--wait", "--token", TOKENS["admin_token"])
        self.assertEqual(out, "Drained: 0 clients.\n")


class Waiting(CommandCase):
    def start_waiting(self, *arguments, **options):
        options = {"stdout": subprocess.PIPE} | options
        process = subprocess.Popen([BINARY, "drain", self.url(), "--wait", *arguments],
                                   env=clean_environment(), stdin=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True, **options)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    async def waiting(self, *arguments, **options):
        """A command that has begun its drain."""
        process = self.start_waiting(*arguments, **options)
        await self.in_thread(self.server.wait_for_event, "drain_started")
        return process

    async def end(self, process, expect):
        out, err = await self.in_thread(process.communicate, timeout=DEADLINE)
        self.assertEqual(process.returncode, expect, (out, err))
        self.assertEqual(bool(err), expect == 1, err)
        return out, err

    async def test_it_stays_until_the_last_one_has_gone(self):
        anna, boris = await self.join(), await self.join()
        process = await self.waiting("--timeout", "10m", "--reason", "deploy")
        self.assertEqual((await self.notice(anna))["reason"], "deploy")
        await anna.close()
        self.server.wait_for_message(r"Client disconnected\. Total connections: 1")
        self.assertIsNone(process.poll())
        await boris.close()
        out, _ = await self.end(process, 0)
        lines = out.splitlines()
        self.assertRegex(lines[0], r"^\d\d:\d\d:\d\d  Draining  2 of 2 left \(0% done\)  deadline")
        self.assertEqual(lines[-1], "Drained: 2 clients; 2 left by themselves.")
        self.assertEqual(await self.exit_code(), 0)

    async def test_it_joins_what_runs(self):
        anna = await self.join()
        await self.drain("--timeout", "10m")
        process = self.start_waiting("--timeout", "1s")
        first = await self.in_thread(process.stdout.readline)
        self.assertEqual(first, "A drain is running already; its deadline stays.\n")
        second = await self.in_thread(process.stdout.readline)
        self.assertIn("deadline in ", second)
        await anna.close()
        await self.end(process, 0)

    async def test_each_state_is_a_line(self):
        await self.join()
        process = await self.waiting()
        await self.drain("--hurry", "--timeout", "2s")
        out, _ = await self.end(process, 0)
        self.assertIn("  Evicting  1 of 1 left", out)
        self.assertTrue(out.endswith("Drained: 1 client; 1 closed along the ramp.\n"), out)

    async def test_force_by_somebody_else_is_3(self):
        await self.join()
        process = await self.waiting()
        await self.drain("--force")
        out, _ = await self.end(process, 3)
        self.assertTrue(out.endswith("Cut short by force: 1 client; 1 closed at the end.\n"), out)
        self.assertEqual(await self.exit_code(), 3)

    async def test_cancel_by_somebody_else_is_1(self):
        await self.join()
        process = await self.waiting()
        await self.drain("--cancel")
        _, err = await self.end(process, 1)
        self.assertIn("cancelled the drain", err)

    async def test_a_lost_connection_is_1(self):
        await self.join()
        process = await self.waiting()
        await self.in_thread(process.stdout.readline)
        self.server.kill()
        _, err = await self.end(process, 1)
        self.assertIn("The connection was lost before the drain's end", err)

    async def test_ctrl_c_leaves_the_drain_alone(self):
        await self.join()
        process = await self.waiting()
        await self.in_thread(process.stdout.readline)
        process.send_signal(signal.SIGINT)
        _, err = await self.end(process, 1)
        self.assertIn("The drain goes on without you", err)
        self.assertEqual(self.status()["state"], "Draining")

    async def test_on_a_terminal_it_is_one_line_and_a_summary(self):
        anna, boris = await self.join(), await self.join()
        ours, theirs = pty.openpty()
        process = await self.waiting(stdout=theirs)
        os.close(theirs)
        shown = b""
        while b"2 of 2 left" not in shown:
            shown += await self.in_thread(os.read, ours, 4096)
        await anna.close()
        while b"1 of 2 left (50% done)" not in shown:
            shown += await self.in_thread(os.read, ours, 4096)
        await boris.close()
        await self.end(process, 0)
        try:
            while more := os.read(ours, 4096):
                shown += more
        except OSError:  # how a terminal says that nobody is there any more
            pass
        os.close(ours)
        text = shown.decode()
        self.assertTrue(text.endswith("\r\nDrained: 2 clients; 2 left by themselves.\r\n"), text)
        live = text[:text.rindex("\r\nDrained")]
        self.assertNotIn("\n", live)
        self.assertTrue(all(re.match("Draining  ", part) for part in live.split("\r") if part), live)


if __name__ == "__main__":
    unittest.main()
