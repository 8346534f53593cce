"""§5.6, §8.1: text is UTF-8, wherever fragments and segments are cut."""

from support.rawsocket import BINARY, CONTINUATION, TEXT, frame

from rfc6455.case import INVALID_UTF8, chopped, fails, goes_on

VALID = ["".join(map(chr, points)) for points in (
    (0x00,), (0x7F,), (0x80,), (0x7FF,), (0x800,), (0xFFF,), (0x1000,), (0xCFFF,), (0xD000,),
    (0xD7FF,), (0xE000,), (0xFEFF,), (0xFFFD,), (0xFFFE,), (0xFFFF,), (0x10000,), (0x3FFFF,),
    (0x40000,), (0xFFFFF,), (0x100000,), (0x10FFFE,), (0x10FFFF,), (0x1F680, 0x301, 0x456))]

LONE = [bytes([octet]) for octet in (*range(0x80, 0xC2), *range(0xF5, 0x100))]
TRUNCATED = [bytes.fromhex(octets) for octets in (
    "c2", "df", "e0", "e0a0", "ed9f", "ef", "efbf", "f0", "f090", "f09080", "f4", "f48f", "f48fbf")]
WRONG = [bytes.fromhex(octets) for octets in (
    "c080", "c1bf",  # overlong
    "e08080", "e09fbf", "f0808080", "f08fbfbf",
    "eda080", "edafbf", "edb080", "edbfbf", "eda080edb080",  # surrogates
    "f4908080", "f7bfbfbf",  # beyond U+10FFFF
    "f888808080", "fbbfbfbfbf", "fc8480808080", "fdbfbfbfbfbf",  # five and six octets
    "c228", "e228a1", "e28228", "f0288cbc", "f09028bc", "f0908c28",  # broken off
    "c3c3", "e282e282ac", "f09f98f09f9880", "e1a0c0",
    "fffe", "feff", "80bf")]
CASES = []


def places(octets):
    return range(len(octets) + 1)


def halves(octets, at):
    return frame(TEXT, octets[:at], fin=False) + frame(CONTINUATION, octets[at:])


def segments(octets, at):
    whole = frame(TEXT, octets)
    behind_head = len(whole) - len(octets)
    return whole[:behind_head + at], whole[behind_head + at:]


for text in VALID:
    name = " ".join(f"U+{ord(letter):04X}" for letter in text)
    octets = b"a" + text.encode() + b"z"
    echo = [(TEXT, octets)]
    CASES.append(goes_on(f"{name} comes back", frame(TEXT, octets), echoes=echo))
    for at in places(octets):
        CASES.append(goes_on(f"{name} cut into fragments before octet {at} comes back",
                             halves(octets, at), echoes=echo))
        CASES.append(goes_on(f"{name} cut into segments before octet {at} comes back",
                             *segments(octets, at), echoes=echo))
    single = [frame(TEXT if at == 0 else CONTINUATION, bytes([octet]), fin=False)
              for at, octet in enumerate(octets)]
    CASES.append(goes_on(f"{name} comes back, each octet in a fragment of its own",
                         *single, frame(CONTINUATION, b""), echoes=echo))
    CASES.append(goes_on(f"{name} comes back, octet by octet", *chopped(frame(TEXT, octets)),
                         echoes=echo))
CASES.append(goes_on("binary may hold any octets", frame(BINARY, bytes(range(256))),
                     echoes=[(BINARY, bytes(range(256)))]))

for octets in LONE:
    CASES.append(fails(f"the octet {octets.hex()} alone", frame(TEXT, octets), why=INVALID_UTF8))
for octets in WRONG:
    name = octets.hex(" ")
    CASES.append(fails(f"{name} inside text", frame(TEXT, b"a" + octets + b"z"), why=INVALID_UTF8))
    CASES.append(fails(f"{name} inside text, octet by octet",
                       *chopped(frame(TEXT, b"a" + octets + b"z")), why=INVALID_UTF8))
for octets in TRUNCATED + WRONG:
    name = octets.hex(" ")
    CASES.append(fails(f"{name} at the end of text", frame(TEXT, b"a" + octets), why=INVALID_UTF8))
    for at in places(octets):
        CASES.append(fails(f"{name} cut into fragments before octet {at}", halves(octets, at),
                           why=INVALID_UTF8))
for octets in TRUNCATED:
    name = octets.hex(" ")
    CASES.append(fails(f"{name} at the end of a message, after which it would go on",
                       frame(TEXT, octets) + frame(TEXT, b"\x80" * 3), why=INVALID_UTF8))
    CASES.append(fails(f"{name} before an empty last fragment",
                       frame(TEXT, octets, fin=False) + frame(CONTINUATION, b""),
                       why=INVALID_UTF8))
    CASES.append(goes_on(f"binary that ends in {name}, then text", frame(BINARY, octets)
                         + frame(TEXT, b"ok"), echoes=[(BINARY, octets), (TEXT, b"ok")]))
