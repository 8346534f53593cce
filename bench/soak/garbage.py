"""Newcomers with bad manners. Each has to be refused in its own way, and to harm nobody else."""

import asyncio
import random
import struct

from soak.wire import BINARY, CONTINUATION, PING, TEXT, forget, frame, upgrade

PATIENCE = 15  # seconds until a refusal


def post(body, path="/broadcast", length=None):
    return (f"POST {path} HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body) if length is None else length}\r\n\r\n{body}").encode()


# name: what is sent, and the status that answers it
REQUESTS = {
    "no HTTP": (b"hello there\r\n\r\n", 400),
    "octets at random": (bytes(range(128, 256)) + b"\r\n\r\n", 400),
    "two hosts": (b"GET /health HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n", 400),
    "chunks": (b"POST /broadcast HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n",
               (400, 411, 501)),
    "a head without an end": (b"GET /health HTTP/1.1\r\nX: " + b"x" * 9000, 431),
    "half a head": (b"GET /health HTTP/1.1\r\nHost: HOST", 408),
    "no path": (b"GET /nothing HTTP/1.1\r\nHost: HOST\r\n\r\n", 404),
    "no method": (b"DELETE /broadcast HTTP/1.1\r\nHost: HOST\r\n\r\n", 405),
    "no JSON": (post("{"), 400),
    "a body above the limit": (post("", length=2 << 20), 413),
    "an id above the limit": (post('{"data":1}', f"/api/v1/clients/{'x' * 65}/messages"),
                              (400, 404)),
    "a ws without an upgrade": (b"GET /ws HTTP/1.1\r\nHost: HOST\r\n\r\n", 426),
}

# name: frames after the handshake, and the code of the Close that answers them
FRAMES = {
    "an unmasked frame": (b"\x81\x05hello", 1002),
    "a reserved bit": (frame(TEXT, b"hello", first=0xC0), 1002),
    "an unknown opcode": (frame(11), 1002),
    "a continuation of nothing": (frame(CONTINUATION, b"x"), 1002),
    "a ping in parts": (frame(PING, b"x", first=0), 1002),
    "no UTF-8": (frame(TEXT, b"\xff\xfe"), 1007),
    "a binary frame": (frame(BINARY, b"x"), 1003),
    "a message above the limit": (struct.pack("!BBQ", 0x81, 0xFF, 1 << 40) + bytes(4), 1009),
}
PATHS = {"a bad id": ("/ws/%20", 1003), "too long an id": ("/ws/" + "x" * 65, 1003)}


class Garbage:
    """`rate` of them a second, until stopped."""

    def __init__(self, server, ledger, rate):
        self.server, self.ledger = server, ledger
        self.kinds = [*((self._request, name) for name in REQUESTS),
                      *((self._frames, name) for name in FRAMES),
                      *((self._path, name) for name in PATHS),
                      (self._vanish, "gone before a word"), (self._vanish, "gone in mid-sentence")]
        self.task = asyncio.create_task(self._throw(rate))
        self.guests = set()

    async def _throw(self, rate):
        while True:
            await asyncio.sleep(random.expovariate(rate))
            guest = asyncio.create_task(self._try(*random.choice(self.kinds)))
            self.guests.add(guest)
            guest.add_done_callback(self.guests.discard)

    async def _try(self, how, name):
        writer = None
        try:
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", self.server.port, ssl=self.server.tls)
            await asyncio.wait_for(how(reader, writer, name), PATIENCE)
            self.ledger.counts["refused guests"] += 1
        except (OSError, EOFError, asyncio.TimeoutError, AssertionError) as wrong:
            self.ledger.wrong("not refused", f"{name}:", repr(wrong))
        finally:
            if writer:
                writer.close()

    async def _request(self, reader, writer, name):
        octets, expected = REQUESTS[name]
        writer.write(octets.replace(b"HOST", f"127.0.0.1:{self.server.port}".encode()))
        status = int((await reader.readline()).split(b" ")[1])
        assert status == expected or isinstance(expected, tuple) and status in expected, status

    async def _frames(self, reader, writer, name):
        octets, code = FRAMES[name]
        writer.write(upgrade(self.server, "/ws") + octets)
        await self._closed_with(reader, code)

    async def _path(self, reader, writer, name):
        path, code = PATHS[name]
        writer.write(upgrade(self.server, path))
        await self._closed_with(reader, code)

    async def _closed_with(self, reader, code):
        await reader.readuntil(b"\r\n\r\n")
        while True:
            first, length = await reader.readexactly(2)
            if length >= 126:
                length = int.from_bytes(await reader.readexactly(2 if length == 126 else 8), "big")
            payload = await reader.readexactly(length)
            if first & 0x0F == 8:
                assert payload[:2] == struct.pack("!H", code), payload
                return

    async def _vanish(self, _, writer, name):
        if name == "gone in mid-sentence":
            writer.write(upgrade(self.server, "/ws")[:40])
            await asyncio.sleep(random.random())
        forget(writer.transport)

    async def stop(self):
        self.task.cancel()
        await asyncio.gather(self.task, *self.guests, return_exceptions=True)
