"""The client's side of RFC 6455 on asyncio, thin enough for hundreds of clients in one process."""

import asyncio
import json
import socket
import struct

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
HANDSHAKE = 20  # seconds
KEY = "dGhlIHNhbXBsZSBub25jZQ=="


class Closed(OSError):
    """The connection ended, or was never one."""


def frame(opcode, payload=b"", first=0x80):
    size = len(payload)
    length = bytes([0x80 | size]) if size < 126 else struct.pack("!BH", 0xFE, size)
    # A mask of zeros is a mask (RFC 6455 §5.3 wants it unpredictable only against proxies).
    return bytes([first | opcode]) + length + bytes(4) + payload


def upgrade(server, path):
    return (f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: Upgrade\r\n"
            f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {KEY}\r\n\r\n"
            ).encode()


def forget(transport):
    """Ends a connection without a word: the peer reads a reset."""
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                                  struct.pack("ii", 1, 0))
    transport.abort()


class WebSocket(asyncio.Protocol):
    """`hear` is called with each JSON frame, in the order in which they came."""

    def __init__(self, request, hear):
        self.request, self.hear = request, hear
        loop = asyncio.get_running_loop()
        self.opened, self.ended = loop.create_future(), loop.create_future()
        self.transport, self.rest, self.open = None, b"", False

    async def connect(self, server):
        """Returns after the handshake; frames may have come by then."""
        await asyncio.wait_for(asyncio.get_running_loop().create_connection(
            lambda: self, "127.0.0.1", server.port, ssl=server.tls), HANDSHAKE)
        try:
            await asyncio.wait_for(asyncio.shield(self.opened), HANDSHAKE)
        except BaseException:
            self.transport.abort()
            raise

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data):
        self.rest = self.rest + data if self.rest else data
        if not self.open and not self._take_head():
            return
        at = 0
        while (end := self._end_of_frame(at)) is not None:
            self._take(self.rest[at] & 0x0F, self.rest[self.payload:end])
            at = end
        self.rest = self.rest[at:]

    def _take_head(self):
        head, end, rest = self.rest.partition(b"\r\n\r\n")
        if not end:
            return False
        if not head.startswith(b"HTTP/1.1 101"):
            self.transport.abort()
            return False
        self.rest, self.open = rest, True
        if not self.opened.done():
            self.opened.set_result(None)
        return True

    def _end_of_frame(self, at):
        """Where it ends, once all of it is there; its payload then begins at self.payload."""
        rest = self.rest
        if len(rest) < at + 2:
            return None
        length, self.payload = rest[at + 1], at + 2
        if length >= 126:
            wide = 2 if length == 126 else 8
            self.payload += wide
            length = int.from_bytes(rest[at + 2:self.payload], "big")
        end = self.payload + length
        return end if end <= len(rest) else None

    def _take(self, opcode, payload):
        if opcode == TEXT:
            self.hear(json.loads(payload))
        elif opcode == PING:
            self.transport.write(frame(PONG, payload))
        elif opcode == CLOSE:
            self.transport.write(frame(CLOSE, payload[:2]))
            self.transport.close()

    def connection_lost(self, _):
        for future in (self.opened, self.ended):
            if not future.done():
                future.set_exception(Closed("the connection ended"))
                future.exception()  # whoever waits is told; nobody has to

    def send(self, **command):
        self.transport.write(frame(TEXT, json.dumps(command).encode()))

    async def stall(self, seconds):
        """Reads nothing meanwhile, so it answers nothing either."""
        self.transport.pause_reading()
        await asyncio.sleep(seconds)
        if not self.transport.is_closing():
            self.transport.resume_reading()

    def reset(self):
        forget(self.transport)

    def hang_up(self):
        """The end of the stream without a Close frame, as of a killed process."""
        self.transport.close()

    async def close(self):
        self.transport.write(frame(CLOSE, struct.pack("!H", 1000)))
        try:
            await asyncio.wait_for(asyncio.shield(self.ended), 5)
        except (OSError, asyncio.TimeoutError):
            self.transport.abort()
