"""Follows a Sluice server and loses nothing: python3 follow.py ws://127.0.0.1:8000/ws"""
import asyncio
import json
import random
import sys
from urllib.parse import urlencode

import websockets

SILENCE = 20  # seconds after which a connection is asked whether it still lives, and then given up
FAILURES = (OSError, asyncio.TimeoutError, websockets.WebSocketException)


class Link:
    """One connection."""
    socket = None
    farewell = {}  # the server's `disconnect`


class Follower:
    def __init__(self, url, hear):
        self.url = url
        self.hear = hear  # called with each frame: every message once, and `gap` where some are lost
        self.place = {}  # epoch, offset and session, once there was a welcome
        self.current = None
        self.next = None  # the connection that will be current, until its welcome
        self.slot = None  # when to open it
        self.draining = False
        self.failures = 0

    async def run(self):
        """Returns the `disconnect` of a server that wants us no more."""
        self.over = asyncio.get_running_loop().create_future()
        self.dial()
        return await self.over

    def dial(self):
        self.current = self.open()

    def move(self):
        self.next = self.open()

    def open(self):
        link = Link()
        link.reader = asyncio.ensure_future(self.read(link))
        return link

    async def read(self, link):
        query = "?" + urlencode(self.place) if self.place else ""
        try:
            async with websockets.connect(self.url + query, ping_interval=SILENCE,
                                          ping_timeout=SILENCE, close_timeout=2) as link.socket:
                async for text in link.socket:
                    self.take(link, json.loads(text))
        except FAILURES:
            pass
        self.ended(link)

    def take(self, link, frame):
        kind = frame["type"]
        if kind == "disconnect":
            link.farewell = frame
        if kind == "welcome":
            self.welcomed(link, frame)
        elif link is not self.current:
            return  # whatever the old connection still brings, the new one replays
        elif kind in ("message", "personal", "ack"):
            if not self.advance(frame) and kind != "ack":
                return
        elif kind == "drain":
            self.stay()
            self.draining = True
            if not self.next:
                self.later(frame["reconnect_in_ms"] / 1000, self.move)
        elif kind == "drain_cancelled":
            self.stay()
        self.hear(frame)

    def advance(self, frame):
        """False for what was seen over the connection before."""
        if frame["epoch"] == self.place["epoch"] and frame["offset"] <= self.place["offset"]:
            return False
        self.place.update(epoch=frame["epoch"], offset=frame["offset"])
        return True

    def welcomed(self, link, frame):
        self.stay()
        old, self.current, self.next = self.current, link, None
        if old and old is not link:
            asyncio.ensure_future(old.socket.close())
        offset = frame["offset"]
        if frame["recovered"]:
            # The old connection may have brought more while this one was being opened.
            offset = max(offset, self.place["offset"])
        self.place = {"epoch": frame["epoch"], "offset": offset, "session": frame["session"]}
        self.failures = 0

    def ended(self, link):
        if link is self.next:  # refused: the old connection serves as long as it lasts
            self.next = None
            if self.draining:
                self.later(self.pause(link), self.move)
        elif link is self.current:
            self.stay()
            self.current, self.next = self.next, None
            if self.current:
                return  # the next server has taken us over, and its welcome is on the way
            if link.farewell.get("reconnect", True):
                self.later(self.pause(link), self.dial)
            else:
                self.over.set_result(link.farewell)

    def pause(self, link):
        """Never in step with others, and never earlier than the server asks."""
        own = random.random() * min(30, 2**self.failures)
        self.failures += 1
        return max(own, link.farewell.get("reconnect_in_ms", 0) / 1000)

    def later(self, delay, action):
        self.slot = asyncio.get_running_loop().call_later(delay, action)

    def stay(self):
        self.draining = False
        if self.slot:
            self.slot.cancel()


if __name__ == "__main__":
    asyncio.run(Follower(sys.argv[1], lambda frame: print(json.dumps(frame), flush=True)).run())
