"""Where settings come from, and what is said of wrong ones (PROTOCOL §3, §6)."""

import os
import pathlib
import socket
import tempfile
import unittest

from support import http
from support.case import SluiceTestCase
from support.server import Server, run


class SettingsCase(SluiceTestCase):
    @classmethod
    def setUpClass(cls):
        pass

    def file(self, text, name="sluice.toml"):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        path = pathlib.Path(folder, name)
        path.write_text(text, encoding="utf-8")
        return str(path)

    async def limit(self, *arguments, **options):
        """The budget a client is told, which shows the setting that won."""
        with Server(*arguments, **options) as server:
            client = await self.join(server=server)
            await client.close()
            return client.welcome["limits"]["messages_per_minute"]


class Precedence(SettingsCase):
    async def test_a_flag_beats_the_environment_and_that_the_file_and_that_the_default(self):
        path = self.file("messages_per_minute = 11\n")
        name = "SLUICE_MESSAGES_PER_MINUTE"
        self.assertEqual(await self.limit(), 60)
        self.assertEqual(await self.limit("--config", path), 11)
        self.assertEqual(await self.limit("--config", path, environment={name: "22"}), 22)
        self.assertEqual(await self.limit("--config", path, "--messages-per-minute", "33",
                                          environment={name: "22"}), 33)
        self.assertEqual(await self.limit("serve", "--messages-per-minute=44"), 44)

    async def test_an_empty_variable_counts_as_unset(self):
        path = self.file("messages_per_minute = 11\n")
        self.assertEqual(await self.limit("--config", path,
                                          environment={"SLUICE_MESSAGES_PER_MINUTE": ""}), 11)

    async def test_the_prefixed_name_beats_the_bare_one(self):
        with Server(port=None, environment={"PORT": "1", "SLUICE_PORT": "0"}) as server:
            self.assertEqual(http.get(server, "/livez").status, 200)

    async def test_bare_names_work(self):
        with Server(port=None, environment={"PORT": "0", "HOST": "127.0.0.1"}) as server:
            self.assertEqual(http.get(server, "/livez").status, 200)

    async def test_durations_take_units_or_bare_seconds(self):
        for text, expected in (("90", 90000), ("90s", 90000), ("2m", 120000), ("1h", 3600000),
                               ("1500ms", 1500)):
            with self.subTest(text), Server(ping_interval=text) as server:
                client = await self.join(server=server)
                self.assertEqual(client.welcome["ping_interval_ms"], expected)
                await client.close()

    async def test_the_bare_shutdown_timeout_is_the_drain_s_deadline(self):
        server = Server(environment={"SHUTDOWN_TIMEOUT": "300"})
        self.addCleanup(server.kill)
        client = await self.join(server=server)
        server.signal()
        told = await client.expect("drain")
        self.assertLessEqual(told["remaining_ms"], 300000)
        self.assertGreater(told["remaining_ms"], 270000)

    async def test_words_are_case_insensitive(self):
        with Server(refuse_with="HTTP", echo="TRUE", locale="UK") as server:
            self.assertEqual(self.raw_client("/ws/a%20b", server).reply.status, 400)
            raw = self.raw_client("/echo", server)
            self.assertEqual(raw.reply.status, 101)
            raw.close()

    async def test_a_secret_may_come_from_a_file(self):
        path = self.file("from-a-file-0123456789\n", "token")
        with Server(environment={"SLUICE_ADMIN_TOKEN_FILE": path}) as server:
            self.assertEqual(http.get(server, "/api/v1/clients").status, 401)
            reply = http.get(server, "/api/v1/clients",
                             authorization="Bearer from-a-file-0123456789")
            self.assertEqual(reply.status, 200)

    async def test_an_ipv6_wildcard_host_serves_both_families(self):
        if not socket.has_ipv6 or not os.path.exists("/proc/net/if_inet6"):
            self.skipTest("this machine has no IPv6")
        with Server(host="[::]") as server:
            self.assertEqual(http.get(server, "/livez").status, 200)
            with socket.create_connection(("::1", server.port), 5) as six:
                six.sendall(b"GET /livez HTTP/1.1\r\nHost: [::1]\r\n\r\n")
                self.assertTrue(six.recv(100).startswith(b"HTTP/1.1 200 "))


