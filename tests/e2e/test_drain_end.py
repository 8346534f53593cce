"""How a drain ends: by itself, at its deadline, or by force (DRAIN, rules 1, 2 and 7)."""

import signal
import time
import unittest

from support.drain import DrainCase
from support.rawsocket import close_frame

FORCED = (r"Shutdown timeout \((2 seconds|2s)\) reached\. "
          r"Forcing shutdown with 1 active connections?\.")


class Ends(DrainCase):
    async def test_without_clients_a_signal_ends_it_at_once_with_0(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number.name):
                self.start()
                self.server.signal(number)
                self.assertEqual(await self.exit_code(deadline=3), 0)
                messages = self.server.messages()
                self.assertIn("Server shutdown complete", messages[-1])
                for words in ("Shutdown signal received", "Graceful shutdown initiated"):
                    self.assertTrue([text for text in messages if text.startswith(words)], words)

    async def test_sigint_drains_like_sigterm(self):
        anna = await self.join()
        self.server.signal(signal.SIGINT)
        await self.notice(anna)
        await anna.close()
        self.assertEqual(await self.exit_code(deadline=3), 0)

    async def test_a_refused_client_that_lingers_does_not_delay_the_exit(self):
        anna = await self.join()
        self.server.signal()
        await self.notice(anna)
        stubborn = self.raw_client()  # refused; neither answers the Close nor goes away
        stubborn.expect_disconnect(1001, "server_shutdown")
        await anna.close()
        began = time.monotonic()
        self.assertEqual(await self.exit_code(), 0)
        self.assertLess(time.monotonic() - began, 2)

    async def test_a_client_that_was_closed_and_lingers_does_not_delay_the_exit(self):
        lingerer = self.raw_client()
        lingerer.read_json()
        lingerer.send(close_frame(1000))
        lingerer.expect_close(1000)
        lingerer.expect_end()
        self.server.signal()
        began = time.monotonic()
        self.assertEqual(await self.exit_code(), 0)
        self.assertLess(time.monotonic() - began, 1.5)

    async def test_a_half_open_handshake_does_not_delay_the_exit(self):
        raw = self.raw()
        raw.send(b"GET /ws HTTP/1.1\r\nHost: x\r\n")
        await self.get("/livez")
        self.server.signal()
        self.assertEqual(await self.exit_code(deadline=3), 0)

    async def test_signals_that_come_too_late_do_not_change_the_exit_code(self):
        for _ in range(10):
            self.start()
            self.server.signal()
            self.server.wait_for_message("Server shutdown complete")
            while self.server.process.poll() is None:
                self.server.signal()
            self.assertEqual(await self.exit_code(), 0)

    async def test_nothing_listens_any_more_after_the_end(self):
        self.server.signal()
        await self.exit_code()
        with self.assertRaises(ConnectionRefusedError):
            self.raw()


class Hangup(DrainCase):
    settings = {"shutdown_timeout": "10m"}

    async def test_sighup_neither_drains_nor_counts_as_a_signal(self):
        anna, boris = await self.join(), await self.join()
        for _ in range(3):
            self.server.signal(signal.SIGHUP)
            await self.nothing_before(anna, boris)
        await self.join("/ws/newcomer")
        self.assertEqual((await self.get("/readyz")).status, 200)
        self.server.signal(signal.SIGTERM)
        told = await self.notice(anna)
        self.assertGreater(told["remaining_ms"], 9 * 60 * 1000)
        await self.in_thread(self.server.wait_for_message, "Shutdown signal received")
        messages = self.server.messages()
        self.assertEqual(
            len([text for text in messages if text.startswith("Shutdown signal received")]), 1)


class Deadline(DrainCase):
    settings = {"shutdown_timeout": "2s", "drain_ramp": 0}

    async def test_at_the_deadline_those_left_are_closed_with_1001_and_it_exits_with_0(self):
        anna = await self.join()
        self.server.signal()
        told = await self.notice(anna)
        self.assertLessEqual(told["remaining_ms"], 2000)
        await anna.expect_disconnect(1001, "server_shutdown", ignoring=("presence", "drain"),
                                     reconnect=True)
        self.assertEqual(await self.exit_code(deadline=4), 0)

    async def test_a_client_that_answers_nothing_cannot_hold_the_exit(self):
        raw = self.raw_client()
        raw.read_json()
        self.server.signal()
        self.assertEqual(await self.exit_code(deadline=9), 0)
        self.server.wait_for_message(FORCED)

    async def test_the_log_names_the_timeout_and_how_many_were_left(self):
        anna = await self.join()
        self.server.signal()
        await self.notice(anna)
        self.assertEqual(await self.exit_code(deadline=9), 0)
        self.server.wait_for_message(FORCED)
        self.assertIn("Server shutdown complete", self.server.messages()[-1])


class Ladder(DrainCase):
    async def hurried(self, client):
        self.server.signal()
        await self.notice(client)
        self.server.signal()
        told = await self.notice(client)
        self.assertLessEqual(told["remaining_ms"], 10000)
        return told

    async def test_the_second_signal_hurries_to_a_deadline_in_ten_seconds(self):
        anna = await self.join()
        await self.hurried(anna)
        await anna.close()
        self.assertEqual(await self.exit_code(deadline=3), 0)

    async def test_the_third_signal_forces_at_once_and_it_exits_with_3(self):
        anna, boris = await self.join(), await self.join()
        await self.hurried(anna)
        self.server.signal()
        began = time.monotonic()
        self.assertEqual(await self.exit_code(deadline=5), 3)
        self.assertLess(time.monotonic() - began, 2)
        await self.gone(boris)

    async def gone(self, client):
        """The connection has ended; a Close frame, if one came, said 1001."""
        await client.socket.wait_closed()
        self.assertIn(client.socket.close_code, (1001, 1006))

    async def test_signals_to_force_may_be_one(self):
        self.start(signals_to_force=1)
        await self.join()
        self.server.signal()
        self.assertEqual(await self.exit_code(deadline=3), 3)

    async def test_without_clients_left_a_forced_end_is_not_needed(self):
        anna = await self.join()
        await self.hurried(anna)
        await anna.close()
        self.assertEqual(await self.exit_code(deadline=3), 0)
        self.assertFalse([text for text in self.server.messages()
                          if text.startswith("Shutdown timeout")])


class StuckReader(DrainCase):
    settings = {"messages_per_minute": 0, "queue_bytes": 20000000, "shutdown_timeout": "2s"}

    async def test_a_reader_that_stopped_with_megabytes_queued_holds_nobody(self):
        stuck = self.raw_client("/ws/stuck", receive_buffer=4096)
        stuck.read_json()
        anna = await self.join()
        for number in range(100):
            await anna.command("message", data="x" * 60000)
            await anna.expect("ack")
        self.server.signal()
        await self.notice(anna)
        await anna.expect_disconnect(1001, "server_shutdown", ignoring=("presence", "drain"))
        self.assertEqual(await self.exit_code(deadline=9), 0)


if __name__ == "__main__":
    unittest.main()
