"""Who may enter: tokens in every way they can be shown, their end, and guessing at them."""

import json
import subprocess
import tempfile
import time
import unittest

import websockets

from support import http, jwt
from support.case import SluiceTestCase
from support.server import BINARY, Server, clean_environment, run

TOKEN = "e2e-token-that-nobody-must-read"
ANNAS = "e2e-annas-token-kept-secret"
ADMIN = "e2e-admin-token-kept-secret"


def bearer(token):
    return {"extra_headers": {"Authorization": f"Bearer {token}"}}


def offering(token):
    return {"subprotocols": ["sluice.v1", f"bearer.{jwt.base64url(token.encode())}"]}


class ListedTokens(SluiceTestCase):
    settings = {"auth": "token", "auth_tokens": f"{TOKEN},anna:{ANNAS}", "admin_token": ADMIN,
                "echo": True, "log_level": "trace"}

    async def test_a_token_may_be_shown_in_three_ways(self):
        await self.join(**bearer(TOKEN))
        await self.join(f"/ws?token={TOKEN}")
        client = await self.join("/ws/by-subprotocol", **offering(TOKEN))
        self.assertEqual(client.socket.subprotocol, "sluice.v1")

    async def test_without_one_or_with_a_wrong_one_it_is_1008(self):
        for path, options in (("/ws", {}), ("/ws", bearer("x" + TOKEN)), ("/ws?session=x", {}),
                              (f"/ws?token={TOKEN}x", {}), ("/ws", offering(TOKEN[:-1]))):
            with self.subTest(path):
                client = await self.connect(path, **options)
                await client.expect_disconnect(1008, "unauthorized", ignoring=(), reconnect=False)

    async def test_the_echo_asks_for_one_too(self):
        stranger = await self.connect("/echo")
        await stranger.expect_close(1008, "unauthorized")  # and no frame of ours, here
        client = await self.connect(f"/echo?token={TOKEN}")
        await client.send("hello")
        self.assertEqual(await client.next_text(), "hello")

    async def test_a_session_is_no_token_but_goes_with_one(self):
        client = await self.join(**bearer(TOKEN))
        again = await self.connect(f"/ws?session={client.welcome['session']}")
        await again.expect_disconnect(1008, "unauthorized", ignoring=())
        back = await self.join(f"/ws?session={client.welcome['session']}", **bearer(TOKEN))
        self.assertEqual(back.id, client.id)

    async def test_a_tokens_user_is_shown_to_operators(self):
        await self.join("/ws/annas-phone", **bearer(ANNAS))
        await self.join("/ws/nobodys", **bearer(TOKEN))
        for name, user in (("annas-phone", "anna"), ("nobodys", None)):
            reply = await self.get(f"/api/v1/clients/{name}", authorization=f"Bearer {ADMIN}")
            self.assertEqual(reply.json()["user"], user)

    async def test_there_is_nothing_to_refresh(self):
        client = await self.join(**bearer(TOKEN))
        await client.command("refresh", token=TOKEN, ref="r")
        await client.expect("error", ref="r", code="not_available")

    async def test_no_secret_is_told(self):
        client = await self.join(f"/ws?token={ANNAS}&session=x", **offering(TOKEN))
        for text, answer in ((json.dumps({"type": "refresh", "token": ANNAS}), "error"),
                             (json.dumps({"type": "refresh", "token": [ANNAS]}), "error"),
                             ('{"type":"refresh","token":"' + ANNAS, "error")):
            await client.send(text)
            await client.expect(answer)
        stranger = await self.connect(f"/ws?token={TOKEN}wrong")
        await stranger.expect_disconnect(1008, "unauthorized", ignoring=())
        status = await self.get("/status", authorization=f"Bearer {ADMIN}")
        clients = await self.get("/api/v1/clients", authorization=f"Bearer {ADMIN}")
        self.server.wait_for_event("client_refused", reason="unauthorized")
        told = "\n".join(self.server.lines) + status.body.decode() + clients.body.decode()
        for secret in (TOKEN, ANNAS, ADMIN, jwt.base64url(TOKEN.encode())):
            self.assertNotIn(secret[:20], told)


class RefusedByStatus(SluiceTestCase):
    settings = {"auth": "token", "auth_tokens": TOKEN, "refuse_with": "http"}

    async def test_the_answer_is_401_with_a_challenge(self):
        for options in ({}, bearer("wrong")):
            with self.assertRaises(websockets.InvalidStatusCode) as refusal:
                await self.connect(**options)
            self.assertEqual(refusal.exception.status_code, 401)
            self.assertEqual(refusal.exception.headers["WWW-Authenticate"], 'Bearer realm="sluice"')
        await self.join(**bearer(TOKEN))


