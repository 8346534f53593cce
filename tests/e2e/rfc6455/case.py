"""One case of the tables, and how it is played."""

import struct
from dataclasses import dataclass, field

from support.rawsocket import CLOSE, PING, PONG, close_frame, frame

PROTOCOL_ERROR = (1002, b"protocol_error")
INVALID_UTF8 = (1007, b"invalid_utf8")
TOO_BIG = (1009, b"message_too_big")
NOTHING = ()  # a Close frame without a body


@dataclass
class Case:
    name: str
    sends: list  # octets, each element a segment of its own
    echoes: list = field(default_factory=list)  # (opcode, payload), in this order
    closes: tuple | None = None  # (code, reason) of the server's Close; None: it goes on
    client_closes: bool = False  # the case's own last frame is a Close


def goes_on(name, *octets, echoes=()):
    return Case(name, list(octets), list(echoes))


def fails(name, *octets, why=PROTOCOL_ERROR, echoes=()):
    return Case(name, list(octets), list(echoes), why)


def chopped(octets, size=1):
    return [octets[at:at + size] for at in range(0, len(octets), size)]


def expect(raw, opcode, payload):
    got = raw.read_frame()
    assert got.fin and (got.opcode, got.payload) == (opcode, payload), (
        f"got {got.opcode} {got.payload[:60]!r} ({len(got.payload)} octets) instead of "
        f"{opcode} {payload[:60]!r} ({len(payload)})")


def play(raw, case):
    """Sends, reads what must come, and shows that nothing else did."""
    for octets in case.sends:
        raw.send(octets)
    for opcode, payload in case.echoes:
        expect(raw, opcode, payload)
    if case.closes is None:
        raw.send(frame(PING, b"still there?"))
        expect(raw, PONG, b"still there?")
        return
    body = b"" if case.closes == NOTHING else struct.pack("!H", case.closes[0]) + case.closes[1]
    expect(raw, CLOSE, body)
    if not case.client_closes:
        raw.send(close_frame(case.closes[0]))
    raw.expect_end()


def play_all(connect, cases):
    """Yields (case, failure or None). Cases that go on share a connection."""
    raw = None
    for case in cases:
        failure = None
        try:
            raw = raw or connect()
            play(raw, case)
        except (AssertionError, OSError) as error:
            failure = f"{type(error).__name__}: {error}"
        if raw and (failure or case.closes is not None):
            raw.close()
            raw = None
        yield case, failure
    if raw:
        raw.close()
