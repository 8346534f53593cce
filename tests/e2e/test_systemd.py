"""The service manager's protocol: sd_notify(3) over a socket of ours (DRAIN, rule 5)."""

import re
import signal
import sys
import time
import unittest

from support import http
from support.drain import DrainCase
from support.notifysocket import NotifySocket, knows_systemd

COUNTDOWN = re.compile(r"Draining: (\d+) of (\d+) left, (?:(\d+)m)?(\d+)s")


class ServiceCase(DrainCase):
    watchdog = None

    def start(self, **settings):
        self.manager = self.enterContext(NotifySocket())
        environment = self.manager.environment(self.watchdog)
        return super().start(environment=environment, **settings)

    def told_since(self, when):
        return [note.fields for note in self.manager.notes() if note.when >= when]


class Serving(ServiceCase):
    async def test_ready_is_the_first_word_and_comes_when_it_listens(self):
        self.manager.wait("READY", lambda value: value == "1")
        self.assertEqual(self.manager.notes()[0].fields, {"READY": "1"})
        self.raw()  # it listens

    async def test_the_status_line_counts_clients_at_most_once_a_second(self):
        self.manager.wait("STATUS", lambda line: line == "Serving 0 clients")
        for _ in range(20):
            await self.join()
        last = self.manager.wait("STATUS", lambda line: line == "Serving 20 clients")
        whens = [note.when for note in self.manager.notes("STATUS")]
        gaps = [after - before for before, after in zip(whens, whens[1:])]
        self.assertTrue(all(gap > 0.9 for gap in gaps), gaps)
        lines = self.manager.told("STATUS")
        self.assertTrue(all(a != b for a, b in zip(lines, lines[1:])), lines)
        self.assertEqual(lines[-1], last.fields["STATUS"])

    async def test_without_a_watchdog_none_is_fed(self):
        self.manager.wait("STATUS")
        await self.join()
        self.manager.wait("STATUS", lambda line: line == "Serving 1 client")
        self.assertEqual(self.manager.notes("WATCHDOG"), [])

    async def test_a_hangup_is_a_reload_that_ends(self):
        self.manager.wait("STATUS")
        before = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        self.server.signal(signal.SIGHUP)
        ready = self.manager.wait("READY", nth=2)
        reload = self.manager.wait("RELOADING", lambda value: value == "1")
        after = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        self.assertLessEqual(reload.when, ready.when)
        self.assertTrue(before <= int(reload.fields["MONOTONIC_USEC"]) <= after, reload)
        self.assertEqual(self.manager.notes("STOPPING"), [])


class Watched(ServiceCase):
    watchdog = 1.0

    async def test_the_watchdog_is_fed_at_half_its_time(self):
        self.manager.wait("WATCHDOG", lambda value: value == "1", nth=6)
        whens = [note.when for note in self.manager.notes("WATCHDOG")]
        gaps = [after - before for before, after in zip(whens, whens[1:])]
        self.assertTrue(all(gap < self.watchdog for gap in gaps), gaps)
        self.assertGreater(sum(gaps) / len(gaps), 0.4)


class Draining(ServiceCase):
    settings = {"shutdown_timeout": "30m"}

    async def test_a_drain_counts_down_and_asks_for_more_time(self):
        anna, boris = await self.join(), await self.join()
        began = time.monotonic()
        self.server.signal()
        await self.notice(anna)
        first = self.manager.wait("EXTEND_TIMEOUT_USEC")
        self.assertLess(first.when - began, 1)
        line = self.manager.wait("STATUS", lambda line: line.startswith("Draining")).fields["STATUS"]
        self.assertRegex(line, r"^Draining: 2 of 2 left, (30m0s|29m5\ds)$")
        await boris.close()
        self.manager.wait("STATUS", lambda line: line.startswith("Draining: 1 of 2 left, 29m"))
        for nth in (2, 3):
            extended = self.manager.wait("EXTEND_TIMEOUT_USEC", nth=nth, deadline=12)
            self.assertGreaterEqual(int(extended.fields["EXTEND_TIMEOUT_USEC"]), 30_000_000)
        whens = [note.when for note in self.manager.notes("EXTEND_TIMEOUT_USEC")]
        for gap in (after - before for before, after in zip(whens, whens[1:])):
            self.assertTrue(9 < gap < 12, gap)
        lefts = [COUNTDOWN.fullmatch(line) for line in self.manager.told("STATUS")
                 if not line.startswith("Serving")]
        seconds = [int(left[3] or 0) * 60 + int(left[4]) for left in lefts]
        self.assertEqual(seconds, sorted(seconds, reverse=True))
        self.assertGreater(len(seconds), 10)  # it counts down while nobody leaves
        self.assertEqual(self.manager.notes("STOPPING"), [])
        await anna.close()
        self.assertEqual(await self.exit_code(), 0)
        self.assertEqual(self.manager.told("STOPPING"), ["1"])

    async def test_a_cancelled_drain_has_not_said_that_it_stops(self):
        await self.join()
        self.assertEqual((await self.post("/api/v1/drain", {})).status, 202)
        self.manager.wait("STATUS", lambda line: line.startswith("Draining: 1 of 1 left"))
        cancelled = time.monotonic()
        reply = await self.in_thread(http.request, self.server, "DELETE", "/api/v1/drain")
        self.assertEqual(reply.status, 200, reply.body)
        self.manager.wait("STATUS", lambda line: line == "Serving 1 client")
        self.server.signal(signal.SIGHUP)
        self.manager.wait("READY", nth=2)
        later = self.told_since(cancelled + 1)
        self.assertFalse([note for note in later if "EXTEND_TIMEOUT_USEC" in note], later)
        self.assertEqual(self.manager.notes("STOPPING"), [])

    async def test_the_service_manager_is_the_budget_and_nothing_is_cut(self):
        self.start(stop_budget="30s")
        await self.join()
        status = (await self.post("/api/v1/drain", {})).json()
        self.assertEqual(status["budget"], {"source": "systemd", "seconds": None})
        self.assertEqual(status["timeout_s"], 1800)


class AtTheDeadline(ServiceCase):
    # Without a ramp the client is closed at the deadline: there is time for a status line then.
    settings = {"shutdown_timeout": "3s", "drain_ramp": "0", "close_timeout": "3s"}

    async def test_stopping_is_said_when_the_last_ones_are_closed_and_not_before(self):
        raw = self.raw_client()  # answers nothing
        raw.read_json()
        began = time.monotonic()
        self.server.signal()
        stopping = self.manager.wait("STOPPING", lambda value: value == "1")
        self.assertGreater(stopping.when - began, 2.5)
        self.manager.wait("STATUS", lambda line: line == "Closing: 1 of 1 left")
        self.assertEqual(await self.exit_code(), 0)
        self.assertEqual(len(self.manager.notes("STOPPING")), 1)

    async def test_a_hangup_that_comes_too_late_undoes_nothing(self):
        raw = self.raw_client()
        raw.read_json()
        self.server.signal()
        self.manager.wait("STOPPING")
        self.server.signal(signal.SIGHUP)
        self.server.wait_for_event("settings_reloaded")
        self.assertEqual(await self.exit_code(), 0)
        self.assertEqual(self.manager.notes("RELOADING"), [])
        self.assertEqual(self.manager.told("READY"), ["1"])


if __name__ == "__main__":
    if not knows_systemd():
        print("skipped: this build does without libsystemd")
        sys.exit(77)
    unittest.main()
