"""`sluice console` as a shell runs it: the window onto servers elsewhere (CONSOLE §2)."""

import os
import signal
import tempfile
import unittest

from support.case import SluiceTestCase
from support.ports import free_port, hold
from support.server import Server, run

NO_DISPLAY = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
OFFSCREEN = ("console", "-platform", "offscreen")
TOKEN = "sesame-of-an-operator"


def has_window():
    return "this build has no window" not in run("console", environment=NO_DISPLAY).stderr


class Console(Server):
    """The console's process: its log is read as a server's is."""

    def __init__(self, *arguments, home, **settings):
        super().__init__(*OFFSCREEN, *arguments, listening=False,
                         environment=NO_DISPLAY | {"XDG_CONFIG_HOME": home}, **settings)

    def wait_for_state(self, state, **fields):
        return self.wait_for_event("contact", state=state, **fields)


@unittest.skipUnless(has_window(), "built without the window")
class ConsoleCommand(SluiceTestCase):
    @classmethod
    def setUpClass(cls):  # each test has servers of its own
        pass

    def setUp(self):
        super().setUp()
        self.home = self.enterContext(tempfile.TemporaryDirectory())

    def serve(self, **settings):
        return self.enterContext(Server(**settings))

    def watch(self, *arguments, **settings):
        return self.enterContext(Console(*arguments, home=self.home, **settings))

    def test_without_a_display_it_says_so_in_one_sentence(self):
        for name, arguments, display in (
                ("no display", ("console",), ""),
                ("a display that is not there", ("console",), ":4711"),
                ("no such platform", ("console", "-platform", "nonsense"), "")):
            with self.subTest(name):
                outcome = run(*arguments, environment=NO_DISPLAY | {"DISPLAY": display})
                self.assertEqual(outcome.returncode, 1, outcome.stderr)
                self.assertRegex(outcome.stderr, r"\Asluice: the console needs a display, .*\.\n\Z")
                self.assertEqual(outcome.stdout, "")

    def test_it_explains_itself_and_its_mistakes(self):
        told = run("console", "--help")
        self.assertEqual(told.returncode, 0)
        for word in ("--connect", "--token-file", "--ca", "Examples:", "Exit code"):
            self.assertIn(word, told.stdout)
        for arguments, says in ((("--connect", "ftp://x"), "ftp://x is no address of a server"),
                                (("--ca", "/nowhere"), "--ca-file must name a readable file"),
                                (("--token", "a", "--token-file", "b"), "cannot both be given"),
                                (("--nonsense",), "--nonsense")):
            with self.subTest(says):
                outcome = run(*OFFSCREEN, *arguments, environment=NO_DISPLAY)
                self.assertEqual(outcome.returncode, 2, outcome.stderr)
                self.assertIn(says, outcome.stderr)

    def test_several_servers_are_watched_and_left_as_they_are(self):
        servers = [self.serve(admin_token=TOKEN) for _ in range(2)]
        urls = [f"http://127.0.0.1:{server.port}" for server in servers]
        console = self.watch("--connect", urls[0], "--connect", urls[1], "--token", TOKEN)
        for server, url in zip(servers, urls):
            console.wait_for_state("live", url=url)
            server.wait_for_event("console_attached", role="operator")
        console.signal()
        self.assertEqual(console.wait_for_exit(), 0)
        for server in servers:
            server.wait_for_event("console_detached")
            self.assertIsNone(server.process.poll())

    def test_a_viewers_token_lets_in_to_look(self):
        server = self.serve(admin_token=TOKEN, viewer_token="only-looking-on")
        self.watch("--connect", f"http://127.0.0.1:{server.port}", "--token", "only-looking-on")
        server.wait_for_event("console_attached", role="viewer")

    def test_a_wrong_token_and_a_dead_server_have_their_own_words(self):
        server = self.serve(admin_token=TOKEN)
        nobody = free_port()
        self.addCleanup(hold("127.0.0.1", nobody).close)
        console = self.watch("--connect", f"http://127.0.0.1:{server.port}",
                             "--connect", f"http://127.0.0.1:{nobody}", "--token", "wrong")
        console.wait_for_state("wrong_token", url=f"http://127.0.0.1:{server.port}")
        told = console.wait_for_state("lost", url=f"http://127.0.0.1:{nobody}")
        self.assertIn(f"nothing listens on 127.0.0.1:{nobody}", told["message"])

    def test_a_server_that_comes_back_is_called_again(self):
        server = self.serve()
        url = f"http://127.0.0.1:{server.port}"
        console = self.watch("--connect", url)
        console.wait_for_state("live", url=url)
        server.signal()
        self.assertEqual(server.wait_for_exit(), 0)
        console.wait_for_state("stopped", url=url)
        again = self.serve(port=server.port)
        again.wait_for_event("console_attached")

    def test_kept_servers_are_opened_and_broken_settings_are_set_aside(self):
        server = self.serve()
        folder = os.path.join(self.home, "sluice")
        os.mkdir(folder)
        settings = os.path.join(folder, "servers.ini")
        with open(settings, "w", encoding="utf-8") as file:
            file.write(f"[server-1]\nname=mine\nurl=http://127.0.0.1:{server.port}\n")
        console = self.watch()
        console.wait_for_state("live", server="mine")
        console.signal()
        self.assertEqual(console.wait_for_exit(), 0)
        with open(settings, "wb") as file:
            file.write(b"[server-1\nname=\x00\xff\nurl")
        broken = self.watch()
        broken.wait_for_event("console_opened", servers=0)
        broken.signal(signal.SIGINT)
        self.assertEqual(broken.wait_for_exit(), 0)


if __name__ == "__main__":
    unittest.main()
