"""The clients of docs/clients.md: the page shows the files, and the files do what it promises, as does
`sluice listen`.
Run with --write to bring the files into the page."""

import asyncio
import json
import os
import pathlib
import re
import sys
import unittest
from urllib.parse import urljoin

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE / "webclient"))

from cdp import Browser, DevTools
from server import Wire
from support import http
from support.case import SluiceTestCase
from support.server import BINARY, Server

DOCS = HERE.parents[1] / "docs"
PAGE = DOCS / "clients.md"
SHOWN = re.compile(r"<!-- (clients/follow\.(\w+)) -->\n(.*?)<!-- end -->", re.DOTALL)
LANGUAGES = {"js": "js", "py": "python", "cpp": "cpp"}
PATIENCE = 30  # seconds that a machine under load may take for anything that happens at all
KEY = "0123456789abcdef0123456789abcdef"
# What a server says whose clients have another server to go to.
MOVE_NOW = {"type": "drain", "phase": "Draining", "reason": "rolling restart", "remaining_ms": 60000,
            "reconnect_in_ms": 20, "message": "Another server takes over. Please move there now."}


def shown(match):
    text = (DOCS / match[1]).read_text()
    return f"<!-- {match[1]} -->\n```{LANGUAGES[match[2]]}\n{text}```\n<!-- end -->"


class Page(unittest.TestCase):
    def test_it_shows_the_files_that_are_tested(self):
        page = PAGE.read_text()
        self.assertEqual({match[2] for match in SHOWN.finditer(page)}, set(LANGUAGES))
        self.assertEqual(SHOWN.sub(shown, page), page)


class Program:
    """A client that prints what it hears, a frame a line."""

    def __init__(self, *command, exit_code=0):
        self.command = command
        self.exit_code = exit_code  # once the server wants it no more
        self.heard = []

    async def follow(self, url):
        self.process = await asyncio.create_subprocess_exec(*self.command, url, stdin=asyncio.subprocess.DEVNULL,
                                                            stdout=asyncio.subprocess.PIPE, limit=2**20)
        self.reader = asyncio.create_task(self._read())

    async def _read(self):
        async for line in self.process.stdout:
            self.heard.append(json.loads(line))

    async def frames(self):
        return self.heard

    async def has_stopped(self):
        return self.process.returncode == self.exit_code

    async def close(self):
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
        await self.reader


class WebPage:
    """The class of follow.js in a page from the server's own host that does nothing by itself."""

    def __init__(self, tools, source):
        self.tools = tools
        self.source = source

    async def follow(self, url):
        self.page = await self.tools.page(urljoin(url.replace("ws:", "http:"), "/livez"))
        await self.page.run(self.source + "\nconst heard = [];"
                            f"\nconst follower = new Follower({json.dumps(url)}, frame => heard.push(frame)); 0")

    async def frames(self):
        return await self.page.run("heard")

    async def has_stopped(self):
        return await self.page.run("!follower.current && !follower.next && !follower.slot")

    async def close(self):
        pass


