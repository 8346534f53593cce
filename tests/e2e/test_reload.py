"""SIGHUP: the settings are read again, and nobody who is connected notices (docs/operating.md)."""

import os
import shutil
import signal
import tempfile
import unittest

from support import http, jwt, tls
from support.case import SluiceTestCase
from support.server import Server, run


class ReloadCase(SluiceTestCase):
    """A server of its own for each test, with a settings file."""

    @classmethod
    def setUpClass(cls):
        pass

    def start(self, *lines, **settings):
        folder = tempfile.mkdtemp(prefix="sluice-reload-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        self.file = os.path.join(folder, "sluice.toml")
        self.write(*lines)
        self.server = self.enterContext(Server("--config", self.file, **settings))

    def write(self, *lines):
        with open(self.file, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")

    async def hang_up(self, event="settings_reloaded"):
        """What the log says once the server has read its settings again."""
        seen = len(self.server.events)

        def find():
            return next((line for line in self.server.events[seen:]
                         if line["event"] == event), None)
        self.server.signal(signal.SIGHUP)
        return await self.in_thread(self.server.wait_for, find, f"of a new {event}")

    async def reload(self, *lines, event="settings_reloaded"):
        self.write(*lines)
        return await self.hang_up(event)

    async def still_answers(self, client):
        await client.command("ping", ref="still here")
        await client.expect("pong", ref="still here")

    async def status_of(self, token):
        reply = await self.get("/api/v1/clients", authorization=f"Bearer {token}")
        return reply.status


class Access(ReloadCase):
    async def test_origins_and_tokens_change_and_who_is_in_stays(self):
        self.start('allowed_origins = ["https://old.example"]', 'admin_token = "old-secret"')
        anna = await self.join(origin="https://old.example")
        line = await self.reload('allowed_origins = ["https://new.example"]',
                                 'admin_token = "new-secret"')
        self.assertEqual(line["message"], "Settings read again: allowed_origins "
                         "https://old.example → https://new.example, admin_token changed.")
        self.assertEqual(line["changed"], "allowed_origins admin_token")
        await self.join(origin="https://new.example")
        refused = await self.connect(origin="https://old.example")
        await refused.expect_disconnect(1008, "origin_denied", ignoring=())
        self.assertEqual(await self.status_of("old-secret"), 401)
        self.assertEqual(await self.status_of("new-secret"), 200)
        await self.still_answers(anna)
        self.assertFalse([said for said in self.server.lines if "-secret" in said])

    async def test_a_secret_in_a_file_of_its_own_is_read_again(self):
        with tempfile.NamedTemporaryFile("w", prefix="sluice-token-") as secret:
            secret.write("first\n")
            secret.flush()
            self.start(environment={"SLUICE_ADMIN_TOKEN_FILE": secret.name})
            secret.seek(0)
            secret.write("other\n")
            secret.flush()
            line = await self.hang_up()
        self.assertEqual(line["changed"], "admin_token")
        self.assertEqual(await self.status_of("first"), 401)
        self.assertEqual(await self.status_of("other"), 200)

    async def test_another_key_behind_the_same_name_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            key, public = jwt.key_pair(folder, "es256")
            self.start('auth = "jwt"', 'jwt_algorithm = "es256"', f'jwt_public_key = "{public}"')
            made = run("token", "make", "--user", "anna", "--private-key", key)
            bearer = {"Authorization": f"Bearer {made.stdout.strip()}"}
            anna = await self.join(extra_headers=bearer)
            self.assertEqual((await self.hang_up())["changed"], "")
            jwt.key_pair(folder, "es256")
            line = await self.hang_up()
            self.assertEqual(line["changed"], "jwt_public_key")
            self.assertIn("The key in jwt_public_key is a new one", line["message"])
            late = await self.connect(extra_headers=bearer)
            await late.expect_disconnect(1008, "unauthorized", ignoring=())
            await self.still_answers(anna)

    async def test_flags_and_environment_still_win(self):
        self.start('admin_token = "file"', admin_token="environment")
        line = await self.reload('admin_token = "another"')
        self.assertEqual(line["message"], "Settings read again: nothing has changed.")
        self.assertEqual(await self.status_of("environment"), 200)
        self.assertEqual(await self.status_of("another"), 401)

    async def test_figures_become_private(self):
        self.start('admin_token = "secret"')
        self.assertEqual((await self.get("/metrics")).status, 200)
        await self.reload('admin_token = "secret"', "metrics_public = false")
        self.assertEqual((await self.get("/metrics")).status, 401)


class Limits(ReloadCase):
    async def test_budgets_count_for_everybody_at_once(self):
        self.start("messages_per_minute = 60")
        anna = await self.join()
        await self.reload("messages_per_minute = 2")
        for left in (1, 0):
            await anna.command("message", data="hello", ref="r")
            await anna.expect("ack", ref="r", remaining=left)
        await anna.command("message", data="hello", ref="over")
        await anna.expect("error", code="rate_limited", ref="over")
        await self.still_answers(anna)
        boris = await self.join()
        self.assertEqual(boris.welcome["limits"]["messages_per_minute"], 2)

    async def test_who_was_promised_a_size_keeps_it(self):
        self.start("max_message_bytes = 1000")
        anna = await self.join()
        await self.reload("max_message_bytes = 100")
        boris = await self.join()
        self.assertEqual(boris.welcome["limits"]["max_message_bytes"], 100)
        await anna.command("message", data="x" * 500)
        await anna.expect("ack")
        await boris.expect("message")
        await boris.command("message", data="x" * 500)
        await boris.expect_disconnect(1009, "message_too_big")
        await self.still_answers(anna)
        self.assertEqual((await self.get("/status")).json()["limits"]["max_message_bytes"], 100)

    async def test_a_lower_limit_of_clients_sends_nobody_away(self):
        self.start()
        anna, boris = await self.join("/ws/anna"), await self.join("/ws/boris")
        await self.reload("max_connections = 1")
        refused = await self.connect()
        await refused.expect_disconnect(1008, "too_many_connections", ignoring=())
        for client in (anna, boris):
            await self.still_answers(client)

    async def test_a_larger_body_may_come(self):
        self.start("max_body_bytes = 100")
        body = {"data": "x" * 500}
        self.assertEqual((await self.post("/broadcast", body)).status, 413)
        await self.reload("max_body_bytes = 1000")
        self.assertEqual((await self.post("/broadcast", body)).status, 202)


class Log(ReloadCase):
    async def test_its_level_changes_and_both_changes_are_told(self):
        self.start('log_level = "info"')
        line = await self.reload('log_level = "error"')
        self.assertIn("log_level info → error", line["message"])
        await (await self.join("/ws/unheard-of")).close()
        line = await self.reload('log_level = "debug"')
        self.assertIn("log_level error → debug", line["message"])
        await self.join("/ws/heard-of")
        self.server.wait_for_event("client_connected", client_id="heard-of")
        self.assertFalse([said for said in self.server.lines if "unheard-of" in said])


class Wrong(ReloadCase):
    async def test_a_wrong_file_changes_nothing_and_is_explained(self):
        self.start('admin_token = "old"', "messages_per_minute = 60")
        anna = await self.join()
        line = await self.reload('admin_token = "new"', "messages_per_minute = -1",
                                 'log_levle = "debug"', event="reload_refused")
        self.assertEqual(line["level"], "warning")
        self.assertIn("messages_per_minute = -1 (from ", line["message"])
        self.assertIn("line 2): must be a whole number from 0 to 10000000", line["message"])
        self.assertIn("log_levle", line["message"])
        self.assertEqual(await self.status_of("old"), 200)
        self.assertEqual(await self.status_of("new"), 401)
        await self.still_answers(anna)
        # And the next one is as good as the first.
        self.assertEqual((await self.reload('admin_token = "new"'))["changed"], "admin_token")

    async def test_a_file_that_is_gone_changes_nothing(self):
        self.start('admin_token = "old"')
        os.rename(self.file, self.file + ".gone")
        line = await self.hang_up("reload_refused")
        self.assertIn("sluice.toml", line["message"])
        self.assertEqual(await self.status_of("old"), 200)

    async def test_what_needs_a_restart_is_named(self):
        self.start("ping_interval = '25s'", 'session_key = "one"')
        line = await self.reload("ping_interval = '30s'", 'session_key = "two"',
                                 'redis_url = "redis://:secret@127.0.0.1"',
                                 "messages_per_minute = 5")
        self.assertEqual(line["level"], "warning")
        self.assertEqual(line["message"], "Settings read again: messages_per_minute 60 → 5. "
                         "Waiting for a restart: ping_interval 25s → 30s, session_key changed, "
                         "redis_url changed.")
        self.assertEqual(line["needs_restart"], "ping_interval session_key redis_url")

    async def test_without_a_file_there_is_nothing_new(self):
        self.server = self.enterContext(Server())
        anna = await self.join()
        line = await self.hang_up()
        self.assertEqual(line["message"], "Settings read again: nothing has changed.")
        await self.still_answers(anna)


class Tls(ReloadCase):
    def start_with(self, pair):
        folder = tempfile.mkdtemp(prefix="sluice-pair-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        self.settings_of = {"tls_certificate": os.path.join(folder, "certificate.pem"),
                            "tls_key": os.path.join(folder, "key.pem")}
        self.put(pair)
        self.start(**self.settings_of)
        self.server.tls = pair.context()

    def put(self, pair, key=None):
        shutil.copy(pair.certificate, self.settings_of["tls_certificate"])
        shutil.copy(key or pair.key, self.settings_of["tls_key"])

    async def test_newcomers_meet_the_new_certificate_and_nobody_is_dropped(self):
        old, new = tls.Pair(), tls.Pair()
        self.start_with(old)
        anna = await self.join()
        kept = http.connect(self.server)
        self.addCleanup(kept.close)
        kept.request("GET", "/livez")
        kept.getresponse().read()
        self.put(new)
        line = await self.hang_up()
        self.assertEqual(line["changed"], "tls_certificate")
        self.assertIn("The TLS certificate is a new one, valid until 20", line["message"])
        self.server.tls = new.context()  # which does not trust the old one
        self.server.wait_for_event("tls_certificate_ends")  # the test's ends tomorrow
        boris = await self.join()
        await anna.command("message", data="over the old keys")
        await anna.expect("ack")
        await boris.expect("message", data="over the old keys")
        kept.request("GET", "/livez")
        self.assertEqual(kept.getresponse().status, 200)

    async def test_the_same_certificate_is_nothing_new(self):
        pair = tls.Pair()
        self.start_with(pair)
        line = await self.hang_up()
        self.assertEqual(line["changed"], "")
        self.assertEqual(line["message"], "Settings read again: nothing has changed.")

    async def test_a_wrong_pair_changes_nothing_else_either(self):
        old, new = tls.Pair(), tls.Pair()
        self.start_with(old)
        anna = await self.join()
        self.put(new, key=old.key)
        line = await self.reload("messages_per_minute = 5", event="reload_refused")
        self.assertIn("is not the key of the certificate", line["message"])
        self.assertEqual((await self.join()).welcome["limits"]["messages_per_minute"], 60)
        await self.still_answers(anna)


if __name__ == "__main__":
    unittest.main()
