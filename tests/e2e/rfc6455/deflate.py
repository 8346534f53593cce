"""RFC 7692: what is agreed to, and what may be sent once it is."""

import os
import zlib

from support.rawsocket import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, close_frame, frame

from rfc6455.case import (Case, INVALID_UTF8, TOO_BIG, chopped, fails, goes_on)
from rfc6455.framing import NAMES
from rfc6455.limits import LIMIT

RSV1 = 4
AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
FULL = AGREED + "; server_max_window_bits=15"

# Sec-WebSocket-Extensions fields, and the answer; None: declined, which fails no handshake.
OFFERS = [
    (["permessage-deflate"], AGREED),
    (["permessage-deflate; client_max_window_bits"], AGREED),
    *(([f"permessage-deflate; client_max_window_bits={bits}"], AGREED) for bits in range(8, 16)),
    *(([f"permessage-deflate; client_max_window_bits={bits}"], None)
      for bits in (0, 7, 16, "08", "-8", "8x", '""', "")),
    (["permessage-deflate; server_max_window_bits=15"], FULL),
    (['permessage-deflate; server_max_window_bits="15"'], FULL),
    *(([f"permessage-deflate; server_max_window_bits={bits}"], None) for bits in (8, 9, 14, 16)),
    (["permessage-deflate; server_max_window_bits"], None),
    (["permessage-deflate; server_no_context_takeover"], AGREED),
    (["permessage-deflate; client_no_context_takeover"], AGREED),
    (["permessage-deflate; server_no_context_takeover=1"], None),
    (["permessage-deflate; client_no_context_takeover; client_no_context_takeover"], None),
    (["permessage-deflate; client_max_window_bits; client_max_window_bits=9"], None),
    (["permessage-deflate ; server_no_context_takeover ;client_max_window_bits = 12"], AGREED),
    (["permessage-deflate;server_no_context_takeover;client_no_context_takeover"
      ";server_max_window_bits=15;client_max_window_bits=10"], FULL),
    (["permessage-deflate; unknown"], None),
    (["permessage-deflate; server_max_window_bits=9, permessage-deflate"], AGREED),
    (["permessage-deflate; server_max_window_bits=9", "permessage-deflate"], AGREED),
    (["x-other, permessage-deflate"], AGREED),
    (["x-other; a=\"b, c\", permessage-deflate; client_max_window_bits"], AGREED),
    (["permessage-deflate, permessage-deflate; server_max_window_bits=15"], AGREED),
    (["x-webkit-deflate-frame"], None),
    (["permessage-bzip2"], None),
    (["permessage-deflate; a=\""], None),
    ([";;,="], None),
]


def deflated(octets, level=6, strategy=zlib.Z_DEFAULT_STRATEGY, window=15,
             flush=zlib.Z_SYNC_FLUSH):
    compressor = zlib.compressobj(level, zlib.DEFLATED, -window, 9, strategy)
    out = compressor.compress(octets) + compressor.flush(flush)
    return out[:-4] if flush == zlib.Z_SYNC_FLUSH else out


def compressed(opcode, octets, *parts):
    """A frame of `octets`, or with `parts` its continuations, each after a frame without FIN."""
    frames = [frame(opcode, octets, rsv=RSV1, fin=not parts)]
    frames += [frame(CONTINUATION, part, fin=at == len(parts) - 1)
               for at, part in enumerate(parts)]
    return b"".join(frames)


SMALL = b"Hello, Hello, Hello"  # short enough that the server answers it as it is
NOISE, MORE_NOISE = os.urandom(200), os.urandom(LIMIT)  # which nobody compresses
CASES = []