class Recipe:
    """What every client of the page does."""

    @classmethod
    def setUpClass(cls):
        pass  # each test has servers of its own

    def serve(self, **settings):
        server = Server(messages_per_minute=0, session_key=KEY, **settings)
        self.addCleanup(server.kill)
        return server

    async def follow(self, wire):
        follower = await self.follower()
        self.addAsyncCleanup(follower.close)
        await follower.follow(f"ws://127.0.0.1:{wire.port}/ws/anna")
        await self.until(follower, lambda frames: frames)
        return follower

    async def until(self, follower, wanted):
        """The frames heard, once they are as wanted."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not wanted(frames := await follower.frames()):
            if asyncio.get_running_loop().time() > end:
                raise AssertionError(f"never came: {[frame['type'] for frame in frames][-50:]}")
            await asyncio.sleep(0.03)
        return frames

    async def publish(self, speaker, data):
        await speaker.command("message", data=data, ref="r")
        frame = await speaker.next()
        while frame["type"] != "ack":
            if frame["type"] == "presence":
                self.left_meanwhile += frame["left"]
            frame = await speaker.next()

    async def test_it_moves_on_notice_and_misses_nothing(self):
        house, self.left_meanwhile = self.serve(presence_interval=0), []
        async with Wire(house) as wire:
            boris, anna = await self.join("/ws/boris", house), await self.follow(wire)
            for number in range(90):
                if number % 30 == 10:
                    wire.say(MOVE_NOW)
                await self.publish(boris, number)
                if number % 30 == 29:
                    await self.until(anna, lambda frames, wanted=number // 30 + 2:
                                     len(of(frames, "welcome")) == wanted)
            frames = await self.until(anna, heard(89))
            self.assertEqual(data(frames), list(range(90)))
            self.assertEqual([frame["recovered"] for frame in of(frames, "welcome")], [False, True, True, True])
            self.assertEqual({frame["client_id"] for frame in of(frames, "welcome")}, {"anna"})
            self.assertEqual(of(frames, "gap"), [])
            # The old connection stood until the new one was there, or anna would have been gone.
            self.assertEqual(self.left_meanwhile, [])

    async def test_it_leaves_a_draining_server_for_the_next(self):
        old, new, self.left_meanwhile = self.serve(shutdown_timeout="6s", node="old"), self.serve(node="new"), []
        async with Wire(old) as wire:
            boris, anna = await self.join("/ws/boris", new), await self.follow(wire)
            wire.target = new.port
            old.signal()
            frames = await self.until(anna, lambda frames: of(frames, "welcome")[-1]["node"] == "new")
            self.assertEqual(await self.in_thread(old.wait_for_exit), 0)
            self.assertIn('"left":1,"evicted":0,"forced":0', "".join(old.messages()))
            self.assertEqual(of(frames, "welcome")[-1]["client_id"], "anna")
            await self.publish(boris, "here you are")
            frames = await self.until(anna, heard("here you are"))
            # These two servers share no history: the client is told so.
            self.assertEqual(len(of(frames, "gap")), 1)
            self.assertFalse(of(frames, "welcome")[-1]["recovered"])

    async def test_it_stays_where_it_is_while_nobody_else_takes_it(self):
        house, self.left_meanwhile = self.serve(shutdown_timeout="60s"), []
        async with Wire(house) as wire:
            boris, anna = await self.join("/ws/boris", house), await self.follow(wire)
            house.signal()
            await self.until(anna, lambda frames: of(frames, "drain"))
            wire.say(MOVE_NOW)
            await self.in_thread(house.wait_for_event, "client_refused")
            await self.publish(boris, "still here")
            frames = await self.until(anna, heard("still here"))
            self.assertEqual(len(of(frames, "welcome")), 1)

    async def test_it_resumes_after_a_silent_break(self):
        house, self.left_meanwhile = self.serve(), []
        async with Wire(house) as wire:
            boris, anna = await self.join("/ws/boris", house), await self.follow(wire)
            for number in range(60):
                if number % 30 == 10:
                    held = wire.hold()
                    wire.cut()
                await self.publish(boris, number)
                if number % 30 == 29:
                    held.set()
                    await self.until(anna, lambda frames, wanted=number // 30 + 2:
                                     len(of(frames, "welcome")) == wanted)
            self.assertEqual(data(await self.until(anna, heard(59))), list(range(60)))

    async def test_it_stays_away_when_it_is_told_to(self):
        house = self.serve()
        async with Wire(house) as wire:
            anna = await self.follow(wire)
            reply = await self.in_thread(http.request, house, "DELETE", "/api/v1/clients/anna")
            self.assertEqual(reply.status, 204)
            frames = await self.until(anna, lambda frames: of(frames, "disconnect"))
            self.assertEqual(of(frames, "disconnect")[0]["reason"], "kicked")
            end = asyncio.get_running_loop().time() + PATIENCE
            while not await anna.has_stopped():
                self.assertLess(asyncio.get_running_loop().time(), end, "it went on")
                await asyncio.sleep(0.03)


def of(frames, kind):
    return [frame for frame in frames if frame["type"] == kind]


def data(frames):
    return [frame["data"] for frame in of(frames, "message")]


def heard(last):
    return lambda frames: last in data(frames)


class Patience:
    """Those that a test can tell to be less patient than on the page: half a second instead of twenty."""

    async def test_it_gives_up_a_connection_that_died_silently(self):
        house, self.left_meanwhile = self.serve(), []
        self.impatient = True
        async with Wire(house) as wire:
            boris, anna = await self.join("/ws/boris", house), await self.follow(wire)
            held = wire.hold()
            await self.publish(boris, "into the void")
            before = len(wire.pairs)
            end = asyncio.get_running_loop().time() + PATIENCE
            while len(wire.pairs) == before:
                self.assertLess(asyncio.get_running_loop().time(), end, "it waits for ever")
                await asyncio.sleep(0.03)
            held.set()
            await self.publish(boris, "again")
            self.assertEqual(data(await self.until(anna, heard("again"))), ["into the void", "again"])


class Python(Recipe, Patience, SluiceTestCase):
    impatient = False

    async def follower(self):
        if self.impatient:
            script = "import asyncio, follow, json, sys; follow.SILENCE = 0.5; asyncio.run(follow.Follower(" \
                     "sys.argv[1], lambda frame: print(json.dumps(frame), flush=True)).run())"
            return Program("/usr/bin/env", f"PYTHONPATH={DOCS / 'clients'}", sys.executable, "-c", script)
        return Program(sys.executable, str(DOCS / "clients/follow.py"))


class Qt(Recipe, Patience, SluiceTestCase):
    impatient = False

    async def follower(self):
        if self.impatient:
            return Program(os.environ.get("SLUICE_FOLLOW_QT_IMPATIENT", "build/test/tests/follow_qt_impatient"))
        return Program(os.environ.get("SLUICE_FOLLOW_QT", "build/test/tests/follow_qt"))


class Listen(Recipe, SluiceTestCase):
    async def follower(self):
        return Program(BINARY, "listen", "--json", exit_code=1)


class JavaScript(Recipe, Patience, SluiceTestCase):
    impatient = False

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    async def follower(self):
        source = (DOCS / "clients/follow.js").read_text()
        if self.impatient:
            source = source.replace("SILENCE = 20000", "SILENCE = 500")
        return WebPage(await self.enterAsyncContext(DevTools(self.browser.endpoint)), source)


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(SHOWN.sub(shown, PAGE.read_text()))
    else:
        unittest.main()
