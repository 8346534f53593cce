"""`sluice bench` against servers that refuse or misbehave: it must name what is wrong."""

import re
import unittest

from support import http
from support.bench import bench, measured
from support.case import SluiceTestCase
from support.falseserver import FalseServer


class Refusals(SluiceTestCase):
    settings = {"messages_per_minute": 5, "admin_token": "secret"}

    def test_a_rate_limit_is_named_with_its_setting(self):
        done = bench(self.server.url(), "-n", 3, "-t", 1)
        self.assertEqual(done.returncode, 1)
        self.assertIn("SLUICE_MESSAGES_PER_MINUTE=0", done.stdout)

    def test_a_missing_token_is_named(self):
        done = bench(self.server.url(), "-s", "publish", "-t", 1)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, "refuses to publish: 401 .*--token")
        self.assertEqual(bench(self.server.url(), "-s", "publish", "-t", 1, "--token",
                               "secret").returncode, 0)

    def test_a_server_that_drains_is_quoted(self):
        http.request(self.server, "PUT", "/api/v1/accepting", {"enabled": False},
                     authorization="Bearer secret")
        try:
            done = bench(self.server.url(), "-n", 3)
        finally:
            http.request(self.server, "PUT", "/api/v1/accepting", {"enabled": True},
                         authorization="Bearer secret")
        self.assertEqual(done.returncode, 1)
        self.assertIn("not_accepting", done.stdout)

    def test_nobody_listens(self):
        with FalseServer() as gone:
            url = gone.url()
        done = bench(url, "-n", 3)
        self.assertEqual(done.returncode, 1)
        self.assertIn("nothing listens there", done.stdout)


class Mischief(unittest.TestCase):
    """Each server errs in one way; the fifth message is one of those that are counted."""

    @staticmethod
    def at_fifth(change):
        return lambda number, frames: change(frames) if number == 5 else frames

    def faults(self, mischief, *arguments):
        with FalseServer(mischief) as server:
            figures, code = measured(server.url(), "-t", 1, "--rate", 40, *arguments)
        self.assertEqual((code, figures["honest"]), (1, False), figures)
        return {name for name, count in figures["faults"].items() if count}

    def each_way(self, expected, change):
        mischief = self.at_fifth(change)
        with self.subTest("fan-out"):
            self.assertEqual(self.faults(mischief, "-n", 3), {expected})
        with self.subTest("publish"):
            self.assertEqual(self.faults(mischief, "-s", "publish", "-n", 2, "--receivers", 2),
                             {expected})

    def test_a_correct_server_passes(self):
        with FalseServer() as server:
            for arguments in (("-n", 3), ("-s", "publish", "-n", 2, "--receivers", 2)):
                figures, code = measured(server.url(), "-t", 1, "--rate", 40, *arguments)
                self.assertEqual((code, figures["honest"]), (0, True), figures)

    def test_a_lost_message(self):
        self.each_way("lost", lambda frames: [])

    def test_a_damaged_message(self):
        def damage(frames):
            return [{**frames[0], "data": re.sub(".$", "#", frames[0]["data"])}]
        with self.subTest("fan-out"):
            self.assertEqual(self.faults(self.at_fifth(damage), "-n", 3), {"damaged", "lost"})

    def test_a_repeated_message(self):
        def repeat(frames):
            return [frames[0], {**frames[0], "offset": 5.5}]
        self.assertIn("repeated", self.faults(self.at_fifth(repeat), "-n", 3))
        self.assertIn("repeated", self.faults(self.at_fifth(repeat), "-s", "publish", "-n", 1))

    def test_an_offset_that_goes_back(self):
        def go_back(frames):
            return [{**frames[0], "offset": 1}]
        self.each_way("offsets_not_rising", go_back)

    def test_a_publish_endpoint_that_refuses(self):
        with FalseServer(publish_status=503) as server:
            figures, code = measured(server.url(), "-s", "publish", "-t", 1)
        self.assertEqual(code, 1)
        self.assertIn("503", figures["failure"])
        self.assertIn("refused_here", figures["failure"])


if __name__ == "__main__":
    unittest.main()
