"""Says numbered messages over HTTP at a steady pace. Now and then an answer is lost on purpose, or
a request repeated: the same Idempotency-Key must be answered with the same place."""

import asyncio
import json
import os
import random
import time

LANES = 4  # each says one message after another, over a connection that is kept
PATIENCE = 20
LOST, REPEATED = 0.01, 0.02  # how often
FAILURES = (OSError, EOFError, asyncio.TimeoutError, ValueError)


class Publisher:
    def __init__(self, server, ledger, rate):
        self.server, self.ledger, self.rate = server, ledger, rate
        self.run = os.urandom(4).hex()
        self.stopping = False
        self.began = time.monotonic()
        self.lanes = [asyncio.create_task(self._speak(lane)) for lane in range(LANES)]

    async def _speak(self, lane):
        due, self_made = self.began + lane / self.rate, Line(self.server)
        while not self.stopping:
            await asyncio.sleep(max(0, due - time.monotonic()))
            due += LANES / self.rate
            await self._insist(self_made, self.ledger.said())
        self_made.close()

    async def _insist(self, line, number):
        """Until it is acknowledged."""
        until = time.monotonic() + PATIENCE
        if random.random() < LOST:
            await line.send_and_vanish(number, self._key(number))
        while time.monotonic() < until:
            try:
                status, body = await line.post(number, self._key(number))
            except FAILURES:
                self.ledger.counts["requests repeated"] += 1
                await asyncio.sleep(0.1)
                continue
            if status == 202:
                self.ledger.taken(number, body["epoch"], body["offset"])
                if random.random() < REPEATED:
                    await self._say_again(line, number, body)
                return
            if status != 503:
                break
            await asyncio.sleep(0.5)
        self.ledger.wrong("never acknowledged", number)

    async def _say_again(self, line, number, first):
        try:
            status, body = await line.post(number, self._key(number))
        except FAILURES:
            return
        self.ledger.counts["requests repeated"] += 1
        if (status, body.get("offset")) != (202, first["offset"]):
            self.ledger.wrong("acknowledged at two places", number, first, status, body)

    def _key(self, number):
        return f"{self.run}-{number}"

    async def stop(self):
        self.stopping = True
        for result in await asyncio.gather(*self.lanes, return_exceptions=True):
            if isinstance(result, Exception):
                self.ledger.wrong("the publisher broke", repr(result))


class Line:
    """A connection for one request after another, opened again when the server has closed it."""

    def __init__(self, server):
        self.server, self.reader, self.writer = server, None, None

    async def _send(self, number, key):
        if self.writer is None:
            self.reader, self.writer = await asyncio.wait_for(asyncio.open_connection(
                "127.0.0.1", self.server.port, ssl=self.server.tls), PATIENCE)
        body = json.dumps({"data": number})
        self.writer.write(
            (f"POST /broadcast HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\n"
             f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
             f"Idempotency-Key: {key}\r\n\r\n{body}").encode())

    async def post(self, number, key):
        try:
            await self._send(number, key)
            head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), PATIENCE)
            lines = head.decode("latin-1").split("\r\n")
            fields = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
            body = await self.reader.readexactly(int(fields["content-length"]))
        except BaseException:
            self.close()
            raise
        if fields.get("connection") == "close":
            self.close()
        return int(lines[0].split(" ")[1]), json.loads(body)

    async def send_and_vanish(self, number, key):
        try:
            await self._send(number, key)
            await self.writer.drain()
        except FAILURES:
            pass
        self.close()

    def close(self):
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None
