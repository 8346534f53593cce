"""`history_file`: what was acknowledged outlives the process, however it ends (PROTOCOL §1.3)."""

import asyncio
import json
import os
import random
import resource
import sqlite3
import subprocess
import tempfile
import unittest

import websockets

from support import http
from support.case import SluiceTestCase
from support.server import BINARY, Server, clean_environment, run
from support.wsclient import Client


class HistoryFileCase(SluiceTestCase):
    settings = {"messages_per_minute": 0, "history_size": 100000, "presence_interval": 0}

    @classmethod
    def setUpClass(cls):
        pass

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(self.folder, "history.db")

    def start(self, **settings):
        """A server on the file, at the port of the last one."""
        last = getattr(self, "server", None)
        given = self.settings | {"history_file": self.path, "port": last.port if last else 0}
        self.server = Server(**given | settings)
        self.addCleanup(self.server.kill)
        return self.server

    def restart(self, **settings):
        """As after a power cut, as far as a process can tell."""
        self.server.kill()
        return self.start(**settings)

    def back(self, client, **query):
        """Where the client was."""
        query = {"session": client.welcome["session"], "epoch": client.welcome["epoch"],
                 "offset": client.position} | query
        return "/ws?" + "&".join(f"{name}={value}" for name, value in query.items())

    async def say(self, client, *texts):
        for text in texts:
            await client.command("message", data=text)
            await client.expect("ack", ignoring=("presence", "message"))


class Restart(HistoryFileCase):
    async def test_order_sessions_and_positions_survive(self):
        self.start()
        anna, boris = await self.join(), await self.join()
        await self.say(anna, "heard")
        await boris.expect("message", data="heard")
        await boris.close()
        await self.say(anna, "missed 1", "missed 2")
        self.restart()
        again = await self.join(self.back(boris))
        self.assertEqual(again.id, boris.id)
        self.assertEqual(again.welcome["epoch"], boris.welcome["epoch"])
        self.assertIs(again.welcome["recovered"], True)
        self.assertEqual(again.welcome["replayed"], 2)
        for text in ("missed 1", "missed 2"):
            await again.expect("message", ignoring=(), data=text, **{"from": anna.id})
        anna_again = await self.join(self.back(anna))
        self.assertEqual(anna_again.welcome["replayed"], 0)
        await self.say(anna_again, "after")
        frame = await again.expect("message", data="after")
        self.assertEqual(frame["offset"], anna.position + 1)

    async def test_a_personal_message_waits_for_its_client(self):
        self.start()
        anna, boris = await self.join(), await self.join()
        stood_at = self.back(boris)
        await anna.command("message", data="for you", to=boris.id)
        await anna.expect("ack")
        self.restart()
        again = await self.join(stood_at)
        await again.expect("personal", ignoring=(), data="for you", to=boris.id)
        stranger = await self.join(f"/ws?epoch={boris.welcome['epoch']}&offset=0")
        self.assertEqual(stranger.welcome["replayed"], 0)

    async def test_a_stranger_cannot_prove_to_be_somebody(self):
        self.start()
        anna = await self.join()
        os.remove(self.path)
        os.remove(self.path + "-wal")
        self.restart()
        again = await self.join(self.back(anna))
        self.assertNotEqual(again.id, anna.id)
        self.assertNotEqual(again.welcome["epoch"], anna.welcome["epoch"])
        self.assertIs(again.welcome["recovered"], False)

    async def test_an_idempotency_key_is_still_known(self):
        self.start()
        first = await self.post("/broadcast", {"data": 1}, idempotency_key="once")
        self.restart()
        again = await self.post("/broadcast", {"data": 1}, idempotency_key="once")
        self.assertEqual((again.status, again.json()), (202, first.json()))
        other = await self.post("/broadcast", {"data": 2}, idempotency_key="once")
        self.assert_problem(other, 422, "idempotency_key_reused")
        fresh = await self.post("/broadcast", {"data": 1}, idempotency_key="twice")
        self.assertEqual(fresh.json()["offset"], first.json()["offset"] + 1)

    async def test_the_key_of_the_settings_comes_first(self):
        self.start(session_key="a-key-that-every-node-knows")
        anna = await self.join()
        self.restart()
        self.assertNotEqual((await self.join(self.back(anna))).id, anna.id)
        self.restart(session_key="a-key-that-every-node-knows")
        self.assertEqual((await self.join(self.back(anna))).id, anna.id)

    async def test_after_a_drain_one_file_is_left(self):
        self.start()
        anna = await self.join()
        await self.say(anna, "one", "two")
        stood_at = self.back(anna, offset=0)
        await anna.close()
        self.server.signal()
        self.assertEqual(await self.in_thread(self.server.wait_for_exit), 0)
        self.assertEqual(os.listdir(self.folder), ["history.db"])
        self.start()
        self.assertEqual((await self.join(stood_at)).welcome["replayed"], 2)

    async def test_what_was_said_just_before_a_forced_end_is_answered(self):
        self.start(signals_to_force=1)
        anna = await self.join()
        for number in range(20):
            await anna.command("message", data=number, ref=str(number))
        self.server.signal()
        seen = []
        with self.assertRaises(websockets.ConnectionClosed):
            while True:
                seen.append(await anna.next())
        acks = [frame for frame in seen if frame["type"] == "ack"]
        self.assertEqual(await self.in_thread(self.server.wait_for_exit), 3)
        self.start()
        again = await self.join(self.back(anna))
        # Whatever was taken is there, acknowledged or replayed, and nothing twice.
        replayed = [await again.expect("message", ignoring=())
                    for _ in range(again.welcome["replayed"])]
        self.assertEqual([frame["offset"] for frame in acks + replayed],
                         list(range(1, len(acks) + len(replayed) + 1)))


