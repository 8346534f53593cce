"""The course of a soak: the house opens, the crowd comes, time passes, all leave, the verdict."""

import asyncio
import os
import signal
import sys
import time

from runner.processes import Failed
from soak import report
from soak.crowd import Passers, Stayers
from soak.garbage import Garbage
from soak.house import House
from soak.ledger import Ledger
from soak.publisher import Publisher
from soak.samples import Sampler
from soak.screen import Screen
from soak.verdict import Bounds, Ending, judge

INTERRUPTED = 130


class Soak:
    def __init__(self, options, server):
        self.options, self.server = options, server
        self.seconds = options.minutes * 60
        self.ledger = Ledger()
        self.screen = Screen(self.seconds)
        self.stayers = Stayers(server, self.ledger, options.clients, options.trouble)
        self.over = asyncio.Event()
        self.interrupted = False

    def interrupt(self):
        self.interrupted = True
        self.over.set()

    def _heed(self, row):
        self.ledger.settle()
        self.screen.progress(row, self.ledger)

    async def go(self):
        before = (await self.server.metrics())["process_open_fds"]
        sampler = Sampler(self.server, min(5, max(0.2, self.seconds / 60)), self._heed)
        try:
            await self._crowd(sampler)
        finally:
            await sampler.stop()
        after = await self._descriptors(before) if self.server.alive() else None
        ending = Ending(dict(self.ledger.faults), before, after, sampler.died,
                        await asyncio.to_thread(self.server.end))
        return sampler.rows, ending

    async def _crowd(self, sampler):
        try:
            if await self.stayers.come():
                await self._live(sampler)
            else:
                self.ledger.wrong("not let in at the start")
            if self.server.alive():
                await sampler.take(last=True)
        finally:
            await self.stayers.stop_trouble()
            await self.stayers.leave()

    async def _live(self, sampler):
        options = self.options
        self.stayers.begin()
        publisher = Publisher(self.server, self.ledger, options.rate)
        parties = [Passers(self.server, self.ledger, options.passers, self.stayers),
                   Garbage(self.server, self.ledger, options.garbage), publisher]
        death = asyncio.ensure_future(asyncio.wait([sampler.task]))
        end = asyncio.ensure_future(self.over.wait())
        await asyncio.wait([death, end], timeout=self.seconds, return_when="FIRST_COMPLETED")
        death.cancel()
        end.cancel()
        self.screen.say("The end: waiting for what is under way.")
        await asyncio.gather(*(party.stop() for party in parties))
        await self.stayers.stop_trouble()
        head = self.ledger.head()
        if self.server.alive():
            await self.stayers.all_have_heard(head)
        self.stayers.tell_who_has_not(head)
        self.ledger.settle(patience=0)

    async def _descriptors(self, before):
        """How many are open once those of clients are closed, lingering ones too."""
        now = before

        async def back():
            nonlocal now
            now = (await self.server.metrics())["process_open_fds"]
            return now <= before

        end = time.monotonic() + 15
        while not await back() and time.monotonic() < end:
            await asyncio.sleep(0.2)
        return now


async def run(options):
    os.makedirs(options.out, exist_ok=True)
    try:
        server = House(options.binary, options.out, options.tls, options.settings)
    except (Failed, OSError) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    try:
        soak = Soak(options, server)
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, soak.interrupt)
        rows, ending = await soak.go()
    finally:
        server.kill()
    wrong = judge(rows, ending, Bounds(options.growth, options.lag))
    told = report.figures(rows, soak.ledger, ending, wrong, options.command)
    missing = await asyncio.to_thread(report.write, options, told, rows)
    print(report.markdown(told))
    print("\n".join([*missing, f"Report and picture: {options.out}"]))
    if soak.interrupted:
        return INTERRUPTED
    return 1 if wrong else 0
