"""`--ca-file` and `--pin`: by what the commands know a server, and what one with another key learns."""

import base64
import hashlib
import os
import socket
import ssl
import subprocess
import tempfile
import threading
import unittest

from support import tls
from support.server import BINARY, Server, clean_environment, run

TOKEN = "sesame-of-an-operator"
OTHER_PIN = "sha256//" + "A" * 43 + "="


def pin_of(pair):
    """As docs/operating.md has it made, with openssl(1)."""
    key = subprocess.run(["openssl", "x509", "-in", pair.certificate, "-pubkey", "-noout"],
                         check=True, capture_output=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=key, check=True,
                         capture_output=True).stdout
    return "sha256//" + base64.b64encode(hashlib.sha256(der).digest()).decode()


class Impostor:
    """Has a certificate that is trusted, but its own key; keeps whatever it is told."""

    def __init__(self, pair):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(pair.certificate, pair.key)
        self.context.set_alpn_protocols(["http/1.1"])
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.gone, self.heard = 0, b""
        self.served = threading.Condition()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            plain.settimeout(10)
            try:  # who is cut off need not even finish the handshake
                with self.context.wrap_socket(plain, server_side=True) as secure:
                    while octets := secure.recv(4096):
                        self._note(octets)
            except OSError:
                pass
            self._note(gone=1)

    def _note(self, octets=b"", gone=0):
        with self.served:
            self.heard += octets
            self.gone += gone
            self.served.notify_all()

    def wait(self):
        """What it has heard, once the first client has gone."""
        with self.served:
            assert self.served.wait_for(lambda: self.gone > 0, 10), "nobody came"
            return self.heard

    def hears(self, octets):
        with self.served:
            return self.served.wait_for(lambda: octets in self.heard, 10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()


class PinCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pair = tls.pair()
        cls.pin = pin_of(cls.pair)
        cls.server = cls.enterClassContext(Server(admin_token=TOKEN, **cls.pair.settings()))

    def commands(self, port):
        """Each command that speaks to a server, over HTTP or a WebSocket, with a token if it can."""
        url, token = f"https://127.0.0.1:{port}", ("--token", TOKEN)
        yield "healthcheck", ("healthcheck", "--url", url)
        yield "clients", ("clients", "--url", url, *token)
        yield "publish", ("publish", "--url", url, *token, "hello")
        yield "drain --status", ("drain", "--status", url, *token)
        yield "drain --wait", ("drain", "--wait", url, *token)
        yield "listen", ("listen", f"wss://127.0.0.1:{port}/ws", *token, "--count", "1")


class WrongKey(PinCase):
    def test_a_server_with_another_key_is_told_nothing(self):
        for name, command in self.commands(0):
            with self.subTest(name), Impostor(self.pair) as impostor:
                command = [word.replace("127.0.0.1:0", f"127.0.0.1:{impostor.port}")
                           for word in command]
                done = run(*command, "--ca-file", self.pair.certificate, "--pin", OTHER_PIN)
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertEqual(done.stderr, self.sentence(name))
                self.assertEqual(impostor.wait(), b"")

    def sentence(self, name):
        """All that a command says on standard error."""
        lead = "No connection: the" if name in ("drain --wait", "listen") else "The"
        return (f"sluice {name.split()[0]}: {lead} server's key is not the pinned one "
                f"(it is {self.pin}).\n")

    def test_the_impostor_would_hear_it_without_a_pin(self):
        for name, command in self.commands(0):
            with self.subTest(name), Impostor(self.pair) as impostor:
                command = [word.replace("127.0.0.1:0", f"127.0.0.1:{impostor.port}")
                           for word in command]
                client = subprocess.Popen(
                    [BINARY, *command, "--ca-file", self.pair.certificate, "--pin", self.pin],
                    env=clean_environment(), stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                self.addCleanup(client.wait)
                self.addCleanup(client.kill)
                said = b"GET /readyz" if name == "healthcheck" else TOKEN.encode()
                self.assertTrue(impostor.hears(said), impostor.heard)
                client.kill()


class RightKey(PinCase):
    def test_the_commands_work_with_the_certificate_and_its_pin(self):
        for pin in (self.pin, f"{OTHER_PIN};{self.pin}"):
            for name, command in self.commands(self.server.port):
                if name in ("listen", "drain --wait"):
                    continue
                with self.subTest(name, pin=pin):
                    done = run(*command, "--ca-file", self.pair.certificate, "--pin", pin)
                    self.assertEqual(done.returncode, 0, done.stderr)

    def test_listen_hears_over_tls(self):
        listener = subprocess.Popen(
            [BINARY, "listen", self.server.url("/ws/listener"), "--json", "--count", "1",
             "--ca-file", self.pair.certificate, "--pin", self.pin], env=clean_environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        self.addCleanup(listener.stdout.close)
        self.addCleanup(listener.wait)
        self.addCleanup(listener.kill)
        self.server.wait_for_event("client_connected", client_id="listener")
        said = run("publish", "--url", f"https://127.0.0.1:{self.server.port}", "--token", TOKEN,
                   "--ca-file", self.pair.certificate, "hello")
        self.assertEqual(said.returncode, 0, said.stderr)
        self.assertEqual(listener.wait(10), 0)
        self.assertIn('"hello"', listener.stdout.read())

    def test_drain_waits_over_tls(self):
        with Server(admin_token=TOKEN, **self.pair.settings()) as server:
            done = run("drain", "--wait", f"https://127.0.0.1:{server.port}", "--token", TOKEN,
                       "--ca-file", self.pair.certificate, "--pin", self.pin)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(server.wait_for_exit(), 0)

    def test_a_pin_makes_no_certificate_good(self):
        for name, command in self.commands(self.server.port):
            with self.subTest(name):
                done = run(*command, "--pin", self.pin)
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn("certificate", done.stderr)


class Mistakes(PinCase):
    def refused(self, *arguments):
        for name, command in self.commands(self.server.port):
            with self.subTest(name):
                done = run(*command, *arguments)
                self.assertEqual(done.returncode, 2, done.stderr)
                yield done.stderr

    def test_a_pin_that_is_none(self):
        for said in self.refused("--pin", "sha256//AAAA"):
            self.assertIn("--pin must look like sha256//BASE64", said)

    def test_a_file_that_holds_no_certificate(self):
        with tempfile.NamedTemporaryFile() as empty:
            for said in self.refused("--ca-file", empty.name):
                self.assertIn("holds no certificate that can be read", said)
        for said in self.refused("--ca-file", os.path.join(self.pair.folder, "nowhere.pem")):
            self.assertIn("--ca-file must name a readable file", said)

    def test_a_pin_without_tls(self):
        done = run("healthcheck", "--url", "http://127.0.0.1:1", "--pin", OTHER_PIN)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("--pin is for https:// and wss:// alone", done.stderr)


if __name__ == "__main__":
    unittest.main()
