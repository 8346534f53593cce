"""A client that follows docs/clients.md to the letter: the follower that is printed there, given
several servers as a balancer would."""

import asyncio
import os
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "docs", "clients"))

from follow import Follower  # noqa: E402 - the path first


class Subscriber(Follower):
    """`heard`: (number, epoch, offset) of each message, as it came. `left`: when it heard of whom
    that they had gone."""

    def __init__(self, name, nodes, first):
        self.name, self.nodes, self.at = name, nodes, first
        self.node = None  # where it is, or is going
        self.heard, self.left = [], {}
        self.live, self.broken, self.gaps, self.unrecovered = False, 0, 0, 0
        super().__init__(None, self._note)
        self.task = asyncio.create_task(self.run())

    @property
    def url(self):
        self.node = self.nodes[self.at % len(self.nodes)]
        return self.node.url(f"/ws/{self.name}")

    @url.setter
    def url(self, _):
        pass  # it is asked for whenever a connection is opened

    def welcomed(self, link, frame):
        if self.place and not frame["recovered"]:
            self.unrecovered += 1
        super().welcomed(link, frame)
        self.live = True

    def ended(self, link):
        if link is self.current:
            self.broken += self.live
            self.live = False
            self.at += 1
        super().ended(link)

    def _note(self, frame):
        if frame["type"] == "message":
            self.heard.append((frame["data"], frame["epoch"], frame["offset"]))
        elif frame["type"] == "gap":
            self.gaps += 1
        elif frame["type"] == "presence":
            for name in frame["left"]:
                self.left.setdefault(name, time.monotonic())

    async def close(self):
        self.live = False
        self.stay()
        readers = [self.task, *(link.reader for link in (self.current, self.next) if link)]
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
