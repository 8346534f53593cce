"""Deadlines of a kept or half-sent request (PROTOCOL §2): these take their real time."""

import time
import unittest

from support.case import SluiceTestCase


class Idle(SluiceTestCase):
    async def test_idle_connections_end_after_15_seconds_and_half_a_body_is_408(self):
        idle, half = self.raw(), self.raw()
        for raw in (idle, half):
            raw.socket.settimeout(40)
        idle.send(f"GET /livez HTTP/1.1\r\nHost: {idle.host}\r\n\r\n".encode())
        self.assertEqual(idle.read_reply().status, 200)
        half.send(f"POST /broadcast HTTP/1.1\r\nHost: {half.host}\r\nContent-Type: text/plain\r\n"
                  "Content-Length: 10\r\n\r\nhalf".encode())
        began = time.monotonic()
        idle.expect_end()
        waited = time.monotonic() - began
        self.assertGreater(waited, 12)
        self.assertLess(waited, 25)
        self.assert_problem(half.read_reply(), 408)
        half.expect_end()


if __name__ == "__main__":
    unittest.main()