for opcode in (TEXT, BINARY):
    name = NAMES[opcode]
    echo = [(opcode, SMALL)]
    for level in range(10):
        CASES.append(goes_on(f"{name} of zlib's level {level}",
                             compressed(opcode, deflated(SMALL, level)), echoes=echo))
    for window in range(9, 16):
        CASES.append(goes_on(f"{name} of a window of {window} bits",
                             compressed(opcode, deflated(SMALL, window=window)), echoes=echo))
    for strategy in (zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED):
        CASES.append(goes_on(f"{name} of zlib's strategy {strategy}",
                             compressed(opcode, deflated(SMALL, strategy=strategy)), echoes=echo))
    CASES.append(goes_on(f"{name} that ends in a final block (RFC 7692 §7.2.3.4)",
                         compressed(opcode, deflated(SMALL, flush=zlib.Z_FINISH) + b"\0"),
                         echoes=echo))
    CASES.append(goes_on(f"{name} in two blocks (§7.2.3.5)",
                         compressed(opcode, bytes.fromhex("f248050000 00ffffcac9c90700")),
                         echoes=[(opcode, b"Hello")]))
    CASES.append(goes_on(f"{name} in a block without compression (§7.2.3.3)",
                         compressed(opcode, bytes.fromhex("000500faff48656c6c6f00")),
                         echoes=[(opcode, b"Hello")]))
    CASES.append(goes_on(f"empty {name} as one octet (§7.2.3.6)", compressed(opcode, b"\0"),
                         echoes=[(opcode, b"")]))
    CASES.append(goes_on(f"empty {name} as zlib writes it",
                         compressed(opcode, deflated(b"")), echoes=[(opcode, b"")]))
    CASES.append(goes_on(f"{name} that is not compressed, between two that are",
                         compressed(opcode, deflated(SMALL)) + frame(opcode, "as it is")
                         + compressed(opcode, deflated(SMALL)),
                         echoes=[*echo, (opcode, b"as it is"), *echo]))
    octets = deflated(SMALL)
    for at in range(len(octets) + 1):
        CASES.append(goes_on(f"{name} cut into fragments before octet {at}",
                             compressed(opcode, octets[:at], octets[at:]), echoes=echo))
    CASES.append(goes_on(f"{name} octet by octet", *chopped(compressed(opcode, octets)),
                         echoes=echo))
    CASES.append(goes_on(f"a ping between fragments of {name}",
                         frame(opcode, octets[:3], rsv=RSV1, fin=False) + frame(PING, "p")
                         + frame(CONTINUATION, octets[3:]), echoes=[(PONG, b"p"), *echo]))
    CASES.append(fails(f"RSV1 on a continuation of {name}",
                       frame(opcode, octets[:3], rsv=RSV1, fin=False),
                       frame(CONTINUATION, octets[3:], rsv=RSV1)))
    CASES.append(fails(f"RSV1 on a continuation of {name} that is not compressed",
                       frame(opcode, b"a", fin=False), frame(CONTINUATION, octets, rsv=RSV1)))
    for rsv in (1, 2, 3, 5, 6, 7):
        CASES.append(fails(f"{name} with the reserved bits {rsv:03b}", frame(opcode, octets, rsv=rsv)))
    for bad, what in ((b"not compressed", "plain text"), (b"\xff" * 20, "ones"),
                      (bytes.fromhex("06"), "a reserved block type"),
                      (bytes.fromhex("000500fafe48656c6c6f00"), "a length that does not match"),
                      (deflated(NOISE)[:100], "half a message"),
                      (b"\x02\x02\0", "a distance before the beginning")):
        CASES.append(fails(f"{name} of {what} cannot be inflated", compressed(opcode, bad)))
    CASES.append(fails(f"{name} of an octet more than the limit",
                       compressed(opcode, deflated(b"x" * (LIMIT + 1))), why=TOO_BIG))
    CASES.append(fails(f"{name} of a megabyte of nothing",
                       compressed(opcode, deflated(b"\0" * 1_000_000, 9)[:LIMIT]), why=TOO_BIG))
    CASES.append(fails(f"{name} whose fragments inflate to more than the limit",
                       compressed(opcode, *chopped(deflated(b"x" * (LIMIT + 1)), 5)), why=TOO_BIG))
CASES.append(goes_on("noise of 200 octets, longer on its way than it is",
                     compressed(BINARY, deflated(NOISE)), echoes=[(BINARY, NOISE)]))
CASES.append(goes_on("noise of the limit", compressed(BINARY, deflated(MORE_NOISE)),
                     echoes=[(BINARY, MORE_NOISE)]))
for octets in (b"\xff", b"ok\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"):
    CASES.append(fails(f"text that inflates to {octets.hex(' ')}",
                       compressed(TEXT, deflated(octets)), why=INVALID_UTF8))
for opcode in (CLOSE, PING, PONG):
    CASES.append(fails(f"RSV1 on a {NAMES[opcode]}", frame(opcode, b"\x03\xe8", rsv=RSV1)))
CASES.append(Case("a close after compressed messages is answered",
                  [compressed(TEXT, deflated(SMALL)) + close_frame(1000)], [(TEXT, SMALL)],
                  (1000, b""), client_closes=True))
