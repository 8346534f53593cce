"""§5.5.1, §7: Close frames, their codes and reasons, and what may follow one."""

import struct

from support.rawsocket import CLOSE, PING, PONG, TEXT, close_frame, frame

from rfc6455.case import Case, INVALID_UTF8, NOTHING, chopped, fails
from rfc6455.utf8 import LONE, TRUNCATED, WRONG

VALID = (*range(1000, 1004), *range(1007, 1015), 3000, 3001, 3500, 3999, 4000, 4001, 4500, 4999)
INVALID = sorted({*range(0, 1000, 37), 999, 1004, 1005, 1006, *range(1015, 1030),
                  *range(1030, 3000, 53), 1999, 2000, 2999, 5000, 5001, 9999, 10000, 32768, 61440,
                  65535})
CASES = []


def closed(name, *octets, code, echoes=()):
    return Case(name, list(octets), list(echoes), code, client_closes=True)


CASES.append(closed("a close without a body is answered with one", close_frame(), code=NOTHING))
for code in VALID:
    CASES.append(closed(f"the code {code} comes back", close_frame(code), code=(code, b"")))
for code in INVALID:
    CASES.append(fails(f"the code {code} must not be sent", close_frame(code)))
CASES.append(fails("half a code", frame(CLOSE, b"\x03")))
CASES.append(closed("a reason of 123 octets is in order", close_frame(1000, b"x" * 123),
                    code=(1000, b"")))
CASES.append(fails("a reason of 124 octets is too long", close_frame(1000, b"x" * 124)))
CASES.append(closed("a reason in Ukrainian is in order", close_frame(1000, "бувай 👋".encode()),
                    code=(1000, b"")))
for octets in (*LONE[::16], *TRUNCATED, *WRONG):
    CASES.append(fails(f"a reason of {octets.hex(' ')}", close_frame(1000, octets),
                       why=INVALID_UTF8))
CASES.append(closed("a close octet by octet", *chopped(close_frame(1001, b"going")),
                    code=(1001, b"")))
CASES.append(closed("what stands behind a close is passed over",
                    close_frame(1000) + frame(TEXT, "late") + frame(PING, "late") + frame(3, "bad")
                    + struct.pack("!Q", 0) + close_frame(1001), code=(1000, b"")))
CASES.append(closed("a message and a ping before a close are answered",
                    frame(TEXT, "last") + frame(PING, "words") + close_frame(1000),
                    code=(1000, b""), echoes=[(TEXT, b"last"), (PONG, b"words")]))
CASES.append(fails("a violation before a close counts", frame(3, "bad") + close_frame(1000)))