class JsonWebTokens(SluiceTestCase):
    settings = {"auth": "jwt", "jwt_secret": jwt.SECRET, "jwt_audience": "sluice",
                "jwt_issuer": "e2e", "log_level": "trace"}

    def token(self, user, lasts=60, **more):
        return jwt.token(**{"sub": user, "aud": "sluice", "iss": "e2e",
                            "exp": int(time.time()) + lasts} | more)

    async def test_the_subject_is_the_client_id(self):
        client = await self.join(**bearer(self.token("anna")))
        self.assertEqual(client.id, "anna")
        mail = await self.join(f"/ws?token={self.token('anna@example.org')}")
        self.assertRegex(mail.id, "^c-")
        back = await self.join(f"/ws/{mail.id}?session={mail.welcome['session']}",
                               **bearer(self.token("anna@example.org")))
        self.assertEqual(back.id, mail.id)

    async def test_a_token_for_somebody_else_is_refused(self):
        for user in ("boris", "anna@example.org"):
            client = await self.connect("/ws/anna", **bearer(self.token(user)))
            await client.expect_disconnect(1008, "unauthorized", ignoring=())
        mail = await self.connect("/ws/anna?session=anna.forged",
                                  **bearer(self.token("anna@example.org")))
        await mail.expect_disconnect(1008, "unauthorized", ignoring=())

    async def test_the_same_subject_always_replaces(self):
        old = await self.join(**bearer(self.token("vera")))
        new = await self.join("/ws/vera", **bearer(self.token("vera")))
        await old.expect_disconnect(1008, "replaced", reconnect=False)
        self.assertEqual(new.id, "vera")

    async def test_tokens_that_do_not_count(self):
        now = int(time.time())
        wrong = {
            "expired": self.token("anna", lasts=-31),
            "not begun": self.token("anna", nbf=now + 3600),
            "another audience": self.token("anna", aud="others"),
            "another issuer": self.token("anna", iss="others"),
            "unsigned": jwt.token({"alg": "none"}, sub="anna").rsplit(".", 1)[0] + ".",
            "another secret": jwt.token(secret="x" * 32, sub="anna"),
        }
        for name, token in wrong.items():
            with self.subTest(name):
                client = await self.connect(**bearer(token))
                await client.expect_disconnect(1008, "unauthorized", ignoring=())
        self.server.wait_for_event("client_refused", why="the token has expired")

    async def test_a_token_ends_with_its_session_unless_another_came(self):
        soon = -28  # what the skew of 30 s leaves
        renewing = await self.join(**bearer(self.token("renewing", soon)))
        ending = await self.join(**bearer(self.token("ending", soon + 1)))
        other = self.token("somebody")
        for wrong in ("junk", other, self.token("renewing", lasts=-40), jwt.token(
                secret="x" * 32, sub="renewing")):
            await ending.command("refresh", token=wrong, ref="w")
            await ending.expect("error", ref="w", code="permission_denied")
        await renewing.command("refresh", token=self.token("renewing"))
        told = await ending.expect_disconnect(1008, "token_expired", reconnect=True)
        self.assertGreater(told["reconnect_in_ms"], 0)
        await renewing.command("ping", ref="still here")
        await renewing.expect("pong", ref="still here")
        self.server.wait_for_event("client_disconnected", client_id="ending",
                                   reason="token_expired")
        for part in (other.rsplit(".", 1)[1], other.split(".")[1]):
            self.assertNotIn(part, "\n".join(self.server.lines))


class Guessing(SluiceTestCase):
    async def test_an_operators_token_cannot_be_guessed_fast(self):
        server = self.enterContext(Server(admin_token=ADMIN, viewer_token="viewer"))
        for _ in range(10):
            reply = await self.get("/api/v1/clients", server, authorization="Bearer guess")
            self.assert_problem(reply, 401, "unauthorized")
        for token in ("guess", ADMIN, "viewer"):
            reply = await self.get("/api/v1/clients", server, authorization=f"Bearer {token}")
            self.assert_problem(reply, 429, "rate_limited")
            self.assertIn(int(reply.field("retry-after")), range(1, 7))
        self.assertEqual((await self.get("/health", server)).status, 200)
        await self.join(server=server)  # nobody asked for a token
        self.server_says_it_once(server)

    async def test_nor_can_a_clients(self):
        server = self.enterContext(Server(auth="token", auth_tokens=TOKEN))
        for _ in range(10):
            client = await self.connect(server=server, **bearer("guess"))
            await client.expect_disconnect(1008, "unauthorized", ignoring=())
        client = await self.connect(server=server, **bearer(TOKEN))
        await client.expect_disconnect(1008, "rate_limited", ignoring=(), reconnect=True)
        self.server_says_it_once(server)

    def server_says_it_once(self, server):
        server.wait_for_event("tokens_throttled", peer="127.0.0.1")
        said = [event for event in server.events if event.get("event") == "tokens_throttled"]
        self.assertEqual(len(said), 1)


