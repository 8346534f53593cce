"""bench/soak: what it must notice, on made-up books and samples, and short real runs of it."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

from support.server import BINARY

BENCH = pathlib.Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

from soak import chart  # noqa: E402 - the path first
from soak.ledger import Ledger  # noqa: E402
from soak.verdict import Bounds, Ending, judge, memory, warm_at  # noqa: E402

MiB = 1 << 20


def rows(seconds, resident, lag=0.001, every=5):
    """Samples of a run; `resident` gives MiB at a time."""
    return [{"at": at, "memory": resident(at) * MiB, "lag": lag, "clients": 200, "descriptors": 220,
             "sent_rate": 4000, "cpu_rate": 0.05} for at in range(0, seconds + 1, every)]


def ending(faults=(), before=20, after=20, **more):
    return Ending(dict(faults), before, after, **more)


class Verdicts(unittest.TestCase):
    def assert_wrong(self, pattern, samples, end=None, **bounds):
        wrong = judge(samples, end or ending(), Bounds(**bounds))
        self.assertEqual(len(wrong), 1, wrong)
        self.assertRegex(wrong[0], pattern)

    def test_a_steady_run_passes(self):
        self.assertEqual(judge(rows(1800, lambda at: 30), ending(), Bounds()), [])

    def test_growth_until_minute_five_is_no_leak(self):
        samples = rows(1800, lambda at: 20 + min(at, 290) / 10)
        self.assertEqual(judge(samples, ending(), Bounds()), [])

    def test_a_slow_leak_is_one(self):
        self.assert_wrong(r"memory grew from 30\.\d to 33\.\d MiB, by more than 10 %",
                          rows(1800, lambda at: 30 + max(0, at - 300) * 3.6 / 1500))

    def test_one_high_sample_is_no_leak(self):
        samples = rows(1800, lambda at: 30)
        samples[-2]["memory"] *= 3
        self.assertEqual(judge(samples, ending(), Bounds()), [])

    def test_a_short_run_is_warm_after_a_sixth(self):
        self.assertEqual((warm_at(1800), warm_at(600), warm_at(60)), (300, 300, 10))
        self.assert_wrong("memory grew", rows(60, lambda at: 30 + at / 10, every=1))

    def test_too_few_samples_say_nothing_of_memory(self):
        self.assertIsNone(memory(rows(40, lambda at: 30)))

    def test_a_descriptor_that_stays_is_counted(self):
        self.assert_wrong("21 descriptors after the last client, 20 before",
                          rows(600, lambda at: 30), ending(after=21))
        self.assert_wrong("nobody could count", rows(600, lambda at: 30), ending(after=None))

    def test_a_late_loop_is_named(self):
        self.assert_wrong("a loop was 600 ms late", rows(600, lambda at: 30, lag=0.6))
        self.assertEqual(judge(rows(600, lambda at: 30, lag=0.6), ending(), Bounds(lag=1)), [])

    def test_a_server_that_died_or_ended_badly_is_named(self):
        self.assert_wrong("the server died", rows(600, lambda at: 30), ending(died=True))
        self.assert_wrong("ended with 1 instead", rows(600, lambda at: 30), ending(exit_code=1))

    def test_each_fault_of_the_ledger_is_named(self):
        self.assert_wrong("lost: 3", rows(600, lambda at: 30), ending({"lost": 3, "gaps": 0}))


class Books(unittest.TestCase):
    """Faults that a ledger finds."""

    def setUp(self):
        self.ledger = Ledger()

    def faults(self):
        self.ledger.settle(patience=0)
        return {name: count for name, count in self.ledger.faults.items() if count}

    def test_what_is_heard_where_it_was_acknowledged_is_right(self):
        self.ledger.heard(1, "e", 10)
        self.ledger.taken(1, "e", 10)
        self.ledger.heard(1, "e", 10)  # by somebody else
        self.assertEqual(self.faults(), {})

    def test_a_message_at_two_places_was_heard_twice(self):
        self.ledger.heard(1, "e", 10)
        self.ledger.heard(1, "e", 11)
        self.assertEqual(self.faults(), {"heard twice": 1})

    def test_two_answers_for_one_key_are_noticed(self):
        self.ledger.taken(1, "e", 10)
        self.ledger.taken(1, "e", 12)
        self.assertIn("acknowledged at two places", self.faults())

    def test_two_messages_at_one_place_are_noticed(self):
        self.ledger.heard(1, "e", 10)
        self.ledger.heard(2, "e", 10)
        self.assertEqual(self.faults(), {"two messages at one place": 1})

    def test_another_epoch_is_noticed(self):
        self.ledger.heard(1, "e", 10)
        self.ledger.heard(2, "f", 11)
        self.assertEqual(self.faults(), {"another epoch": 1})

    def test_a_hole_is_a_loss_unless_it_is_for_somebody_else(self):
        self.ledger.missed(10, "anna")
        self.ledger.missed(11, "anna")
        self.ledger.missed(12, "anna")
        self.ledger.taken(1, "e", 11, to="bob")
        self.ledger.taken(2, "e", 12, to="anna")
        self.assertEqual(self.faults(), {"lost": 2})

    def test_nobody_judges_a_hole_before_its_time(self):
        self.ledger.missed(10, "anna")
        self.ledger.settle(patience=60)
        self.assertEqual(self.ledger.faults["lost"], 0)


class Chart(unittest.TestCase):
    def test_it_is_well_formed_and_names_each_axis(self):
        drawn = chart.draw(rows(1800, lambda at: 30), "Title & <more>", "below",
                           (33 * MiB, 300, "the limit"))
        words = [element.text for element in xml.etree.ElementTree.fromstring(drawn).iter()
                 if element.tag.endswith("text")]
        for word in ("Title & <more>", "Memory, MiB", "Loop lag, the worst loop, ms", "the limit",
                     "30 min", "time since the first client"):
            self.assertIn(word, words)

    def test_steps_are_round_and_reach_the_top(self):
        for top in (0.003, 1, 7, 33, 220, 4321):
            steps = chart.ticks(top, 4)
            self.assertGreaterEqual(steps[-1], top)
            self.assertLessEqual(len(steps), 6)


class Runs(unittest.TestCase):
    def soak(self, minutes, *arguments):
        folder = self.enterContext(tempfile.TemporaryDirectory(prefix="sluice-soak-"))
        done = subprocess.run(
            [sys.executable, BENCH / "soak", str(minutes), "--clients", "20", "--rate", "20",
             "--out", folder, "--binary", BINARY, "--lag", "30", "--set",
             "head_timeout=1s", *arguments],
            capture_output=True, text=True, timeout=80, check=False)
        path = pathlib.Path(folder)
        return done, json.loads((path / "report.json").read_text()), path

    def test_a_short_run_passes_and_leaves_a_report_and_a_picture(self):
        # What is remembered still fills up in so short a time.
        done, told, folder = self.soak(0.06, "--growth", "100", "--trouble", "5")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual((told["passed"], told["wrong"]), (True, []))
        self.assertGreater(told["counts"]["deliveries"], told["counts"]["acknowledged"])
        self.assertGreater(told["counts"]["resumed"], 0)
        self.assertIn("| lost | 0 |", (folder / "report.md").read_text())
        if shutil.which("chromium"):
            self.assertEqual((folder / "soak.png").read_bytes()[:8], b"\x89PNG\r\n\x1a\n")

    def test_a_server_that_forgets_is_found_out(self):
        done, told, _ = self.soak(0.03, "--set", "history_size=1", "--trouble", "20",
                                  "--no-picture")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("FAILED", done.stdout)
        self.assertGreater(told["faults"]["resumed with a gap"], 0)
        self.assertEqual(told["faults"]["heard twice"], 0, told)


if __name__ == "__main__":
    unittest.main()
