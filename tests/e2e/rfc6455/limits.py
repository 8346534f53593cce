"""A message of `max_message_bytes` is let in, one of an octet more is not, however it is cut."""

from support.rawsocket import BINARY, CONTINUATION, PING, PONG, TEXT, frame

from rfc6455.case import TOO_BIG, chopped, fails, goes_on
from rfc6455.fragmentation import fragments

LIMIT = 1000
CASES = []

for opcode, name in ((TEXT, "text"), (BINARY, "binary")):
    whole, more = b"x" * LIMIT, b"x" * (LIMIT + 1)
    echo = [(opcode, whole)]
    CASES.append(goes_on(f"{name} of the limit", frame(opcode, whole), echoes=echo))
    CASES.append(goes_on(f"{name} of the limit, octet by octet", *chopped(frame(opcode, whole), 7),
                         echoes=echo))
    CASES.append(fails(f"{name} of an octet more", frame(opcode, more), why=TOO_BIG))
    CASES.append(fails(f"{name} of an octet more is refused by its length alone",
                       frame(opcode, more)[:4], why=TOO_BIG))
    for at in (0, 1, 500, 999, 1000):
        CASES.append(goes_on(f"{name} of the limit in fragments, cut before {at}",
                             fragments(opcode, whole[:at], whole[at:]), echoes=echo))
        CASES.append(fails(f"{name} of an octet more in fragments, cut before {at}",
                           fragments(opcode, more[:at], more[at:]), why=TOO_BIG))
    CASES.append(goes_on(f"{name} of the limit in fragments of one octet",
                         fragments(opcode, *chopped(whole)), echoes=echo))
    CASES.append(fails(f"{name} of an octet more in fragments of one octet",
                       fragments(opcode, *chopped(more)), why=TOO_BIG))
    CASES.append(goes_on(f"{name} of the limit, and empty fragments behind it",
                         fragments(opcode, whole, b"", b"", b""), echoes=echo))
    CASES.append(goes_on(f"a ping between fragments of {name} does not count",
                         fragments(opcode, whole[:500], whole[500:], between=frame(PING, "p" * 125)),
                         echoes=[(PONG, b"p" * 125), *echo]))
    CASES.append(goes_on(f"two {name} messages of the limit count each by itself",
                         frame(opcode, whole) * 2, echoes=echo * 2))
    CASES.append(fails(f"{name} without an end is refused at the limit",
                       frame(opcode, whole, fin=False) + frame(CONTINUATION, b"x", fin=False),
                       why=TOO_BIG))
