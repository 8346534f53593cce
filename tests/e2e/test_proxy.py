"""Whose address counts when a proxy stands in front (PROTOCOL §3 `trusted_proxies`,
`proxy_protocol`): by hand, and with a real HAProxy."""

import json
import socket
import struct
import unittest

from support import http, tls
from support.balancer import Balancer
from support.case import SluiceTestCase
from support.rawsocket import RawSocket
from support.server import Server

TOKEN = "admin-secret-0123456789"
BEARER = {"authorization": f"Bearer {TOKEN}"}
CLIENT = "127.0.0.9"  # where the clients of a balancer come from
SIGNATURE = b"\r\n\r\n\0\r\nQUIT\n"


def proxy_header(source, command=0x21, more=b""):
    """What a proxy puts before the connection of a client (PROXY protocol, version 2)."""
    family = socket.AF_INET6 if ":" in source else socket.AF_INET
    address = socket.inet_pton(family, source)
    block = address * 2 + struct.pack("!HH", 40000, 8000) + more
    return SIGNATURE + struct.pack("!BBH", command, 0x21 if ":" in source else 0x11,
                                   len(block)) + block


class ProxyCase(SluiceTestCase):
    def peer_of(self, client_id, server=None):
        reply = http.get(server or self.server, f"/api/v1/clients/{client_id}", **BEARER)
        return reply.json()["peer"]

    def joined(self, path="/ws", server=None, **options):
        """The welcome of a client that is let in."""
        client = self.raw_client(path, server, **options)
        self.assertEqual(client.reply.status, 101)
        welcome = client.read_json()
        self.assertEqual(welcome["type"], "welcome")
        return welcome


class ForwardedFor(ProxyCase):
    settings = {"trusted_proxies": "127.0.0.1,10.0.0.0/8", "admin_token": TOKEN,
                "max_connections_per_ip": 1}

    def forwarded(self, said, path="/ws"):
        return self.raw_client(path, fields=[f"X-Forwarded-For: {said}"])

    async def test_the_client_is_the_last_address_that_is_no_proxys(self):
        client = self.joined(fields=["X-Forwarded-For: 198.51.100.1, 192.0.2.7",
                                     "X-Forwarded-For: 10.1.2.3"])
        self.assertEqual(self.peer_of(client["client_id"]), "192.0.2.7")
        self.server.wait_for_event("client_connected", client_id=client["client_id"],
                                   peer="192.0.2.7")

    async def test_each_address_counts_for_itself_and_an_ipv6_network_as_one(self):
        for first, other, same in (("192.0.2.20", "192.0.2.21", "192.0.2.20"),
                                   ("2001:db8:0:1::1", "2001:db8:0:2::1", "2001:db8:0:1:ffff::2")):
            self.joined(fields=[f"X-Forwarded-For: {first}"])
            self.joined(fields=[f"X-Forwarded-For: {other}"])
            refused = self.forwarded(same)
            refused.expect_disconnect(1008, "too_many_connections")
            self.server.wait_for_event("client_refused", peer=same,
                                       reason="too_many_connections")

    async def test_each_request_on_a_kept_connection_may_be_somebody_elses(self):
        raw = self.raw()
        for client in ("192.0.2.30", "192.0.2.31"):
            raw.send(f"GET /livez HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {client}\r\n\r\n".encode())
            self.assertEqual(raw.read_reply().status, 200)
        raw.send(b"POST /broadcast HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.32\r\n"
                 b"Authorization: Bearer " + TOKEN.encode() + b"\r\n"
                 b"Content-Type: text/plain\r\nContent-Length: 999999999\r\n\r\n")
        self.assert_problem(raw.read_reply(), 413)
        self.server.wait_for_event("request_refused", peer="192.0.2.32")

    async def test_what_is_no_address_leaves_it_with_the_proxy(self):
        client = self.joined(fields=["X-Forwarded-For: unknown"])
        self.assertEqual(self.peer_of(client["client_id"]), "127.0.0.1")


class ForwardedByAnybody(ProxyCase):
    settings = {"trusted_proxies": "192.0.2.1", "admin_token": TOKEN}

    async def test_from_anybody_else_the_field_says_nothing(self):
        client = self.joined(fields=["X-Forwarded-For: 192.0.2.7"])
        self.assertEqual(self.peer_of(client["client_id"]), "127.0.0.1")


class ForwardedToTheApi(ProxyCase):
    settings = {"trusted_proxies": "127.0.0.1"}

    async def test_through_a_trusted_proxy_nobody_is_local(self):
        for said in ("127.0.0.1", "::1", "", "unknown", "192.0.2.7"):
            with self.subTest(said):
                reply = await self.post("/broadcast", {"data": 1}, x_forwarded_for=said)
                self.assert_problem(reply, 403)
        # Nor when the proxy does not say for whom it speaks.
        self.assert_problem(await self.post("/broadcast", {"data": 1}), 403)


