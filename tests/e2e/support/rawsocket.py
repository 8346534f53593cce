"""Bytes made by hand: HTTP heads and RFC 6455 frames that no library would send."""

import json
import os
import socket
import struct
import time
from collections import namedtuple

DEADLINE = 10.0
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
KEY, ACCEPT = "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="  # RFC 6455 §1.3

Frame = namedtuple("Frame", "fin opcode payload")
Reply = namedtuple("Reply", "status fields body")


def frame(opcode, payload=b"", fin=True, rsv=0, masked=True, length=None, width=None, mask=None):
    """One client frame; `length` announces another length than the payload has, `width` writes it
    in so many more octets than it needs (2 or 8), `mask` masks with other octets than any."""
    payload = payload.encode() if isinstance(payload, str) else payload
    size = len(payload) if length is None else length
    head = bytes([(0x80 if fin else 0) | rsv << 4 | opcode])
    bit = 0x80 if masked else 0
    width = width or (0 if size < 126 else 2 if size < 65536 else 8)
    if width == 0:
        head += bytes([bit | size])
    elif width == 2:
        head += struct.pack("!BH", bit | 126, size)
    else:
        head += struct.pack("!BQ", bit | 127, size)
    if not masked:
        return head + payload
    mask = os.urandom(4) if mask is None else mask
    key = (mask * (len(payload) // 4 + 1))[:len(payload)]
    hidden = int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")
    return head + mask + hidden.to_bytes(len(payload), "big")


def close_frame(code=None, reason=b""):
    return frame(CLOSE, b"" if code is None else struct.pack("!H", code) + reason)


class RawSocket:
    """A TCP connection with a deadline on every wait."""

    def __init__(self, server, receive_buffer=None, source=None, before=b""):
        """`source` is the address to come from, `before` what is sent ahead of everything."""
        self.socket = socket.socket()
        if source:
            self.socket.bind((source, 0))
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(DEADLINE)
        self.socket.connect(("127.0.0.1", server.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(before)
        if server.tls:
            self.socket = server.tls.wrap_socket(self.socket, server_hostname="127.0.0.1")
        self.host = f"127.0.0.1:{server.port}"
        self._input = b""

    def send(self, octets):
        self.socket.sendall(octets)

    def _more(self):
        try:
            octets = self.socket.recv(65536)
        except TimeoutError:
            raise AssertionError(f"nothing came in {DEADLINE} s after {self._input!r}") from None
        assert octets, f"end of stream after {self._input[:200]!r}"
        self._input += octets

    def take(self, count):
        while len(self._input) < count:
            self._more()
        taken, self._input = self._input[:count], self._input[count:]
        return taken

    def take_until(self, mark):
        while mark not in self._input:
            self._more()
        return self.take(self._input.index(mark) + len(mark))

    def read_reply(self, head_only=False):
        """One HTTP reply; the body by Content-Length, as the server always sends one."""
        lines = self.take_until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        version, status, _ = lines[0].split(" ", 2)
        assert version == "HTTP/1.1", lines[0]
        fields = {}
        for line in filter(None, lines[1:]):
            name, value = line.split(":", 1)
            fields[name.lower()] = value.strip()
        size = 0 if head_only or status in ("101", "204") else int(fields["content-length"])
        return Reply(int(status), fields, self.take(size))

    def expect_end(self):
        """The end of the stream and nothing before it."""
        assert not self._input, f"octets before the end: {self._input[:200]!r}"
        try:
            octets = self.socket.recv(65536)
        except TimeoutError:
            raise AssertionError(f"the connection stayed open for {DEADLINE} s") from None
        assert octets == b"", f"octets before the end: {octets[:200]!r}"

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class RawWebSocket(RawSocket):
    """Frames by hand, and strict about the server's own: unmasked, no reserved bit."""

    def __init__(self, server, path="/ws", fields=(), early=b"", **options):
        super().__init__(server, **options)
        self.send(self.handshake(path, fields) + early)
        self.reply = self.read_reply()

    def handshake(self, path, fields=()):
        lines = [f"GET {path} HTTP/1.1", f"Host: {self.host}", "Connection: Upgrade",
                 "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                 f"Sec-WebSocket-Key: {KEY}", *fields]
        return "\r\n".join([*lines, "", ""]).encode()

    def send_frame(self, *arguments, **options):
        self.send(frame(*arguments, **options))

    def read_frame(self):
        first, second = self.take(2)
        assert not first & 0x70, f"reserved bits: {first:#x}"
        assert not second & 0x80, "the server masked a frame"
        size = second & 0x7F
        if size == 126:
            size, = struct.unpack("!H", self.take(2))
            assert size > 125, "not the shortest length"
        elif size == 127:
            size, = struct.unpack("!Q", self.take(8))
            assert size > 65535, "not the shortest length"
        if first & 0x08:
            assert size <= 125 and first & 0x80, "a long or fragmented control frame"
        return Frame(bool(first & 0x80), first & 0x0F, self.take(size))

    def read_json(self, answer_pings=False):
        read = self.read_frame()
        while answer_pings and read.opcode == PING:
            self.send_frame(PONG, read.payload)
            read = self.read_frame()
        assert read.opcode == TEXT and read.fin, read
        return json.loads(read.payload)

    def expect_frame(self, opcode, payload):
        read = self.read_frame()
        payload = payload.encode() if isinstance(payload, str) else payload
        assert read == Frame(True, opcode, payload), f"got {read.opcode} {read.payload[:100]!r}"

    def expect_close(self, code, reason=None):
        """The very next frame is Close with this code."""
        read = self.read_frame()
        assert read.opcode == CLOSE, f"got {read} instead of Close {code}"
        got = struct.unpack("!H", read.payload[:2])[0] if read.payload else None
        assert got == code, f"Close {got} {read.payload[2:]!r} instead of {code}"
        if reason is not None:
            assert read.payload[2:] == reason.encode(), read.payload

    def expect_disconnect(self, code, reason):
        told = self.read_json(answer_pings=True)
        while told["type"] == "presence":
            told = self.read_json(answer_pings=True)
        assert (told["type"], told["code"], told["reason"]) == ("disconnect", code, reason), told
        self.expect_close(code, reason)
        return told

    def seconds_until_end(self):
        """How long the server keeps its side open from now."""
        began = time.monotonic()
        self.expect_end()
        return time.monotonic() - began
