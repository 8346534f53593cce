"""The opening handshake, client ids and the first frame (PROTOCOL §1, §1.1)."""

import json
import re
import socket
import unittest

from support.case import SluiceTestCase
from support.rawsocket import ACCEPT, TEXT, frame

ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class Welcome(SluiceTestCase):
    async def test_the_welcome_is_the_first_frame_and_has_every_field(self):
        client = await self.join()
        welcome = client.welcome
        for name in ("client_id", "session", "node", "version", "epoch", "message"):
            self.assertIsInstance(welcome[name], str, name)
            self.assertNotEqual(welcome[name], "", name)
        for name in ("clients", "offset", "replayed", "ping_interval_ms"):
            self.assertIs(type(welcome[name]), int, name)
        self.assertIs(welcome["recovered"], False)
        self.assertEqual(welcome["replayed"], 0)
        self.assertEqual(welcome["protocol"], 1)
        self.assertEqual(welcome["ping_interval_ms"], 25000)
        self.assertEqual(welcome["limits"]["max_message_bytes"], 65536)
        self.assertEqual(welcome["limits"]["messages_per_minute"], 60)

    async def test_the_welcome_is_one_compact_json_object(self):
        client = await self.connect()
        text = await client.next_text()
        compact = json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False)
        self.assertEqual(text, compact)

    async def test_the_welcome_counts_oneself_and_the_others(self):
        first = await self.join()
        second = await self.join()
        self.assertEqual(second.welcome["clients"], first.welcome["clients"] + 1)

    async def test_the_welcome_names_the_node_and_version_that_health_names(self):
        client = await self.join()
        health = (await self.get("/health")).json()
        self.assertEqual(client.welcome["node"], health["node"])
        self.assertEqual(client.welcome["version"], health["version"])

    async def test_the_node_is_by_default_the_host_s_name_and_the_port(self):
        node = (await self.join()).welcome["node"]
        self.assertIn(socket.gethostname(), node)
        self.assertIn(str(self.server.port), node)

    async def test_a_client_without_an_id_is_given_one(self):
        first, second = await self.join(), await self.join()
        for client in (first, second):
            self.assertTrue(client.id.startswith("c-"), client.id)
            self.assertTrue(ID.fullmatch(client.id), client.id)
        self.assertNotEqual(first.id, second.id)

    async def test_a_client_may_choose_its_id(self):
        for chosen in ("anna", "A.b-c_9", "x" * 64):
            with self.subTest(chosen):
                self.assertEqual((await self.join(f"/ws/{chosen}")).id, chosen)

    async def test_an_invalid_id_is_told_why_and_closed_with_1003(self):
        for path in ("two%20words", "x" * 65, "%D0%B0", "semi;colon", "a@b"):
            with self.subTest(path):
                client = await self.connect(f"/ws/{path}")
                await client.expect_disconnect(1003, "invalid_client_id", ignoring=())

    async def test_an_id_in_use_is_told_why_and_closed_with_1008(self):
        first = await self.join("/ws/only-one")
        second = await self.connect("/ws/only-one")
        await second.expect_disconnect(1008, "client_id_in_use", ignoring=())
        await self.nothing_before(await self.join(), first)

    async def test_an_id_is_free_again_once_its_client_has_left(self):
        first = await self.join("/ws/again")
        await first.close()
        self.server.wait_for_event("client_disconnected", client_id="again")
        self.assertEqual((await self.join("/ws/again")).id, "again")

    async def test_unknown_query_parameters_are_ignored(self):
        self.assertEqual((await self.join("/ws/curious?colour=red&empty")).id, "curious")


class Handshake(SluiceTestCase):
    settings = {"echo": True}

    async def test_the_accept_key_is_the_one_of_rfc_6455(self):
        reply = self.raw_client().reply
        self.assertEqual(reply.status, 101)
        self.assertEqual(reply.fields["sec-websocket-accept"], ACCEPT)
        self.assertEqual(reply.fields["upgrade"].lower(), "websocket")
        self.assertEqual(reply.fields["connection"].lower(), "upgrade")

    async def test_the_subprotocol_is_echoed_when_asked_for(self):
        client = await self.join(subprotocols=["something.else", "sluice.v1"])
        self.assertEqual(client.socket.subprotocol, "sluice.v1")

    async def test_no_subprotocol_is_required(self):
        self.assertIsNone((await self.join()).socket.subprotocol)
        self.assertIsNone((await self.join(subprotocols=["chat"])).socket.subprotocol)

    async def test_a_frame_in_the_same_segment_as_the_request_is_not_lost(self):
        early = frame(TEXT, '{"type":"ping","ref":"early"}')
        raw = self.raw_client(early=early)
        self.assertEqual(raw.read_json()["type"], "welcome")
        pong = raw.read_json()
        self.assertEqual((pong["type"], pong["ref"]), ("pong", "early"))

    async def test_a_handshake_may_come_octet_by_octet(self):
        raw = self.raw()
        lines = ["GET /ws/slowly HTTP/1.1", f"Host: {raw.host}", "CONNECTION: keep-alive, Upgrade",
                 "upgrade: WebSocket", "Sec-WebSocket-Version: 13",
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", ""]
        for octet in "\r\n".join(lines).encode():
            raw.send(bytes([octet]))
        self.assertEqual(raw.read_reply().status, 101)

    async def test_any_other_path_asked_to_upgrade_is_404(self):
        for path in ("/", "/health", "/nothing", "/wsx", "/ws2/anna", "/Echo"):
            with self.subTest(path):
                raw = self.raw_client(path)
                self.assert_problem(raw.reply, 404)

    async def test_a_plain_get_is_told_to_upgrade(self):
        for path in ("/ws", "/ws/anna", "/echo"):
            with self.subTest(path):
                reply = await self.get(path)
                self.assert_problem(reply, 426)
                self.assertEqual(reply.field("Upgrade").lower(), "websocket")

    async def test_a_handshake_without_a_proper_key_is_400(self):
        for key in ((), ("Sec-WebSocket-Key: short",), ("Sec-WebSocket-Key: " + "=" * 24,)):
            with self.subTest(key):
                raw = self.raw()
                raw.send("\r\n".join(
                    ["GET /ws HTTP/1.1", f"Host: {raw.host}", "Connection: Upgrade",
                     "Upgrade: websocket", "Sec-WebSocket-Version: 13", *key, "", ""]).encode())
                self.assert_problem(raw.read_reply(), 400)

    async def test_another_version_is_told_ours(self):
        raw = self.raw()
        raw.send(f"GET /ws HTTP/1.1\r\nHost: {raw.host}\r\nConnection: Upgrade\r\n"
                 "Upgrade: websocket\r\nSec-WebSocket-Version: 8\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode())
        reply = raw.read_reply()
        self.assertIn(reply.status, (400, 426))
        self.assertEqual(reply.fields["sec-websocket-version"], "13")

    async def test_a_post_cannot_upgrade(self):
        raw = self.raw()
        raw.send(f"POST /ws HTTP/1.1\r\nHost: {raw.host}\r\nConnection: Upgrade\r\n"
                 "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode())
        reply = raw.read_reply()
        self.assertIn(reply.status, (400, 405))


class WithoutEcho(SluiceTestCase):
    async def test_echo_does_not_exist_unless_asked_for(self):
        self.assertEqual(self.raw_client("/echo").reply.status, 404)
        self.assertEqual((await self.get("/echo")).status, 404)


if __name__ == "__main__":
    unittest.main()
