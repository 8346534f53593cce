"""What the takeover suites share: instances that find each other, and a client that moves."""

import asyncio
import json
import os
import socket
import tempfile
import urllib.parse

import websockets

from support.case import SluiceTestCase
from support.server import Server
from support.wsclient import DEADLINE, POSITIONED, Client


class HandoverCase(SluiceTestCase):
    """Each test has a control socket of its own and ends its servers itself."""

    settings = {}

    @classmethod
    def setUpClass(cls):
        pass

    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.path = os.path.join(self.folder, "sluice.sock")

    def start(self, *arguments, **settings):
        given = {"control_socket": self.path, "presence_interval": 0} | self.settings | settings
        server = Server(*arguments, **given)
        self.addCleanup(server.kill)
        return server

    def take_over(self, **settings):
        return self.start("--takeover", **settings)

    async def exit_code(self, server, deadline=20):
        return await self.in_thread(server.wait_for_exit, deadline)


class FalseSuccessor:
    """Speaks the protocol of the control socket as far as a test lets it."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(DEADLINE)
        self.socket.connect(path)
        self.descriptors = []
        self._input = b""

    def say(self, type, **fields):
        self.socket.sendall(json.dumps({"type": type, **fields}).encode() + b"\n")

    def ask(self, protocol=1):
        self.say("ask", protocol=protocol, version="0.0", pid=os.getpid())

    def hear(self):
        """The next line; None at the end."""
        while b"\n" not in self._input:
            octets, descriptors, _, _ = socket.recv_fds(self.socket, 65536, 4)
            self.descriptors += descriptors
            if not octets:
                return None
            self._input += octets
        line, self._input = self._input.split(b"\n", 1)
        return json.loads(line)

    def hear_until(self, type):
        lines = []
        while not lines or lines[-1]["type"] != type:
            lines.append(self.hear())
            assert lines[-1] is not None, f"no {type} among {lines}"
        return lines

    def close(self):
        self.socket.close()
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors = []


class Mover:
    """A client that follows the recipe: it reads on, and when its slot in a drain has come, it
    opens a new socket with its session and position, and leaves the old one after the welcome.
    `heard` is everything with a place in the order, once."""

    def __init__(self, server, client):
        self.server = server  # where the port is
        self.client = client
        self.position = client.position
        self.heard = []
        self.moves = 0
        self.gaps = 0
        self.unrecovered = 0
        self._read = None
        self.task = asyncio.create_task(self._live())

    async def _live(self):
        move = None
        while True:
            read = self._read = asyncio.ensure_future(self.client.next(deadline=60))
            done, _ = await asyncio.wait({read} | ({move} if move else set()),
                                         return_when=asyncio.FIRST_COMPLETED)
            closed = read in done and isinstance(read.exception(), websockets.ConnectionClosed)
            if closed and move is None:  # its slot came too late, or none did
                move = asyncio.create_task(self._move(0))
            if closed or move in done:
                former, self.client = self.client, await move
                if read in done and not closed:
                    self._note(read.result())
                read.cancel()
                await asyncio.gather(read, return_exceptions=True)
                move = None
                await former.close()
                continue
            frame = read.result()
            if frame["type"] == "drain" and move is None:
                move = asyncio.create_task(self._move(frame["reconnect_in_ms"] / 1000))
            self._note(frame)

    def _note(self, frame):
        if frame["type"] == "gap":
            self.gaps += 1
        if frame["type"] in POSITIONED and frame["offset"] > self.position:
            self.heard.append(frame)
            self.position = frame["offset"]

    async def _move(self, slot):
        await asyncio.sleep(slot)
        welcome = self.client.welcome
        query = urllib.parse.urlencode({"session": welcome["session"], "epoch": welcome["epoch"],
                                        "offset": self.position})
        asked = self.position
        client = await Client.connect(self.server, f"/ws/{self.client.id}?{query}")
        await client.greeted()
        self.moves += 1
        if not client.welcome["recovered"] or client.welcome["offset"] != asked:
            self.unrecovered += 1
        return client

    async def close(self):
        under_way = [task for task in (self.task, self._read) if task]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self.client.close()
