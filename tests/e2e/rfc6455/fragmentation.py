"""§5.4, §5.5: fragments, and control frames between them."""

from support.rawsocket import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, close_frame, frame

from rfc6455.case import Case, NOTHING, chopped, fails, goes_on
from rfc6455.framing import NAMES

CASES = []


def fragments(opcode, *parts, between=b""):
    """One message in these parts, with the same octets between any two."""
    last = len(parts) - 1
    return between.join(frame(opcode if at == 0 else CONTINUATION, part, fin=at == last)
                        for at, part in enumerate(parts))


for opcode in (TEXT, BINARY):
    name = NAMES[opcode]
    for parts in ((b"a", b"b"), (b"", b""), (b"", b"", b""), (b"", b"ab"), (b"ab", b""),
                  (b"a", b"", b"b"), (b"x" * 125, b"x" * 126, b"x" * 127), (b"x" * 65535, b"x"),
                  tuple(b"x" for _ in range(100))):
        sizes = "+".join(str(len(part)) for part in parts[:5]) + ("+…" if len(parts) > 5 else "")
        whole = fragments(opcode, *parts)
        echo = [(opcode, b"".join(parts))]
        CASES.append(goes_on(f"{name} in fragments of {sizes} comes back whole", whole, echoes=echo))
        if len(whole) < 2000:
            CASES.append(goes_on(f"{name} in fragments of {sizes}, octet by octet",
                                 *chopped(whole), echoes=echo))
    for size in (0, 1, 125):
        ping = frame(PING, b"p" * size)
        CASES.append(goes_on(f"a ping of {size} octets between fragments of {name} is answered "
                             "before their end", fragments(opcode, b"Hel", b"lo", between=ping),
                             echoes=[(PONG, b"p" * size), (opcode, b"Hello")]))
    CASES.append(goes_on(f"pongs between fragments of {name} are passed over",
                         fragments(opcode, b"a", b"b", b"", b"c", between=frame(PONG, b"?")),
                         echoes=[(opcode, b"abc")]))
    CASES.append(goes_on(f"a ping between fragments of {name}, octet by octet",
                         *chopped(fragments(opcode, b"a", b"b", between=frame(PING, b"p"))),
                         echoes=[(PONG, b"p"), (opcode, b"ab")]))
    CASES.append(Case(f"a close between fragments of {name} is answered",
                      [frame(opcode, b"never finished", fin=False) + close_frame(1000)],
                      closes=(1000, b""), client_closes=True))
    CASES.append(Case(f"a close without a body between fragments of {name} is answered",
                      [frame(opcode, b"never finished", fin=False) + close_frame()],
                      closes=NOTHING, client_closes=True))
    for second in (TEXT, BINARY):
        for fin in (True, False):
            CASES.append(fails(f"{NAMES[second]} with FIN {int(fin)} inside fragments of {name}",
                               frame(opcode, b"a", fin=False), frame(second, b"b", fin=fin)))
    CASES.append(fails(f"an empty {name} inside fragments", frame(opcode, b"", fin=False)
                       + frame(opcode, b"")))
    CASES.append(fails(f"a continuation after a whole {name}", frame(opcode, b"whole"),
                       frame(CONTINUATION, b"more"), echoes=[(opcode, b"whole")]))
    CASES.append(fails(f"a continuation after the last fragment of {name}",
                       fragments(opcode, b"a", b"b"), frame(CONTINUATION, b"c"),
                       echoes=[(opcode, b"ab")]))
    for rsv in range(1, 8):
        CASES.append(fails(f"a continuation of {name} with the reserved bits {rsv:03b}",
                           frame(opcode, b"a", fin=False), frame(CONTINUATION, b"b", rsv=rsv)))
    CASES.append(fails(f"an unmasked continuation of {name}", frame(opcode, b"a", fin=False),
                       frame(CONTINUATION, b"b", masked=False)))

for fin in (True, False):
    for octets in (b"", b"x"):
        CASES.append(fails(f"a continuation of nothing, {len(octets)} octets, FIN {int(fin)}",
                           frame(CONTINUATION, octets, fin=fin)))
CASES.append(fails("a continuation of nothing behind a ping", frame(PING, b"p"),
                   frame(CONTINUATION, b"x"), echoes=[(PONG, b"p")]))
for opcode in (CLOSE, PING, PONG):
    for octets in (b"", b"\x03\xe8"):
        CASES.append(fails(f"a fragmented {NAMES[opcode]} of {len(octets)} octets",
                           frame(opcode, octets, fin=False)))
    CASES.append(fails(f"a {NAMES[opcode]} continued by a continuation",
                       frame(opcode, b"\x03\xe8", fin=False) + frame(CONTINUATION, b"")))
CASES.append(goes_on("ten pongs that nobody asked for", frame(PONG, b"unasked") * 10))