class Settings(unittest.TestCase):
    def test_what_cannot_work_together_is_named(self):
        for environment, sentence in (
                ({"SLUICE_AUTH": "token"}, "auth = token (from SLUICE_AUTH): needs auth_tokens"),
                ({"SLUICE_AUTH": "jwt"}, "auth = jwt (from SLUICE_AUTH): needs jwt_secret"),
                ({"SLUICE_AUTH": "jwt", "SLUICE_JWT_ALGORITHM": "rs256"},
                 "auth = jwt (from SLUICE_AUTH): needs jwt_public_key"),
                ({"SLUICE_AUTH": "jwt", "SLUICE_JWT_ALGORITHM": "rs256",
                  "SLUICE_JWT_PUBLIC_KEY": "/not/there"},
                 "jwt_public_key = /not/there (from SLUICE_JWT_PUBLIC_KEY): cannot be read")):
            for command in (["config", "check"], ["serve"]):
                with self.subTest(sentence, command=command):
                    result = run(*command, environment=environment)
                    self.assertEqual(result.returncode, 2)
                    self.assertIn(sentence, result.stderr)

    def test_secrets_are_not_shown(self):
        result = run("config", "show", environment={
            "SLUICE_AUTH": "jwt", "SLUICE_JWT_SECRET": jwt.SECRET, "SLUICE_AUTH_TOKENS": TOKEN})
        self.assertEqual(result.returncode, 0, result.stderr)
        for secret in (jwt.SECRET, TOKEN):
            self.assertNotIn(secret, result.stdout + result.stderr)

    def test_tokens_that_nobody_asks_for_are_pointed_out(self):
        result = run("config", "check", environment={"SLUICE_AUTH_TOKENS": TOKEN})
        self.assertEqual(result.returncode, 0)
        self.assertIn("auth is none", result.stderr)


class TokenCommand(SluiceTestCase):
    environment = {"SLUICE_AUTH": "jwt", "SLUICE_JWT_SECRET": jwt.SECRET}

    def test_random_ones_differ(self):
        first, second = (run("token", "random").stdout for _ in range(2))
        self.assertRegex(first, r"^[A-Za-z0-9_-]{43}\n$")
        self.assertNotEqual(first, second)

    def test_what_it_makes_it_takes(self):
        made = run("token", "make", "--user", "anna", "--expires", "2h",
                   environment=self.environment)
        self.assertEqual(made.returncode, 0, made.stderr)
        result = run("token", "check", made.stdout.strip(), environment=self.environment)
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertRegex(result.stdout, r"User: +anna\nClient id: anna\nExpires: +2\S+Z\n"
                                        r"Verdict: +accepted\n")

    def test_it_says_why_not(self):
        made = run("token", "make", "--user", "anna", environment=self.environment).stdout.strip()
        result = run("token", "check", made, environment=self.environment | {
            "SLUICE_JWT_AUDIENCE": "others"})
        self.assertEqual(result.returncode, 1)
        self.assertIn("refused: the token is for another audience", result.stdout)
        result = run("token", "check", made[:-4] + "AAAA", environment=self.environment)
        self.assertIn("refused: the token's signature is wrong", result.stdout)
        for arguments in (["make", "--user", "x", "--expires", "soon"], ["make"], []):
            self.assertEqual(run("token", *arguments, environment=self.environment).returncode, 2)
        result = run("token", "make", "--user", "x")
        self.assertEqual(result.returncode, 2)
        self.assertIn("jwt_secret", result.stderr)

    async def test_key_pairs_and_the_commands_that_are_clients(self):
        for algorithm in jwt.KINDS:
            with self.subTest(algorithm), tempfile.TemporaryDirectory() as folder:
                key, public = jwt.key_pair(folder, algorithm)
                made = run("token", "make", "--user", "anna", "--private-key", key)
                self.assertEqual(made.returncode, 0, made.stderr)
                token = made.stdout.strip()
                with Server(auth="jwt", jwt_algorithm=algorithm, jwt_public_key=public) as server:
                    self.assertEqual((await self.join(server=server, **bearer(token))).id, "anna")
                    with open(public, encoding="ascii") as text:
                        forged = jwt.token(secret=text.read(), sub="anna")
                    client = await self.connect(server=server, **bearer(forged))
                    await client.expect_disconnect(1008, "unauthorized", ignoring=())
                    listening = await self.in_thread(
                        subprocess.run, [BINARY, "listen", server.url(), "--json"],
                        env=clean_environment() | {"SLUICE_CLIENT_TOKEN": "wrong"},
                        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=10)
                    self.assertEqual(listening.returncode, 1, listening.stdout)
                    self.assertIn("unauthorized", listening.stdout + listening.stderr)


if __name__ == "__main__":
    unittest.main()
