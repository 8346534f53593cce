"""What the drain suites share: a server of their own for each test, and the notice."""

from support.case import SluiceTestCase
from support.server import Server
from support.wsclient import TIME


class DrainCase(SluiceTestCase):
    """Each test has a server of its own, since it ends it."""

    settings = {}

    @classmethod
    def setUpClass(cls):
        pass

    async def asyncSetUp(self):
        self.start()

    def start(self, **settings):
        self.server = Server(**self.settings | settings)
        self.addCleanup(self.server.kill)
        return self.server

    async def notice(self, client, ignoring=("presence",)):
        """A `drain` frame with every field, its times consistent with each other."""
        frame = await client.expect("drain", ignoring)
        for name in ("phase", "reason", "message"):
            assert isinstance(frame[name], str) and frame[name], frame
        assert TIME.fullmatch(frame["deadline"]), frame
        for name in ("remaining_ms", "reconnect_in_ms"):
            assert type(frame[name]) is int and frame[name] >= 0, frame
        assert frame["reconnect_in_ms"] <= frame["remaining_ms"], frame
        return frame

    async def exit_code(self, deadline=10):
        return await self.in_thread(self.server.wait_for_exit, deadline)
