"""TLS on the port: settings `tls_certificate` and `tls_key`, and who is turned away there.

What holds for every connection is tested by the other suites over TLS (SLUICE_E2E_TLS).
"""

import asyncio
import contextlib
import glob
import http.client
import json
import re
import socket
import ssl
import subprocess
import time
import unittest

from support import http as calls
from support import tls
from support.case import SluiceTestCase
from support.drain import DrainCase
from support.server import Server, run


class TlsCase(SluiceTestCase):
    settings = tls.pair().settings()

    def plain(self):
        """A socket that has not been wrapped in anything."""
        return self.enterContext(socket.create_connection(("127.0.0.1", self.server.port), 10))

    def s_client(self, *options):
        """What openssl(1) reports of a handshake."""
        done = subprocess.run(
            ["openssl", "s_client", "-connect", f"127.0.0.1:{self.server.port}", "-CAfile",
             tls.pair().certificate, *options], input="", capture_output=True, text=True,
            timeout=10, check=False)
        return done.stdout + done.stderr


class Handshakes(TlsCase):
    def test_the_log_says_how_it_is_reached(self):
        told = self.server.wait_for_event("listening")["message"]
        place = f"127.0.0.1:{self.server.port}"
        self.assertEqual(told, f"Sluice listens on https://{place} (clients: wss://{place}/ws)")

    def test_tls_1_3_and_1_2_are_spoken_and_nothing_older(self):
        for option, name in (("-tls1_3", "TLSv1.3"), ("-tls1_2", "TLSv1.2")):
            with self.subTest(name):
                said = self.s_client(option)
                self.assertRegex(said, rf"New, {name}, Cipher is \w+")
                self.assertIn("Verify return code: 0 (ok)", said)
        with self.subTest("TLSv1.1"):
            said = self.s_client("-tls1_1", "-cipher", "ALL:@SECLEVEL=0")
            self.assertIn("Cipher is (NONE)", said)

    def test_http_1_1_is_agreed_on_and_http_2_is_not(self):
        self.assertIn("ALPN protocol: http/1.1", self.s_client("-alpn", "h2,http/1.1"))
        self.assertIn("no application protocol", self.s_client("-alpn", "h2"))
        self.assertIn("No ALPN negotiated", self.s_client())

    def test_who_comes_back_need_not_be_asked_everything_again(self):
        for version in ("-tls1_2", "-tls1_3"):
            with self.subTest(version):
                folder = tls.pair().folder
                session = f"{folder}/session{version}"
                asking = ["openssl", "s_client", version, "-connect",
                          f"127.0.0.1:{self.server.port}", "-CAfile", tls.pair().certificate]
                request = "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                for option, word in (("-sess_out", "New, "), ("-sess_in", "Reused, ")):
                    done = subprocess.run([*asking, "-ign_eof", option, session], input=request,
                                          capture_output=True, text=True, timeout=10, check=False)
                    self.assertIn(word, done.stdout)
                    self.assertIn("200 OK", done.stdout)

    def test_plain_http_is_told_so_in_the_clear(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        self.addCleanup(connection.close)
        connection.request("GET", "/health")
        reply = connection.getresponse()
        self.assertEqual(reply.status, 400)
        self.assertEqual(json.loads(reply.read())["detail"],
                         "This port speaks TLS: use https:// or wss://.")

    def test_failures_are_counted_and_logged_below_info(self):
        name = 'sluice_connections_rejected_total{reason="tls_handshake"}'
        before = calls.metrics(self.server)[name]
        distrustful = ssl.create_default_context()  # knows nothing of our certificate
        with self.assertRaises(ssl.SSLError):
            distrustful.wrap_socket(self.plain(), server_hostname="127.0.0.1")
        noise = self.plain()
        noise.sendall(b"\0" * 100)
        with contextlib.suppress(ConnectionResetError):  # whether it comes depends on what is unread
            self.assertEqual(noise.recv(100), b"")
        self.plain().close()  # a probe is no failure
        # The server may read of the client's distrust later than of what came after it.
        self.server.wait_for(
            lambda: calls.metrics(self.server)[name] - before == 2 or None, "two failures")
        self.assertFalse([text for text in self.server.messages() if "handshake" in text])


class Expiry(TlsCase):
    def ends(self):
        """What openssl(1) says of the certificate."""
        said = subprocess.run(["openssl", "x509", "-noout", "-enddate", "-in",
                               tls.pair().certificate], capture_output=True, text=True, check=True)
        return ssl.cert_time_to_seconds(said.stdout.strip().removeprefix("notAfter="))

    def test_the_certificates_end_is_known_to_metrics_status_and_log(self):
        ends = self.ends()
        name = "sluice_tls_certificate_expiry_timestamp_seconds"
        self.assertEqual(calls.metrics(self.server)[name], ends)
        date = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(ends))
        status = calls.get(self.server, "/status").json()
        self.assertEqual(status["tls"], {"certificate_expires": date})
        line = self.server.wait_for_event("tls_certificate_ends")  # the test's lasts two days
        self.assertEqual(line["level"], "warning")
        self.assertRegex(line["message"],
                         rf"^The TLS certificate ends in 4\d hours, on {re.escape(date)}\.$")

    def test_without_tls_there_is_none(self):
        with Server(tls_certificate="", tls_key="") as server:
            name = "sluice_tls_certificate_expiry_timestamp_seconds"
            self.assertEqual(calls.metrics(server)[name], 0)
            self.assertIsNone(calls.get(server, "/status").json()["tls"])


