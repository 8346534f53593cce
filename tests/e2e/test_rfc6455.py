"""RFC 6455 §5 to §7, octet by octet, on /echo."""

import unittest

from support.case import SluiceTestCase
from support.rawsocket import (BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, close_frame, frame)


class Rfc6455(SluiceTestCase):
    settings = {"echo": True}

    def echo(self):
        return self.raw_client("/echo")

    def violates(self, *octets, code=1002, reason="protocol_error"):
        raw = self.echo()
        raw.send(b"".join(octets))
        raw.expect_close(code, reason)
        raw.send(close_frame(code))
        raw.expect_end()

    async def test_an_unmasked_frame_is_a_violation(self):  # §5.1
        self.violates(frame(TEXT, "hello", masked=False))
        self.violates(frame(PING, "", masked=False))

    async def test_a_reserved_bit_is_a_violation(self):  # §5.2
        for rsv in (1, 2, 4, 7):
            for opcode in (TEXT, PING):
                with self.subTest(rsv=rsv, opcode=opcode):
                    self.violates(frame(opcode, "hello", rsv=rsv))

    async def test_a_reserved_opcode_is_a_violation(self):  # §5.2
        for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
            with self.subTest(opcode):
                self.violates(frame(opcode, ""))

    async def test_a_control_frame_above_125_octets_is_a_violation(self):  # §5.5
        for opcode in (CLOSE, PING, PONG):
            with self.subTest(opcode):
                self.violates(frame(opcode, b"\x03\xe8" + b"x" * 124))

    async def test_a_ping_of_125_octets_is_answered_whole(self):  # §5.5.3
        raw = self.echo()
        payload = bytes(range(125))
        raw.send_frame(PING, payload)
        raw.expect_frame(PONG, payload)

    async def test_a_fragmented_control_frame_is_a_violation(self):  # §5.5
        for opcode in (CLOSE, PING, PONG):
            with self.subTest(opcode):
                self.violates(frame(opcode, b"", fin=False))

    async def test_a_continuation_of_nothing_is_a_violation(self):  # §5.4
        self.violates(frame(CONTINUATION, "x"))
        self.violates(frame(CONTINUATION, "x", fin=False))

    async def test_a_new_message_inside_a_fragmented_one_is_a_violation(self):  # §5.4
        for opcode in (TEXT, BINARY):
            with self.subTest(opcode):
                self.violates(frame(TEXT, "a", fin=False), frame(opcode, "b"))

    async def test_a_length_with_the_highest_bit_is_a_violation(self):  # §5.2
        head = bytes([0x82, 0xFF]) + b"\xff" * 8 + b"\0" * 4
        raw = self.echo()
        raw.send(head)
        got = raw.read_frame()
        self.assertEqual(got.opcode, CLOSE)
        self.assertIn(got.payload[:2], (b"\x03\xea", b"\x03\xf1"))  # 1002, or 1009 as too big

    async def test_a_close_with_half_a_code_is_a_violation(self):  # §5.5.1
        self.violates(frame(CLOSE, b"\x03"))

    async def test_a_close_code_nobody_may_send_is_a_violation(self):  # §7.4
        for code in (0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65535):
            with self.subTest(code):
                self.violates(close_frame(code))

    async def test_a_close_reason_that_is_no_utf8_is_refused(self):  # §5.5.1
        raw = self.echo()
        raw.send(close_frame(1000, b"\xff"))
        got = raw.read_frame()
        self.assertEqual(got.opcode, CLOSE)
        self.assertIn(got.payload[:2], (b"\x03\xea", b"\x03\xef"))  # 1002 or 1007

    async def test_text_split_inside_a_character_comes_back_whole(self):  # §5.6, §8.1
        text = "Привіт, 😀!".encode()
        for at in range(len(text) + 1):
            raw = self.echo()
            raw.send(frame(TEXT, text[:at], fin=False) + frame(CONTINUATION, text[at:]))
            raw.expect_frame(TEXT, text)
            raw.close()

    async def test_each_octet_in_a_fragment_of_its_own_comes_back_whole(self):
        text = "Привіт, 😀!".encode()
        raw = self.echo()
        for at, octet in enumerate(text):
            raw.send_frame(CONTINUATION if at else TEXT, bytes([octet]), fin=False)
        raw.send_frame(CONTINUATION, b"")
        raw.expect_frame(TEXT, text)

    async def test_each_octet_in_a_segment_of_its_own_comes_back_whole(self):
        raw = self.echo()
        for octet in frame(TEXT, "x" * 200) + frame(PING, "p"):
            raw.send(bytes([octet]))
        got = {raw.read_frame() for _ in range(2)}
        self.assertEqual(got, {(True, TEXT, b"x" * 200), (True, PONG, b"p")})

    async def test_invalid_utf8_is_refused_wherever_the_fragments_split(self):
        for octets in (b"ok\xff", b"\xc3\x28", b"\xe2\x82", b"\xed\xa0\x80", b"\xf8\x88\x80\x80",
                       b"\xf4\x90\x80\x80", b"\xc0\x80", b"\xe0\x80\xaf", b"\x80"):
            for at in range(len(octets) + 1):
                with self.subTest(octets=octets, at=at):
                    self.violates(frame(TEXT, octets[:at], fin=False),
                                  frame(CONTINUATION, octets[at:]),
                                  code=1007, reason="invalid_utf8")

    async def test_binary_may_hold_any_octets(self):
        raw = self.echo()
        raw.send_frame(BINARY, bytes(range(256)))
        raw.expect_frame(BINARY, bytes(range(256)))

    async def test_a_ping_between_fragments_is_answered_at_once(self):  # §5.4
        raw = self.echo()
        raw.send_frame(TEXT, "Hel", fin=False)
        raw.send_frame(PING, "between")
        raw.expect_frame(PONG, "between")
        raw.send_frame(CONTINUATION, "lo")
        raw.expect_frame(TEXT, "Hello")

    async def test_a_close_between_fragments_is_answered(self):
        raw = self.echo()
        raw.send_frame(TEXT, "never finished", fin=False)
        raw.send(close_frame(1000))
        raw.expect_close(1000)

    async def test_of_many_pings_the_newest_is_answered(self):  # §5.5.3
        raw = self.echo()
        raw.send(b"".join(frame(PING, str(number)) for number in range(1000)))
        answered = [-1]
        while answered[-1] != 999:
            got = raw.read_frame()
            self.assertEqual(got.opcode, PONG)
            self.assertGreater(int(got.payload), answered[-1])
            answered.append(int(got.payload))
        raw.send_frame(TEXT, "after")
        raw.expect_frame(TEXT, "after")

    async def test_lengths_need_not_be_the_shortest_to_be_understood_or_refused(self):
        raw = self.echo()  # §5.2 demands the shortest form; either answer is within the RFC
        raw.send(b"\x81\xfe\x00\x05" + b"\0\0\0\0" + b"hello")
        got = raw.read_frame()
        if got.opcode == CLOSE:
            self.assertEqual(got.payload[:2], b"\x03\xea")
        else:
            self.assertEqual((got.opcode, got.payload), (TEXT, b"hello"))

    async def test_messages_before_a_violation_are_answered(self):
        raw = self.echo()
        raw.send(frame(TEXT, "good") + frame(3, "bad"))
        raw.expect_frame(TEXT, "good")
        raw.expect_close(1002, "protocol_error")


if __name__ == "__main__":
    unittest.main()
