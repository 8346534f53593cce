"""What clients do who have been let in."""

import json
import selectors
import socket
import struct
import time
import zlib

from onslaught.field import read_all
from support.rawsocket import CONTINUATION, PING, PONG, TEXT, frame

BUDGET = 60  # messages_per_minute, by default
DEFLATE = ("Sec-WebSocket-Extensions: permessage-deflate",)


def empty(opcode, fin=True):
    """A frame with nothing in it and a mask of zeros."""
    return bytes([(0x80 if fin else 0) | opcode, 0x80, 0, 0, 0, 0])


def command(**fields):
    text = json.dumps(fields, separators=(",", ":")).encode()
    assert len(text) < 126
    return bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text


def ping_flood(field):
    """Pings without a pause from one client, who reads the pongs."""
    field.flood([field.upgrade()], empty(PING) * 10000, counted=10000, renew=field.upgrade)


def ping_flood_unread(field):
    """Pings without a pause from ten clients, who read nothing."""
    block = (bytes([0x80 | PING, 0x80 | 125, 0, 0, 0, 0]) + b"p" * 125) * 1000
    field.flood([field.upgrade(receive_buffer=4096) for _ in range(10)], block, reads=False,
                counted=1000, renew=field.upgrade)


def pong_flood(field):
    """Pongs without a pause from one client."""
    field.flood([field.upgrade()], empty(PONG) * 10000, counted=10000, renew=field.upgrade)


def fragments(field):
    """A message in fragments of one octet and of none, which never ends."""
    beginning = frame(TEXT, b"", fin=False)
    piece = empty(CONTINUATION, fin=False)
    one = bytes([CONTINUATION, 0x81, 0, 0, 0, 0]) + b"x"

    def client():
        peer = field.upgrade()
        peer.sendall(beginning)
        return peer

    field.flood([client() for _ in range(10)], piece * 9990 + one * 10, counted=10000,
                renew=client)


def whole_fragments(field):
    """Messages of 64 KiB in fragments of one octet, each cut off when it would be too long."""
    beginning = frame(TEXT, b"", fin=False)
    one = bytes([CONTINUATION, 0x81, 0, 0, 0, 0]) + b"x"

    def client():
        peer = field.upgrade()
        peer.sendall(beginning)
        return peer

    field.flood([client() for _ in range(10)], one * 10000, counted=10000, renew=client)


def huge_frames(field):
    """Frames that announce 2 GB, and then bring what they can."""
    head = bytes([0x82, 0xFF]) + struct.pack("!Q", 2 << 30) + b"\0\0\0\0"
    while field.goes_on():
        peer = field.upgrade()
        try:
            peer.sendall(head + b"x" * 65536)
        except OSError:
            pass
        if b"message_too_big" not in read_all(peer):
            field.wrong.append("2 GB were not refused as message_too_big")
            break
        field.close(peer)
        field.done += 1


def slow_frames(field):
    """Messages of 64 KiB, but for their last octets, on many connections."""
    body = frame(TEXT, b"x" * 65536)
    peers = [field.upgrade() for _ in range(200)]
    for peer in peers:
        peer.sendall(body[:-1000])
        field.done += 1
    field.drip(peers, b"x", pause=0.5)


def zip_bombs(field):
    """Commands of 64 KiB in a hundred octets each, and a message that inflates to a hundred times
    the limit; who is thrown out comes back."""
    def compressed(octets):
        maker = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = (maker.compress(octets) + maker.flush(zlib.Z_SYNC_FLUSH))[:-4]
        return frame(TEXT, body, rsv=4)

    def client():
        return field.upgrade(fields=DEFLATE)

    nonsense = b'{"type":"nonsense","ref":"r","data":"' + b" " * 65000 + b'"}'
    small, big = compressed(nonsense), compressed(b" " * 65536 * 100)
    field.flood([client() for _ in range(20)], small * 50 + big, counted=51, renew=client)


def command_flood(field):
    """`{"type":"ping"}` without a pause from one client, who reads the answers."""
    field.flood([field.upgrade()], command(type="ping") * 1000, counted=1000, renew=field.upgrade)


def commands_unread(field):
    """The same from ten clients, who read nothing."""
    field.flood([field.upgrade(receive_buffer=4096) for _ in range(10)],
                command(type="ping", ref="r" * 60) * 1000, reads=False, counted=1000,
                renew=field.upgrade)


def refresh_flood(field):
    """Tokens shown again and again, which nobody asked for."""
    field.flood([field.upgrade()], command(type="refresh", token="t") * 1000, counted=1000,
                renew=field.upgrade)


def refreshes(field):
    """Forty clients who show sixty wrongly signed tokens each at once, hear that they are wrong,
    and come again."""
    fields = (f"Authorization: Bearer {field.token}",)
    wrong = field.token[:-10] + "A" * 10  # a signature like any other, and nobody's
    block = frame(TEXT, json.dumps({"type": "refresh", "token": wrong}), mask=b"\0" * 4) * BUDGET
    with selectors.DefaultSelector() as selector:
        def come():
            peer = field.upgrade(fields=fields)
            peer.sendall(block)
            selector.register(peer, selectors.EVENT_READ, bytearray())

        for _ in range(40):
            come()
        while field.goes_on() and not field.wrong:
            for key, _ in selector.select(0.05):
                octets = key.fileobj.recv(65536)
                key.data.extend(octets)
                if octets and key.data.count(b"permission_denied") < BUDGET:
                    continue
                if not octets:
                    field.wrong.append(f"not told of each: {bytes(key.data[:600])!r}")
                selector.unregister(key.fileobj)
                field.close(key.fileobj)
                field.done += BUDGET
                come()


def over_the_budget(field):
    """Nonsense beyond the budget, from clients who come back when they are thrown out."""
    field.flood([field.upgrade() for _ in range(20)], command(type="nonsense") * 200, counted=200,
                renew=field.upgrade, told=b"rate_limited")


def stuck_readers(field):
    """Clients who hear everything and read nothing."""
    for _ in range(200):
        field.upgrade(receive_buffer=1024)
        field.done += 1
    field.rest()


def vanished(field):
    """Clients who are there and never answer a ping again."""
    for _ in range(1000):
        field.upgrade()
        field.done += 1
    field.rest()


def never_closing(field):
    """Clients who send half a Close, or answer none."""
    while field.goes_on():
        peer = field.upgrade()
        peer.sendall(b"\x88\x82\0\0\0\0\x03" if field.done % 2 else frame(TEXT, b"x", rsv=7))
        field.done += 1
        if len(field.open) > 1500:
            field.rest()
    time.sleep(0)


def out_of_band(field):
    """Urgent octets between the frames, and windows of a few octets."""
    peers = [field.upgrade(receive_buffer=1024) for _ in range(50)]
    while field.goes_on():
        for peer in list(peers):
            try:
                peer.send(b"!", socket.MSG_OOB)
                peer.send(empty(PING))
                field.done += 1
            except OSError:
                peers.remove(peer)
        time.sleep(0.01)
