"""`sluice serve --gui` as a shell runs it, on a machine without a display (CONSOLE §2)."""

import asyncio
import pathlib
import signal
import tempfile
import time
import unittest

from support.case import SluiceTestCase
from support.server import Server, run

NO_DISPLAY = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
OFFSCREEN = ("serve", "--gui", "-platform", "offscreen")
SHOWN = 5  # seconds that the outcome stands


def has_window():
    return "this build has no window" not in run("--gui", "--port", "0",
                                                 environment=NO_DISPLAY).stderr


@unittest.skipUnless(has_window(), "built without the window")
class Gui(SluiceTestCase):
    @classmethod
    def setUpClass(cls):  # each test has a server of its own
        pass

    def start(self, *arguments):
        self.server = self.enterContext(Server(*(arguments or OFFSCREEN),
                                               environment=NO_DISPLAY))
        return self.server

    def test_without_a_display_it_says_so_in_one_sentence(self):
        for name, arguments, display in (
                ("no display", ("serve", "--gui"), ""),
                ("a display that is not there", ("serve", "--gui"), ":4711"),
                ("no such platform", ("--gui", "-platform", "nonsense"), "")):
            with self.subTest(name):
                outcome = run(*arguments, "--port", "0",
                              environment=NO_DISPLAY | {"DISPLAY": display})
                self.assertEqual(outcome.returncode, 1, outcome.stderr)
                self.assertRegex(outcome.stderr, r"\Asluice: --gui needs a display, .*\.\n\Z")
                self.assertEqual(outcome.stdout, "")

    def test_words_for_qt_are_no_settings_of_ours(self):
        outcome = run("serve", "-platform", "offscreen", environment=NO_DISPLAY)
        self.assertEqual(outcome.returncode, 2)
        self.assertIn("-platform", outcome.stderr)

    def test_a_port_in_use_ends_it_at_once(self):
        first = self.start()
        second = run(*OFFSCREEN, "--port", str(first.port), environment=NO_DISPLAY)
        self.assertEqual(second.returncode, 1)
        self.assertIn(str(first.port), second.stderr)

    async def test_the_window_is_one_console_of_the_server(self):
        self.start()
        self.server.wait_for_event("console_attached", role="operator")
        await self.join("/ws/anna")
        self.assertEqual((await self.get("/readyz")).status, 200)

    async def test_sigterm_drains_and_the_outcome_stands_for_five_seconds(self):
        self.start()
        anna = await self.join()
        self.server.signal()
        await anna.expect("drain")
        self.assertIsNone(self.server.process.poll())
        await anna.close()
        self.server.wait_for_message("Server shutdown complete")
        began = time.monotonic()
        self.assertEqual(await self.in_thread(self.server.wait_for_exit), 0)
        self.assertGreater(time.monotonic() - began, SHOWN - 1)
        self.assertLess(time.monotonic() - began, SHOWN + 3)

    async def test_a_signal_while_the_outcome_stands_ends_it_at_once(self):
        self.start()
        self.server.signal()
        self.server.wait_for_message("Server shutdown complete")
        began = time.monotonic()
        while self.server.process.poll() is None and time.monotonic() - began < SHOWN:
            self.server.signal(signal.SIGINT)
            await asyncio.sleep(0.1)
        self.assertEqual(await self.in_thread(self.server.wait_for_exit), 0)
        self.assertLess(time.monotonic() - began, SHOWN - 1)

    async def test_what_the_window_cannot_read_of_itself_it_writes_anew(self):
        with tempfile.TemporaryDirectory() as home:
            memory = pathlib.Path(home, "sluice", "console.ini")
            memory.parent.mkdir()
            memory.write_bytes(b"\0\xff[[window\nversion=x\nplace=\x01")
            self.server = self.enterContext(
                Server(*OFFSCREEN, environment=NO_DISPLAY | {"XDG_CONFIG_HOME": home}))
            self.server.signal()
            self.server.wait_for_message("Server shutdown complete")
            self.assertEqual(await self.in_thread(self.server.wait_for_exit), 0)
            self.assertIn("[window]", memory.read_text(errors="replace"))
            self.assertIn("version=1", memory.read_text(errors="replace"))

    async def test_forced_it_ends_with_3(self):
        self.start()
        await self.join()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM):
            self.server.signal(number)
            self.server.wait_for_message("Shutdown signal received")
        self.assertEqual(await self.in_thread(self.server.wait_for_exit), 3)


if __name__ == "__main__":
    unittest.main()
