"""A client made of python3-websockets: reads one frame after another and insists on each."""

import asyncio
import json
import re

import websockets

DEADLINE = 10.0
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
POSITIONED = ("message", "personal")


class Client:
    """Every frame read is checked against what PROTOCOL says of all frames: an object with a
    string `type` and a `time`, and offsets that rise strictly, acks included.
    """

    def __init__(self, socket):
        self.socket = socket
        self.welcome = None
        self.id = None
        self.position = None
        self._acked = set()

    @classmethod
    async def connect(cls, server, path="/ws", **options):
        options = {"ping_interval": None, "max_size": None, "max_queue": None, "compression": None,
                   "open_timeout": DEADLINE, "close_timeout": 2, "ssl": server.tls} | options
        return cls(await websockets.connect(server.url(path), **options))

    async def greeted(self):
        """Reads the welcome, which must be the first frame of all."""
        self.welcome = await self.expect("welcome", ignoring=())
        self.id = self.welcome["client_id"]
        self.position = self.welcome["offset"]
        return self

    async def send(self, text):
        await self.socket.send(text)

    async def command(self, type, **fields):
        await self.send(json.dumps({"type": type, **fields}, separators=(",", ":")))

    async def next_text(self, deadline=DEADLINE):
        frame = await asyncio.wait_for(self.socket.recv(), deadline)
        assert isinstance(frame, str), f"a binary frame: {frame!r}"
        return frame

    async def next(self, deadline=DEADLINE):
        text = await self.next_text(deadline)
        frame = json.loads(text)
        assert isinstance(frame, dict), f"not an object: {text}"
        assert isinstance(frame.get("type"), str), f"no type: {text}"
        assert TIME.fullmatch(frame.get("time", "")), f"no RFC 3339 time: {text}"
        self._follow(frame, text)
        return frame

    def _follow(self, frame, text):
        if frame["type"] == "ack":
            self._acked.add(frame["offset"])
        elif frame["type"] in POSITIONED:
            mirrored = frame["offset"] == self.position and frame["offset"] in self._acked
            assert self.position is None or frame["offset"] > self.position or mirrored, \
                f"position {self.position} was reached before: {text}"
            self._acked.discard(frame["offset"])
        else:
            return
        self.position = max(self.position or 0, frame["offset"])

    async def expect(self, type, ignoring=("presence",), deadline=DEADLINE, **fields):
        """The next frame that is none of the ignored types must be this one."""
        try:
            frame = await self.next(deadline)
            while frame["type"] in ignoring and frame["type"] != type:
                frame = await self.next(deadline)
        except asyncio.TimeoutError:
            raise AssertionError(f"no {type} came in {deadline} s") from None
        except websockets.ConnectionClosed as closed:
            raise AssertionError(f"closed ({closed}) instead of {type}") from None
        assert frame["type"] == type, f"expected {type}, got {frame}"
        for name, value in fields.items():
            assert name in frame and frame[name] == value, f"{name} is not {value!r}: {frame}"
        return frame

    async def expect_close(self, code, reason=None, deadline=DEADLINE):
        """No further frame, and the server's Close frame with this code."""
        try:
            frame = await asyncio.wait_for(self.socket.recv(), deadline)
        except asyncio.TimeoutError:
            raise AssertionError(f"no Close came in {deadline} s") from None
        except websockets.ConnectionClosed as closed:
            received = closed.rcvd
            assert received is not None, "the connection ended without a Close frame"
            assert received.code == code, f"Close {received.code} {received.reason!r}"
            if reason is not None:
                assert received.reason == reason, f"Close {received.code} {received.reason!r}"
            return received
        raise AssertionError(f"expected Close {code}, got {frame!r}")

    async def expect_disconnect(self, code, reason, ignoring=("presence",), **fields):
        """`disconnect`, then at once the Close frame with the same code and token."""
        frame = await self.expect("disconnect", ignoring, code=code, reason=reason, **fields)
        assert isinstance(frame["reconnect"], bool), frame
        wait = frame["reconnect_in_ms"]
        assert wait is None or isinstance(wait, int) and wait >= 0, frame
        await self.expect_close(code, reason)
        return frame

    async def close(self, code=1000, reason=""):
        await self.socket.close(code, reason)
