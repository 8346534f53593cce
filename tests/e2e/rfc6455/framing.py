"""§5.2, §5.3: lengths, masks, reserved bits and opcodes."""

from support.rawsocket import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, frame

from rfc6455.case import TOO_BIG, chopped, fails, goes_on

SIZES = (0, 1, 2, 3, 4, 5, 124, 125, 126, 127, 128, 1000, 65535, 65536)
NAMES = {CONTINUATION: "continuation", TEXT: "text", BINARY: "binary", CLOSE: "close",
         PING: "ping", PONG: "pong"}
CASES = []

for size in SIZES:
    octets = bytes(at % 251 for at in range(size))
    for mask in (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\0\xff\0\xff", b"\x12\x34\x56\x78"):
        CASES.append(goes_on(f"{size} octets of binary under the mask {mask.hex()} come back",
                             frame(BINARY, octets, mask=mask), echoes=[(BINARY, octets)]))
    CASES.append(goes_on(f"{size} octets of text come back", frame(TEXT, b"x" * size),
                         echoes=[(TEXT, b"x" * size)]))
for size in (0, 1, 124, 125):
    octets = bytes(range(size))
    CASES.append(goes_on(f"a ping of {size} octets is answered with them", frame(PING, octets),
                         echoes=[(PONG, octets)]))
    CASES.append(goes_on(f"a pong of {size} octets is passed over", frame(PONG, octets)))

for width, sizes in ((2, (0, 1, 5, 125)), (8, (0, 5, 125, 126, 127, 65535))):
    for size in sizes:
        for opcode in (TEXT, BINARY):
            CASES.append(fails(f"{size} octets of {NAMES[opcode]} with a length in {8 * width} bits "
                               "are not the shortest form",
                               frame(opcode, b"x" * size, width=width)))
for size in (65537, 1 << 31, 1 << 32, (1 << 32) + 5, (1 << 63) - 1):
    CASES.append(fails(f"a frame that announces {size} octets is too big",
                       frame(BINARY, b"", length=size), why=TOO_BIG))
for size in (1 << 63, (1 << 64) - 1):
    CASES.append(fails(f"a length of {size:#x} has the bit that must be 0",
                       frame(BINARY, b"", length=size)))
for opcode in (CLOSE, PING, PONG):
    for size in (126, 127, 65536):
        CASES.append(fails(f"a {NAMES[opcode]} of {size} octets is too long for a control frame",
                           frame(opcode, b"\x03\xe8" + b"x" * (size - 2))))
    CASES.append(fails(f"a {NAMES[opcode]} whose short length is in 16 bits is refused",
                       frame(opcode, b"\x03\xe8", width=2)))

for opcode in (TEXT, BINARY, CLOSE, PING, PONG):
    for size in (0, 5, 126):
        CASES.append(fails(f"an unmasked {NAMES[opcode]} of {size} octets is refused",
                           frame(opcode, b"\x03\xe8" + b"x" * (size - 2) if size else b"",
                                 masked=False)))
    for rsv in range(1, 8):
        CASES.append(fails(f"a {NAMES[opcode]} with the reserved bits {rsv:03b} is refused",
                           frame(opcode, b"\x03\xe8", rsv=rsv)))
for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
    for octets, fin in ((b"", True), (b"", False), (b"hello", True), (b"x" * 126, True)):
        CASES.append(fails(f"the reserved opcode {opcode:#x} with {len(octets)} octets, "
                           f"FIN {int(fin)}, is refused", frame(opcode, octets, fin=fin)))
    CASES.append(fails(f"the reserved opcode {opcode:#x} is refused at its first octet",
                       bytes([0x80 | opcode])))
    CASES.append(fails(f"a message before the reserved opcode {opcode:#x} is answered",
                       frame(TEXT, "good") + frame(opcode, "bad"), echoes=[(TEXT, b"good")]))

for size in (0, 1, 125, 126, 127, 300):
    octets = b"x" * size
    CASES.append(goes_on(f"text of {size} octets comes back, each octet of its frame in a segment "
                         "of its own", *chopped(frame(TEXT, octets)), echoes=[(TEXT, octets)]))
CASES.append(goes_on("65,536 octets come back that came in segments of 1,021",
                     *chopped(frame(BINARY, b"\xa5" * 65536), 1021),
                     echoes=[(BINARY, b"\xa5" * 65536)]))
CASES.append(goes_on("a hundred messages of one segment come back in order",
                     b"".join(frame(TEXT, str(number)) for number in range(100)),
                     echoes=[(TEXT, str(number).encode()) for number in range(100)]))
