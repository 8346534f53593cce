"""A client that follows docs/clients.md: the follower that is printed there, on a thinner socket,
with a ledger of what it hears."""

import asyncio
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "docs", "clients"))

from follow import Follower as Recipe  # noqa: E402 - the path first
from soak.wire import WebSocket, upgrade  # noqa: E402


READY = -1


class Follower(Recipe):
    def __init__(self, server, ledger, name):
        self.server, self.ledger, self.name = server, ledger, name
        super().__init__(None, self._note)
        self.live = False
        self.upto = None  # everything up to this offset was heard, but for what the ledger was told
        self.waiting = {}  # ref: what was said and is not acknowledged
        self.to_replay = 0  # messages until it is known what was published; READY: it is
        self.task = asyncio.create_task(self.run())

    async def read(self, link):
        link.last = None
        query = "&".join(f"{key}={value}" for key, value in self.place.items())
        try:
            link.socket = WebSocket(upgrade(self.server, f"/ws/{self.name}?{query}"),
                                    lambda frame: self.take(link, frame))
            await link.socket.connect(self.server)
            await link.socket.ended
        except (OSError, asyncio.TimeoutError):
            pass
        self.ended(link)

    def take(self, link, frame):
        if frame["type"] in ("message", "personal"):
            if link.last is not None and frame["offset"] <= link.last:
                self.ledger.wrong("out of order", self.name, link.last, frame)
            link.last = frame["offset"]
        super().take(link, frame)

    def welcomed(self, link, frame):
        again, before = bool(self.place), self.upto
        super().welcomed(link, frame)
        link.last = frame["offset"]
        self.live, self.to_replay = True, frame["replayed"]
        if again and not frame["recovered"]:
            self.ledger.wrong("resumed with a gap", self.name, before, frame["offset"])
            before = None
            self.waiting.clear()  # nobody can tell whether it was published
        self.upto = frame["offset"] if before is None else before
        self.ledger.counts["resumed" if again else "came"] += 1
        self._after_replay()

    def ended(self, link):
        if link is self.current:
            self.live, self.to_replay = False, 0
        super().ended(link)

    def _note(self, frame):
        kind = frame["type"]
        if kind == "message":
            self._reach(frame)
            self.ledger.heard(frame["data"], frame["epoch"], frame["offset"])
        elif kind == "personal":
            self._reach(frame)
            self.ledger.heard_alone(frame["data"], frame["epoch"], frame["offset"], self.name)
        elif kind == "ack":
            self._reach(frame)
            number, to = self.waiting.pop(frame["ref"], (None, None))
            if number is not None:
                self.ledger.taken(number, frame["epoch"], frame["offset"], to)
        elif kind == "gap":
            self.ledger.wrong("gaps", self.name, frame)
        elif kind == "error":
            self.ledger.counts["refused"] += self.waiting.pop(frame.get("ref"), None) is not None

    def _reach(self, frame):
        offset = frame["offset"]
        if offset > self.upto:
            for missing in range(self.upto + 1, offset):
                self.ledger.missed(missing, self.name)
            self.upto = offset
        if frame["type"] != "ack":
            self.to_replay -= self.to_replay > 0
            if frame.get("from") == self.name:  # the answer was lost, the message was not
                self.ledger.counts["told by the replay"] += \
                    self.waiting.pop(str(frame["data"]), None) is not None
            self._after_replay()

    def _after_replay(self):
        """What did not come back was not published: it is said again."""
        if self.to_replay == 0:
            self.to_replay = READY
            for ref in list(self.waiting):
                self._send(ref)

    def say(self, to=None):
        number = self.ledger.said()
        self.waiting[str(number)] = (number, to)
        if self.to_replay == READY:
            self._send(str(number))

    def _send(self, ref):
        number, to = self.waiting[ref]
        whom = {"to": to} if to else {}
        self.current.socket.send(type="message", data=number, ref=ref, **whom)

    def sent_away(self):
        return self.task.done()

    async def leave(self, how="close"):
        """For good: close, reset or hang_up."""
        self.live = False
        self.stay()
        links = [link for link in (self.current, self.next) if link]
        self.current = self.next = None
        for link in links:
            if link.socket and link.socket.open:
                if how == "close":
                    await link.socket.close()
                else:
                    getattr(link.socket, how)()
            link.reader.cancel()
        self.task.cancel()
        await asyncio.gather(self.task, *(link.reader for link in links), return_exceptions=True)