class ProxyProtocol(ProxyCase):
    settings = {"trusted_proxies": "127.0.0.1", "proxy_protocol": True, "admin_token": TOKEN,
                "head_timeout": "1s"}

    def ask(self, request, before):
        raw = self.enterContext(RawSocket(self.server, before=before))
        raw.send(request)
        return raw.read_reply()

    def peer_of(self, client_id, server=None):
        request = (f"GET /api/v1/clients/{client_id} HTTP/1.1\r\nHost: localhost\r\n"
                   f"Authorization: Bearer {TOKEN}\r\n\r\n").encode()
        reply = self.ask(request, proxy_header("192.0.2.99"))
        return json.loads(reply.body)["peer"]

    async def test_the_client_is_whom_the_header_names(self):
        tlv = b"\x04\x00\x03zzz"
        for source, shown in (("192.0.2.7", "192.0.2.7"), ("2001:db8::7", "2001:db8::7"),
                              ("::ffff:192.0.2.8", "192.0.2.8")):
            client = self.joined(before=proxy_header(source, more=tlv))
            self.assertEqual(self.peer_of(client["client_id"]), shown)

    async def test_the_proxys_own_connection_is_the_proxys(self):
        client = self.joined(before=proxy_header("192.0.2.7", command=0x20))
        self.assertEqual(self.peer_of(client["client_id"]), "127.0.0.1")

    async def test_a_header_may_come_octet_by_octet_and_with_the_request(self):
        raw = self.enterContext(RawSocket(self.server))
        for octet in proxy_header("192.0.2.7") + b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n":
            raw.send(bytes([octet]))
        self.assertEqual(raw.read_reply().status, 200)

    async def test_without_a_right_header_the_connection_ends_and_the_log_says_why(self):
        for octets, why in (
                (b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n", "does not begin with one"),
                (b"PROXY TCP4 192.0.2.7 127.0.0.1 40000 8000\r\n", "of version 1"),
                (SIGNATURE + b"\x21\x11\xff\xff", "too long"),
                (SIGNATURE + b"\x21\x11\x00\x04abcd", "cut short")):
            with self.subTest(why):
                raw = self.enterContext(RawSocket(self.server, before=octets))
                with self.assertRaises((ConnectionResetError, AssertionError)):
                    raw.read_reply()
                self.server.wait_for_message(f"The PROXY header .* {why}")
        half = self.enterContext(RawSocket(self.server, before=proxy_header("192.0.2.7")[:20]))
        half.expect_end()
        self.server.wait_for_message("The PROXY header .* did not come in time")
        self.assertGreaterEqual(self.samples()[
            'sluice_connections_rejected_total{reason="proxy_header"}'], 5)

    def samples(self):
        reply = self.ask(b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n", proxy_header("192.0.2.7"))
        lines = [line.rsplit(" ", 1) for line in reply.body.decode().splitlines()
                 if not line.startswith("#")]
        return {name: float(value) for name, value in lines}


class ProxyProtocolFromAnybody(ProxyCase):
    settings = {"trusted_proxies": "192.0.2.1", "proxy_protocol": True, "admin_token": TOKEN}

    async def test_nobody_else_need_send_a_header_nor_may(self):
        client = self.joined()
        self.assertEqual(self.peer_of(client["client_id"]), "127.0.0.1")
        raw = self.enterContext(RawSocket(self.server, before=proxy_header("192.0.2.7")))
        self.assert_problem(raw.read_reply(), 400)


class BehindHaproxy(ProxyCase):
    """The balancer's clients come from an address of their own, which is trusted by nobody."""

    def start(self, sending="", mode="tcp", options="", **settings):
        server = self.enterContext(Server(trusted_proxies="127.0.0.1", admin_token=TOKEN,
                                          **settings))
        balancer = self.enterContext(Balancer([server.port], mode=mode, sending=sending,
                                              options=options, tls=server.tls))
        return server, balancer

    def joined_as(self, server, balancer, **options):
        client = self.joined(server=balancer, source=CLIENT, **options)
        server.wait_for_event("client_connected", client_id=client["client_id"], peer=CLIENT)
        return client

    async def test_forwardfor_names_the_client_whatever_he_says_himself(self):
        server, balancer = self.start(mode="http", options="option forwardfor", tls_certificate="",
                                      tls_key="")
        client = self.joined_as(server, balancer)
        self.assertEqual(self.peer_of(client["client_id"], server), CLIENT)
        self.joined_as(server, balancer, fields=["X-Forwarded-For: 198.51.100.1"])

    async def test_the_proxy_protocol_names_the_client(self):
        server, balancer = self.start("send-proxy-v2", proxy_protocol=True, tls_certificate="",
                                      tls_key="")
        self.joined_as(server, balancer)

    async def test_the_proxy_header_comes_before_tls(self):
        server, balancer = self.start("send-proxy-v2 check-ssl verify none", proxy_protocol=True,
                                      **tls.pair().settings())
        self.joined_as(server, balancer)


if __name__ == "__main__":
    unittest.main()