class Killed(HistoryFileCase):
    """`kill -9` at a moment that nobody chose, again and again, under a flood of messages."""

    ROUNDS = 5

    async def speak(self, client, acked):
        """Numbers on and on, at most forty unanswered."""
        said, open_acks = len(acked), 0
        try:
            while True:
                while open_acks < 40:
                    said, open_acks = said + 1, open_acks + 1
                    await client.command("message", data=f"{client.id} {said}", ref=str(said))
                frame = await client.next()
                if frame["type"] == "ack":
                    open_acks -= 1
                    acked[frame["offset"]] = f"{client.id} {frame['ref']}"
        except websockets.ConnectionClosed:
            return

    async def hear(self, client, heard):
        try:
            while True:
                frame = await client.next()
                if frame["type"] == "message":
                    heard.append((frame["offset"], frame["data"]))
        except websockets.ConnectionClosed:
            return

    async def test_nothing_acknowledged_is_lost_and_nothing_comes_twice(self):
        self.start(io_threads=2)
        acked, heard = {}, []
        listener = await self.join()
        epoch = listener.welcome["epoch"]
        for round_ in range(self.ROUNDS):
            speakers = [await self.join(f"/ws/speaker-{round_}-{i}") for i in range(3)]
            tasks = [asyncio.create_task(self.speak(speaker, acked)) for speaker in speakers]
            tasks.append(asyncio.create_task(self.hear(listener, heard)))
            enough = len(acked) + random.randrange(20, 400)
            while len(acked) < enough:
                await asyncio.sleep(0.001)
            self.server.process.kill()
            await asyncio.gather(*tasks)
            self.restart(io_threads=2)
            again = await self.join(self.back(listener))
            self.assertEqual((again.id, again.welcome["epoch"]), (listener.id, epoch))
            self.assertIs(again.welcome["recovered"], True)
            listener = again
        # One last message, behind which nothing is under way any more.
        speaker = await self.join()
        await self.say(speaker, "the end")
        while not heard or heard[-1][1] != "the end":
            frame = await listener.expect("message")
            heard.append((frame["offset"], frame["data"]))
        self.assertEqual([offset for offset, _ in heard], list(range(1, len(heard) + 1)))
        by_offset = dict(heard)
        for offset, text in acked.items():
            self.assertEqual(by_offset.get(offset), text)
        self.assertEqual(len(set(by_offset.values())), len(heard), "something was said twice")


class Trouble(HistoryFileCase):
    """A disk that takes no more, and one that does again."""

    def limit(self, octets):
        resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE,
                         (octets, resource.RLIM_INFINITY))

    async def test_messages_are_refused_until_the_file_can_be_written_again(self):
        self.start()
        anna, boris = await self.join(), await self.join()
        await self.say(anna, "before")
        await boris.expect("message", data="before")
        self.limit(0)
        for number in range(5):
            await anna.command("message", data="lost", ref=str(number))
            await anna.expect("error", code="not_available", ref=str(number))
        refused = await self.post("/broadcast", {"data": "lost"}, idempotency_key="again")
        self.assert_problem(refused, 503, "not_available")
        self.assertEqual(refused.field("retry-after"), "1")
        ready = await self.get("/readyz")
        self.assertEqual((ready.status, ready.json()["status"]), (200, "degraded"))
        self.assertEqual(ready.json()["checks"]["messages"], "not_available")
        self.assertEqual((await self.get("/status")).json()["history_file"]["state"], "failing")
        samples = await self.in_thread(http.metrics, self.server)
        self.assertEqual(samples["sluice_backplane_up"], 0)

        self.limit(resource.RLIM_INFINITY)
        self.server.wait_for_event("history_file_recovered")  # by itself
        self.assertEqual((await self.get("/readyz")).json()["status"], "ready")
        samples = await self.in_thread(http.metrics, self.server)
        self.assertEqual(samples["sluice_backplane_up"], 1)
        await self.say(anna, "after")
        frame = await boris.expect("message", data="after")
        self.assertEqual(frame["offset"], 2)
        taken = await self.post("/broadcast", {"data": "lost"}, idempotency_key="again")
        self.assertEqual((taken.status, taken.json()["offset"]), (202, 3))
        errors = [event for event in self.server.events if event["level"] == "error"]
        self.assertEqual([event["event"] for event in errors], ["history_file_failed"])

        self.restart()
        again = await self.join(self.back(boris, offset=0))
        for text in ("before", "after", "lost"):
            await again.expect("message", ignoring=(), data=text)

    async def test_status_tells_of_commits(self):
        self.start()
        clients = [await self.join() for _ in range(10)]
        await asyncio.gather(*(client.command("message", data=number)
                               for client in clients for number in range(50)))

        async def acks(client):
            for _ in range(50):
                await client.expect("ack", ignoring=("presence", "message"))
        await asyncio.gather(*(acks(client) for client in clients))
        status = (await self.get("/status")).json()
        self.assertEqual(status["offset"], 500)
        self.assertLessEqual(status["history_file"]["commits"], 500)
        self.assertEqual(status["history_file"]["state"], "ok")


