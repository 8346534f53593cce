"""The runner behind ./dev bench: what it refuses, how it judges, and one small table of it."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from support.server import BINARY

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))

from runner import load, syscalls  # noqa: E402 - the path first
from runner.processes import Failed, Server  # noqa: E402
from runner.screen import Screen  # noqa: E402
from runner.table import Table  # noqa: E402

QUIET = type("Quiet", (Screen,), {"say": lambda *_: None})
STRACE = """% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 90.00    0.900000           9    100000        12 sendto
 10.00    0.100000           1       234           epoll_wait
------ ----------- ----------- --------- --------- ----------------
100.00    1.000000           9    100234        12 total
"""


class Refusing(unittest.TestCase):
    server = Server("it", ["true"])

    def test_figures_of_a_dishonest_run_are_refused_with_the_reason(self):
        said = json.dumps({"honest": False, "faults": {"lost": 3, "closed": 0}, "x": 1})
        with self.assertRaisesRegex(Failed, r"fanout: refused.*'lost': 3"):
            load.figures_of(self.server, said, "fanout")

    def test_a_failure_s_own_words_are_kept(self):
        said = json.dumps({"honest": False, "faults": {}, "failure": "No connection."})
        with self.assertRaisesRegex(Failed, "No connection"):
            load.figures_of(self.server, said, "fanout")

    def test_what_is_no_json_is_quoted(self):
        with self.assertRaisesRegex(Failed, "no such option"):
            load.figures_of(self.server, "no such option", "fanout")

    def test_a_server_that_does_not_start_is_quoted(self):
        broken = Server("it", [sys.executable, "-c", "print('the port is taken')"])
        with self.assertRaisesRegex(Failed, "it did not start: the port is taken"):
            with broken.running():
                self.fail("it runs")


class Judging(unittest.TestCase):
    def table(self):
        return Table(QUIET(1))

    def test_bars_are_upper_or_lower_bounds(self):
        for value, least, reached in ((1.0, False, True), (1.01, False, False), (1.0, True, True),
                                      (0.99, True, False)):
            with self.subTest(value=value, least=least):
                table = self.table()
                table.add("x", value, bar=1.0, least=least)
                self.assertEqual(table.rows[0]["reached"], reached)
                self.assertEqual(table.missed(), not reached)

    def test_a_figure_that_did_not_come_is_a_note(self):
        table = self.table()
        table.add("x", None, bar=1)
        self.assertEqual((table.rows, len(table.notes)), ([], 1))

    def test_ratios_are_taken_between_neighbours(self):
        above, below = [{"k": 2}, {"k": 30}, {"k": 4}], [{"k": 1}, {"k": 10}, {"k": 4}]
        self.assertEqual(load.ratio(above, below, "k"), 2)
        self.assertIsNone(load.ratio([{}], [{"k": 1}], "k"))

    def test_strace_s_total_is_its_calls(self):
        self.assertEqual(syscalls.total(STRACE), 100234)
        self.assertIsNone(syscalls.total("strace: attach: ptrace(PTRACE_SEIZE): not permitted"))


class SmallTable(unittest.TestCase):
    def test_one_part_with_few_clients(self):
        with tempfile.TemporaryDirectory() as folder:
            output = pathlib.Path(folder) / "table.md"
            done = subprocess.run(
                [sys.executable, ROOT / "bench" / "run", "--no-install", "--most", "40",
                 "--rounds", "1", "--seconds", "1", "--only", "storm", "--only", "slow",
                 "--sluice", pathlib.Path(BINARY).resolve(), "--output", output],
                capture_output=True, text=True, timeout=80, check=False)
            record = json.loads(output.with_suffix(".json").read_text())
            self.assertEqual(record["notes"], [], done.stderr)
            self.assertEqual({row["part"] for row in record["figures"]},
                             {"Storms", "A slow reader"})
            self.assertIn("| text frames per client, 40 at once |", output.read_text())


if __name__ == "__main__":
    if not (pathlib.Path(BINARY).resolve().parent / "bench-limit").exists():
        print("Skipped: this build has no bench-limit.")
        sys.exit(77)
    os.chdir(ROOT)
    unittest.main()