class Lobbies(TlsCase):
    settings = TlsCase.settings | {"io_threads": 2}

    def niceness(self):
        """Of each thread, by its name (proc(5))."""
        found = {}
        for stat in glob.glob(f"/proc/{self.server.process.pid}/task/*/stat"):
            with open(stat, encoding="ascii") as line:
                name, _, fields = line.read().partition("(")[2].rpartition(")")
            found[name] = int(fields.split()[16])
        return found

    def test_handshakes_stand_back_behind_the_clients(self):
        nice = self.niceness()
        for loop in range(2):
            self.assertEqual(nice[f"lobby-{loop}"], nice[f"io-{loop}"] + 5)
        self.assertEqual(nice["control"], nice["io-0"])


class Traffic(TlsCase):
    settings = TlsCase.settings | {"messages_per_minute": 0}

    async def test_requests_share_a_connection(self):
        connection = calls.connect(self.server)
        self.addCleanup(connection.close)
        for _ in range(5):
            connection.request("GET", "/health")
            reply = connection.getresponse()
            self.assertEqual((reply.status, json.loads(reply.read())["status"]), (200, "ok"))
            self.assertIsNotNone(connection.sock, "the server closed it")

    async def test_messages_of_64_kib_travel_both_ways_in_order(self):
        anna, boris = await self.join(), await self.join()
        for number in range(30):
            data = f"{number}:" + "x" * 65000
            await anna.command("message", data=data)
            await anna.expect("ack")
            await boris.expect("message", data=data)

    async def test_clients_of_both_versions_hear_each_other(self):
        old = tls.pair().context()
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        anna, boris = await self.join(ssl=old), await self.join()
        self.assertEqual(anna.socket.transport.get_extra_info("ssl_object").version(), "TLSv1.2")
        for speaker, listener in ((anna, boris), (boris, anna)):
            await speaker.command("message", data="hello")
            await speaker.expect("ack")
            await listener.expect("message", data="hello")


class Drains(DrainCase):
    settings = TlsCase.settings

    async def test_a_half_open_handshake_does_not_delay_the_exit(self):
        half = self.enterContext(socket.create_connection(("127.0.0.1", self.server.port), 10))
        half.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc")
        await self.get("/livez")
        self.server.signal()
        self.assertEqual(await self.exit_code(deadline=3), 0)

    async def test_a_half_open_upgrade_is_refused_over_tls(self):
        anna = await self.join()
        raw = self.raw()
        raw.send(b"GET /ws HTTP/1.1\r\nHost: x\r\n")
        await self.get("/livez")
        self.server.signal()
        await self.notice(anna)
        reply = await self.in_thread(raw.read_reply)
        self.assertEqual(reply.status, 503)
        await anna.close()
        self.assertEqual(await self.exit_code(), 0)

    async def test_all_get_their_close_frame_and_the_end_in_tls(self):
        self.start(shutdown_timeout="1s", drain_ramp=0)
        clients = await asyncio.gather(*(self.join() for _ in range(50)))
        self.server.signal()
        for client in clients:
            await client.expect_disconnect(1001, "server_shutdown",
                                           ignoring=("presence", "drain"))
        self.assertEqual(await self.exit_code(), 0)


class Settings(unittest.TestCase):
    def refused(self, code, certificate, key, command=()):
        options = [f"{name}={value}" for name, value in
                   (("--tls-certificate", certificate), ("--tls-key", key)) if value]
        done = run(*command, "--port", "0", "--log-format", "text", *options)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stderr

    def test_one_without_the_other_is_refused(self):
        pair = tls.pair()
        self.assertIn("tls_key", self.refused(2, pair.certificate, None))
        self.assertIn("must come with tls_certificate", self.refused(2, None, pair.key))

    def test_what_is_wrong_with_a_file_is_said(self):
        pair, other, rsa = tls.pair(), tls.Pair(), tls.Pair(key_type=tls.RSA)
        for certificate, key, sentence in (
                ("/nowhere", pair.key, r"tls_certificate = /nowhere: cannot be read"),
                (pair.certificate, "/nowhere", r"tls_key = /nowhere: cannot be read"),
                (pair.key, pair.key, r"tls_certificate = \S+: is no certificate in PEM"),
                (pair.certificate, pair.certificate, r"tls_key = \S+: is no private key in PEM"),
                (pair.certificate, rsa.key, r"tls_key = \S+: is not the key of the certificate"),
                (rsa.certificate, pair.key, r"tls_key = \S+: is not the key of the certificate"),
                (pair.certificate, other.key, r"tls_key = \S+: is not the key of the certificate")):
            with self.subTest(sentence):
                said = self.refused(1, certificate, key)
                self.assertRegex(said, sentence)
                checked = self.refused(2, certificate, key, ("config", "check"))
                self.assertRegex(checked, f"^{sentence}")
                self.assertIn(checked.strip(), said)

    def test_a_pair_in_order_is_found_so(self):
        for pair in (tls.pair(), tls.Pair(key_type=tls.RSA)):
            self.assertEqual(self.refused(0, pair.certificate, pair.key, ("config", "check")), "")

    def test_without_them_the_port_stays_plain(self):
        with Server(tls_certificate="", tls_key="") as server:
            self.assertIn("http://", server.wait_for_event("listening")["message"])


if __name__ == "__main__":
    unittest.main()
