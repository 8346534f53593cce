"""Says numbered messages over HTTP, whatever happens, until each is acknowledged."""

import asyncio
import http.client
import itertools
import os
import time

from support import http as notify

LANES = 8  # each says one message after another


class Message:
    def __init__(self, number, lane):
        self.number, self.lane = number, lane
        self.taken = None  # when it was acknowledged
        self.place = None  # epoch and offset, as the answer had them


class Publisher:
    """A lane goes to the next node when one refuses or cannot be reached, with the same
    Idempotency-Key. What was due meanwhile is said as soon as it can be."""

    def __init__(self, nodes, rate):
        self.nodes, self.rate = nodes, rate
        self.said, self.failures, self.retries = [], [], 0
        self.run = os.urandom(4).hex()
        self.numbers = itertools.count(1)
        self.stopping = asyncio.Event()
        self.began = time.monotonic()
        self.lanes = [asyncio.create_task(self._speak(lane)) for lane in range(LANES)]

    async def _speak(self, lane):
        at, due = lane, self.began + lane / self.rate
        while not self.stopping.is_set():
            await asyncio.sleep(max(0, due - time.monotonic()))
            due += LANES / self.rate
            self.said.append(message := Message(next(self.numbers), lane))
            at = await self._insist(message, at)

    async def _insist(self, message, at):
        while not message.taken:
            node = self.nodes[at % len(self.nodes)]
            pause = 0.1
            try:
                reply = await asyncio.to_thread(
                    notify.post, node, "/broadcast", {"data": message.number},
                    idempotency_key=f"{self.run}-{message.number}")
            except (OSError, http.client.HTTPException):
                pass
            else:
                if reply.status == 202:
                    message.taken = time.monotonic()
                    message.place = (reply.json()["epoch"], reply.json()["offset"])
                    return at
                if reply.status != 503:
                    self.failures.append(f"message {message.number}: {reply.status} {reply.body}")
                    return at
                pause = float(reply.field("Retry-After"))
            self.retries += 1
            at += 1
            await asyncio.sleep(pause)
        return at

    def acknowledged(self):
        return [message for message in self.said if message.taken]

    def longest_silence(self):
        """The longest time without an acknowledgement, in seconds."""
        times = [self.began, *sorted(message.taken for message in self.acknowledged())]
        return max((later - earlier for earlier, later in zip(times, times[1:])), default=0.0)

    async def stop(self, patience):
        self.stopping.set()
        _, late = await asyncio.wait(self.lanes, timeout=patience)
        for lane in late:
            lane.cancel()
        results = await asyncio.gather(*self.lanes, return_exceptions=True)
        self.failures += [repr(result) for result in results if isinstance(result, Exception)]