class BadFiles(HistoryFileCase):
    """Each is a sentence and exit code 1."""

    def refused(self, sentence, path=None, **options):
        path = path or self.path
        done = subprocess.run(
            [BINARY, "--port", "0", "--log-format", "text", "--history-file", path],
            env=clean_environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=10, check=False, **options)
        self.assertEqual(done.returncode, 1, done.stderr)
        last = done.stderr.splitlines()[-1]
        self.assertRegex(last, rf"ERROR server +history_file = {path}: {sentence}$")

    def test_a_file_of_something_else(self):
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("milk, bread, honey\n")
        self.refused("is no history file. Name another one, or one that is not there yet.")

    def test_another_programs_database(self):
        with sqlite3.connect(self.path) as database:
            database.execute("CREATE TABLE friends (name TEXT)")
        self.refused("is a database of another program. Name another file.")

    def test_a_newer_format(self):
        self.start().kill()
        with sqlite3.connect(self.path) as database:
            database.execute("PRAGMA user_version = 2")
        database.close()
        self.refused(r"was written by a newer Sluice \(its format is 2, this one knows 1\)\. Run "
                     "the newer one, or name another file.")

    def test_a_directory(self):
        self.refused(".*Is a directory. Name a file in it.", self.folder)

    def test_a_directory_that_is_not_there(self):
        self.refused(".*No such file or directory. Make its directory first.",
                     os.path.join(self.folder, "no", "history.db"))

    def test_a_file_in_use(self):
        server = self.start()
        self.refused(rf"is in use by another running Sluice \(process {server.process.pid}\). Each "
                     "needs a file of its own.")
        server.signal()
        self.assertEqual(server.wait_for_exit(), 0)
        self.start()

    def test_a_file_or_a_folder_that_may_only_be_read(self):
        self.start().kill()
        user = {"user": 65534} if os.getuid() == 0 else {}
        if user and run("--version").returncode == 0:
            probe = subprocess.run(["/bin/sh", "-c", f"test -x '{os.path.abspath(BINARY)}'"],
                                   user=65534, check=False)
            if probe.returncode != 0:
                self.skipTest("the binary is root's alone")
        os.chmod(self.folder, 0o755)
        os.chmod(self.path, 0o444)
        self.refused(".*Permission denied. The server's user must be able to write it.", **user)
        self.refused(".*Permission denied. The server's user must be able to write it.",
                     "/sys/history.db")
        if user:
            os.remove(self.path + "-wal")
            os.chmod(self.path, 0o666)
            self.refused("cannot be written: the server's user must be able to write its directory "
                         "too, where SQLite keeps a second file.", **user)

    def test_a_disk_without_room(self):
        def no_room():
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, -1))

        # A sanitizer may keep files of its own, and die of them before main().
        begins = subprocess.run([BINARY, "--version"], stdout=subprocess.DEVNULL, check=False,
                                preexec_fn=no_room)
        if begins.returncode < 0:
            self.skipTest("this build does not start without room for files")
        self.refused("cannot be .*written: .*", preexec_fn=no_room)

    def test_config_check_touches_nothing(self):
        done = run("config", "check", "--history-file", self.path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(os.listdir(self.folder), [])


class Growth(HistoryFileCase):
    settings = HistoryFileCase.settings | {"history_size": 50}

    async def test_the_file_stays_small(self):
        self.start()
        anna = await self.join()
        for _ in range(40):
            for _ in range(25):
                await anna.command("message", data="x" * 1000)
            for _ in range(25):
                await anna.expect("ack")
        await anna.close()
        self.server.signal()
        self.assertEqual(await self.in_thread(self.server.wait_for_exit), 0)
        self.assertLess(os.path.getsize(self.path), 500_000)  # of a million said


if __name__ == "__main__":
    unittest.main()
