"""Every attack of bench/attacks, in short, on a server whose other clients must not lose a message:
it stays, it answers, it says who did what, and nobody makes it hold more than they may."""

import os
import pathlib
import sys
import unittest

BENCH = pathlib.Path(__file__).resolve().parents[2] / "bench"
sys.path.append(str(BENCH))

from onslaught import stages  # noqa: E402 - the path first
from onslaught.catalogue import ATTACKS  # noqa: E402
from onslaught.load import Load  # noqa: E402
from onslaught.trial import Trial  # noqa: E402
from onslaught.verdict import judge  # noqa: E402

CLIENTS, RATE = 20, 50
SECONDS = 0.4  # an attack
SANITIZER = os.environ.get("SLUICE_SANITIZE")  # keeps what is freed, and is too slow for some deeds


def judged(attack, figures):
    return figures["wrong"] if SANITIZER else judge(attack, figures)


class Misbehaviour(unittest.TestCase):
    def one_after_the_other(self, group, stage=stages.plain, load="follow"):
        """All attacks of a group on one server, under one load."""
        trial = Trial(SECONDS, CLIENTS, RATE)
        with stage({}) as prepared:
            others = Load(prepared.victim, Load.UNTIL_STOPPED, CLIENTS, RATE, load)
            try:
                for attack in (one for one in ATTACKS if one.group == group):
                    with self.subTest(attack.name):
                        figures = trial.strike(attack, prepared)
                        wrong = judged(attack, figures) + trial.aftermath(prepared, attack.logs)
                        self.assertEqual(wrong, [])
                heard = others.finish()
            finally:
                others.stop()
        self.assertEqual(heard["wrong"], [])
        self.assertGreater(heard["deliveries"], 0)

    def alone(self, name):
        """An adversity, which has a server of its own."""
        attack = next(one for one in ATTACKS if one.name == name)
        try:
            figures = Trial(1, CLIENTS, RATE).attacked(attack)
        except stages.NotAllowed as why:
            self.skipTest(str(why))
        self.assertEqual(judged(attack, figures), [])

    def test_strangers(self):
        self.one_after_the_other("strangers")

    def test_clients(self):
        self.one_after_the_other("clients")

    def test_clients_who_show_wrong_tokens(self):
        self.alone("refreshes")

    def test_clients_who_come_back_again_and_again(self):
        self.alone("resumes")

    def test_clients_who_hardly_read_what_they_came_back_for(self):
        self.alone("slow-replays")

    def test_operators(self):
        self.one_after_the_other("operators")

    def test_strangers_over_tls(self):
        self.one_after_the_other("tls", stages.encrypted, "python")

    def test_no_descriptor_is_left(self):
        self.alone("descriptors")

    def test_nobody_reads_the_log(self):
        self.alone("log-unread")

    def test_the_log_has_no_room(self):
        self.alone("log-disk-full")

    def test_the_history_has_no_room(self):
        self.alone("history-disk-full")

    @unittest.skipIf("address" in (SANITIZER or ""), "asan must be loaded first, not our clock")
    def test_the_clock_jumps(self):
        self.alone("clock")

    def test_redis_speaks_rubbish(self):
        self.alone("redis-garbage")


if __name__ == "__main__":
    unittest.main()