class WrongSettings(SettingsCase):
    def refused(self, *arguments, **environment):
        result = run(*arguments, environment=environment)
        self.assertEqual(result.returncode, 2, result.stderr)
        return result.stderr + result.stdout

    def test_all_errors_are_listed_at_once_with_setting_and_source(self):
        path = self.file('history_size = "many"\n')
        said = self.refused("--config", path, "--io-threads", "none", SLUICE_PORT="70000",
                            SLUICE_SHUTDOWN_TIMEOUT="soon", SLUICE_LOCALE="fr")
        for word in ("port", "70000", "SLUICE_PORT", "shutdown_timeout", "soon",
                     "SLUICE_SHUTDOWN_TIMEOUT", "locale", "fr", "history_size", path,
                     "--io-threads"):
            self.assertIn(word, said)

    def test_each_kind_of_wrong_value_is_refused(self):
        for name, value in (("PORT", "-1"), ("PORT", "http"), ("PORT", "65536"),
                            ("BROADCAST_INTERVAL", "-5s"), ("BROADCAST_INTERVAL", "5 parsecs"),
                            ("LOG_LEVEL", "loud"), ("LOG_FORMAT", "xml"), ("ECHO", "perhaps"),
                            ("REFUSE_WITH", "fire"), ("SLOW_CONSUMER", "wait"),
                            ("MESSAGES_PER_MINUTE", "1e3"), ("MAX_MESSAGE_BYTES", "-1")):
            with self.subTest(f"{name}={value}"):
                said = self.refused(**{f"SLUICE_{name}": value})
                self.assertIn(name.lower(), said.lower())

    def test_an_unknown_flag_or_command_exits_with_2(self):
        self.refused("--no-such-flag")
        self.refused("frobnicate")

    def test_a_config_file_that_is_missing_or_no_toml_exits_with_2(self):
        self.assertIn("/nowhere/sluice.toml", self.refused("--config", "/nowhere/sluice.toml"))
        path = self.file("port = = 1\n")
        self.assertIn(path, self.refused("--config", path))

    def test_a_port_in_use_exits_with_1_and_a_sentence(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            result = run(environment={"SLUICE_PORT": str(port)})
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn(str(port), result.stderr)


class ConfigCommand(SettingsCase):
    def test_check_accepts_good_settings_and_refuses_wrong_ones(self):
        self.assertEqual(run("config", "check").returncode, 0)
        result = run("config", "check", environment={"SLUICE_PORT": "x"})
        self.assertEqual(result.returncode, 2)
        self.assertIn("SLUICE_PORT", result.stderr + result.stdout)

    def test_show_prints_each_value_s_source(self):
        result = run("config", "show", environment={"SLUICE_MESSAGES_PER_MINUTE": "22"})
        self.assertEqual(result.returncode, 0, result.stderr)
        line, = [one for one in result.stdout.splitlines() if "messages_per_minute" in one]
        self.assertIn("22", line)
        self.assertIn("SLUICE_MESSAGES_PER_MINUTE", line)

    def test_show_prints_no_secret(self):
        result = run("config", "show", environment={"SLUICE_ADMIN_TOKEN": "hush-hush-hush-1234"})
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("admin_token", result.stdout)
        self.assertNotIn("hush-hush", result.stdout)

    def test_default_prints_a_file_that_check_accepts(self):
        result = run("config", "default")
        self.assertEqual(result.returncode, 0, result.stderr)
        path = self.file(result.stdout)
        checked = run("config", "check", "--config", path)
        self.assertEqual(checked.returncode, 0, checked.stderr + checked.stdout)

    def test_help_exits_with_0(self):
        for arguments in (("--help",), ("serve", "--help"), ("config", "--help")):
            self.assertEqual(run(*arguments).returncode, 0, arguments)


if __name__ == "__main__":
    unittest.main()
