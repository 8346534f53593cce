"""A successor that is stopped while its predecessor still drains: who waits for whom, and how long."""

import unittest

from support.handover import HandoverCase
from support.notifysocket import NotifySocket, knows_systemd
from support.redis import Redis

QUIET = ("presence", "drain")


class WaitCase(HandoverCase):
    settings = {"shutdown_timeout": "60s"}
    environment = None

    async def pair(self, **settings):
        """Two that drain or serve, a client each."""
        old = self.start(environment=self.environment)
        anna = await self.join("/ws/anna", old)
        new = await self.in_thread(self.take_over, environment=self.environment, **settings)
        boris = await self.join("/ws/boris", new)
        await anna.expect("drain", ignoring=("presence",))
        return old, anna, new, boris

    async def left_alone(self, new, boris):
        new.signal()
        await boris.expect("drain", ignoring=("presence",))
        await boris.close()
        await self.in_thread(new.wait_for_event, "waiting_for_predecessor")


class BesideAPredecessor(WaitCase):
    async def test_it_stays_until_the_last_of_them_has_gone(self):
        old, anna, new, boris = await self.pair()
        await self.left_alone(new, boris)
        await anna.command("message", data="still heard", ref="1")
        await anna.expect("ack", QUIET, ref="1")
        await anna.close()
        self.assertEqual(await self.exit_code(old), 0)
        self.assertEqual(await self.exit_code(new), 0)

    async def test_not_beyond_its_own_deadline(self):
        old, anna, new, boris = await self.pair(shutdown_timeout="2s", close_timeout="500ms")
        await self.left_alone(new, boris)
        self.assertEqual(await self.exit_code(new), 0)
        new.wait_for_event("predecessor_outlasts")
        await self.in_thread(old.wait_for_event, "successor_lost")
        await anna.command("message", data="anybody?", ref="1")
        await anna.expect("error", QUIET, code="not_available")
        await anna.close()
        self.assertEqual(await self.exit_code(old), 0)

    async def test_the_signal_that_forces_ends_it(self):
        old, anna, new, boris = await self.pair()
        await self.left_alone(new, boris)
        for nth in (2, 3):
            self.assertIsNone(new.process.poll())
            new.signal()
            await self.in_thread(new.wait_for_event, "shutdown_signal", nth=nth)
        self.assertEqual(await self.exit_code(new), 0)
        await self.in_thread(old.wait_for_event, "successor_lost")
        await anna.close()
        self.assertEqual(await self.exit_code(old), 0)

    async def test_a_signal_to_all_hurries_the_predecessor_and_it_is_waited_for(self):
        old, anna, new, boris = await self.pair()
        for server in (old, new):  # as a service manager stops them: all at once
            server.signal()
            await self.in_thread(server.wait_for_event, "shutdown_signal", nth=1)
        await boris.close()
        await self.in_thread(new.wait_for_event, "waiting_for_predecessor")
        for server in (old, new):
            server.signal()
            await self.in_thread(server.wait_for_event, "shutdown_signal", nth=2)
        await anna.expect_disconnect(1001, "server_shutdown", ignoring=QUIET, deadline=30)
        self.assertEqual(await self.exit_code(old), 0)
        self.assertEqual(await self.exit_code(new), 0)
        self.assertNotIn("predecessor_outlasts", [event.get("event") for event in new.events])

    async def test_one_in_the_middle_outlives_the_signal_that_stops_the_last(self):
        first = self.start()
        anna = await self.join("/ws/anna", first)
        second = await self.in_thread(self.take_over)
        third = await self.in_thread(self.take_over)
        await self.in_thread(second.wait_for_event, "waiting_for_predecessor")
        for server in (first, second, third):
            server.signal()
            await self.in_thread(server.wait_for_event, "shutdown_signal", nth=1)
        await self.in_thread(third.wait_for_event, "waiting_for_predecessor")
        await anna.command("message", data="still heard", ref="1")
        await anna.expect("ack", QUIET, ref="1")
        await anna.close()
        for server in (first, second, third):
            self.assertEqual(await self.exit_code(server), 0)


@unittest.skipUnless(knows_systemd(), "this build does without libsystemd")
class UnderAServiceManager(WaitCase):
    """It would kill what is left of the service when its main process has ended."""

    def setUp(self):
        super().setUp()
        self.manager = self.enterContext(NotifySocket())
        self.environment = self.manager.environment()

    async def time_is_asked_for(self, new, boris, line):
        await self.left_alone(new, boris)
        asked = len(self.manager.notes("EXTEND_TIMEOUT_USEC"))
        await self.in_thread(self.manager.wait, "STATUS", lambda told: told.startswith(line))
        await self.in_thread(self.manager.wait, "EXTEND_TIMEOUT_USEC", nth=asked + 1, deadline=30)
        self.assertEqual(self.manager.told("STOPPING"), ["1"])

    async def test_it_goes_on_asking_for_time(self):
        old, anna, new, boris = await self.pair()
        await self.time_is_asked_for(new, boris, "Waiting for the predecessor: 1 client left, ")
        await anna.close()
        self.assertEqual(await self.exit_code(old), 0)
        self.assertEqual(await self.exit_code(new), 0)

    async def test_in_a_fleet_too(self):
        self.settings = self.settings | {"redis_url": self.enterContext(Redis()).url}
        old, anna, new, boris = await self.pair()
        await self.time_is_asked_for(new, boris, "Waiting for the predecessor, ")
        await anna.close()
        self.assertEqual(await self.exit_code(old), 0)
        self.assertEqual(await self.exit_code(new), 0)


class InAFleet(WaitCase):
    async def test_who_has_no_service_manager_waits_for_nobody(self):
        self.settings = self.settings | {"redis_url": self.enterContext(Redis()).url}
        old, anna, new, boris = await self.pair()
        new.signal()
        await boris.close()
        self.assertEqual(await self.exit_code(new), 0)
        await anna.command("message", data="still heard", ref="1")
        await anna.expect("ack", QUIET, ref="1")
        await anna.close()
        self.assertEqual(await self.exit_code(old), 0)


if __name__ == "__main__":
    unittest.main()
