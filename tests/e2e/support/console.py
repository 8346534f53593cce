"""A console made of python3-websockets: speaks sluice-admin.v1 and keeps a table as one would."""

import asyncio
import json

import websockets

from support.wsclient import DEADLINE

PATH, SUBPROTOCOL = "/api/v1/events", "sluice-admin.v1"


class Console:
    """Insists on what every reader relies on: `seq` rises by one, parts come in order."""

    def __init__(self, socket):
        self.socket = socket
        self.hello = None
        self.table = {}
        self.columns = []
        self.seq = None
        self.parts = 0
        self._refs = 0

    @classmethod
    async def connect(cls, server, token=None, **options):
        fields = {"Authorization": f"Bearer {token}"} if token else {}
        options = {"ping_interval": None, "max_size": None, "compression": None,
                   "open_timeout": DEADLINE, "close_timeout": 2, "subprotocols": [SUBPROTOCOL],
                   "extra_headers": fields, "ssl": server.tls} | options
        self = cls(await websockets.connect(server.url(PATH), **options))
        self.hello = await self.next()
        assert self.hello["type"] == "hello", self.hello
        return self

    async def send(self, **message):
        await self.socket.send(json.dumps(message))

    async def subscribe(self, *topics, max_hz=10):
        await self.send(type="subscribe", topics=topics, max_hz=max_hz)

    async def next(self):
        text = await asyncio.wait_for(self.socket.recv(), DEADLINE)
        assert isinstance(text, str), "a binary frame"
        message = json.loads(text)
        self._follow(message)
        return message

    def _follow(self, message):
        if message["type"] == "snapshot":
            if message["part"] == 1:
                self.table = {}
                self.parts = 0
            self.parts += 1
            assert message["part"] == self.parts <= message["of"], message
            self.columns = message["columns"]
            self.seq = message["seq"]
            assert len(message["rows"]) <= 500
            self._put(message["rows"])
        elif message["type"] == "synced":
            assert message["seq"] == self.seq, message
        elif message["type"] == "delta":
            assert message["seq"] == self.seq + 1, f"{message['seq']} after {self.seq}"
            self.seq += 1
            for row in message["gone"]:
                self.table.pop(row[0], None)
            self._put(message["up"])

    def _put(self, rows):
        for row in rows:
            assert len(row) == len(self.columns), row
            self.table[row[0]] = dict(zip(self.columns, row))

    async def expect(self, type, **fields):
        """The next message of this type with these values; others are passed over."""
        while True:
            message = await self.next()
            if message["type"] == type and fields.items() <= message.items():
                return message

    async def until(self, holds):
        """Reads on until the table is as wanted."""
        while not holds(self.table):
            await self.next()

    async def command(self, do, **fields):
        self._refs += 1
        ref = str(self._refs)
        await self.send(type="command", ref=ref, do=do, **fields)
        return await self.expect("result", ref=ref)

    async def close(self):
        await self.socket.close()
