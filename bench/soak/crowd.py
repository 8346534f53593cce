"""Those who stay and have bad luck, and those who come, talk and leave."""

import asyncio
import random

from soak.follower import Follower

WAIT = 30  # seconds for a welcome, or an ack


async def until(holds, patience=WAIT):
    loop = asyncio.get_running_loop()
    end = loop.time() + patience
    while not holds() and loop.time() < end:
        await asyncio.sleep(0.05)
    return holds()


class Stayers:
    """They hear everything from the first message to the last, whatever happens to their
    connections: `trouble` times a second something does, to one of them."""

    def __init__(self, server, ledger, count, trouble):
        self.server, self.ledger, self.count, self.trouble = server, ledger, count, trouble
        self.all = []
        self.tasks = set()

    async def come(self):
        for number in range(self.count):
            self.all.append(Follower(self.server, self.ledger, f"stayer-{number}"))
            await asyncio.sleep(0.005)
        return await until(lambda: all(one.live for one in self.all))

    def begin(self):
        self._spawn(self._torment())

    def _spawn(self, action):
        task = asyncio.create_task(action)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _torment(self):
        while True:
            await asyncio.sleep(random.expovariate(self.trouble))
            victim = random.choice(self.all)
            if victim.live:
                self._spawn(self._strike(victim.current.socket, victim))

    async def _strike(self, socket, victim):
        what = random.choice(("reset", "hang up", "close", "stall", "say", "say and reset"))
        self.ledger.counts[what] += 1
        if what.startswith("say"):
            victim.say()
        if what.endswith("reset"):
            socket.reset()
        elif what == "hang up":
            socket.hang_up()
        elif what == "close":
            await socket.close()
        elif what == "stall":  # long enough for the server's patience, or not
            await socket.stall(random.uniform(2, 15))

    async def stop_trouble(self):
        tasks = list(self.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for one in self.all:  # whoever stood still reads on
            if one.current and one.current.socket and one.live:
                one.current.socket.transport.resume_reading()

    async def all_have_heard(self, offset):
        return await until(lambda: all(one.live and one.upto >= offset and not one.waiting
                                       for one in self.all))

    def tell_who_has_not(self, offset):
        for one in self.all:
            if one.sent_away():
                self.ledger.wrong("sent away", one.name, one.task.result())
            elif not one.live:
                self.ledger.wrong("never came back", one.name)
            for ref in one.waiting:
                self.ledger.wrong("no answer to a client", one.name, ref)
            for missing in range((one.upto or 0) + 1, offset + 1):
                self.ledger.missed(missing, one.name)

    async def leave(self):
        await asyncio.gather(*(one.leave() for one in self.all))


class Passers:
    """`rate` newcomers a second: each says something, to all or to somebody, goes in its own way,
    and may come back once, as itself or under another id, to where it stood."""

    def __init__(self, server, ledger, rate, stayers):
        self.server, self.ledger, self.stayers = server, ledger, stayers
        self.number = 0
        self.guests = set()
        self.task = asyncio.create_task(self._invite(rate))

    async def _invite(self, rate):
        while True:
            await asyncio.sleep(random.expovariate(rate))
            self.number += 1
            guest = asyncio.create_task(self._visit(f"passer-{self.number}"))
            self.guests.add(guest)
            guest.add_done_callback(self.guests.discard)

    async def _visit(self, name):
        one = Follower(self.server, self.ledger, name)
        try:
            await self._stay(one)
            turn = random.random()
            if turn < 0.2:  # as itself
                broken = one.current
                broken.socket.reset()
                await until(lambda: one.current is not broken)
                await self._stay(one)
            elif turn < 0.4:  # under another id, without the session that makes it the same client
                place = {key: one.place[key] for key in ("epoch", "offset")}
                await one.leave("reset")
                self.ledger.counts["changed the id"] += 1
                other = Follower(self.server, self.ledger, f"{name}-again")
                other.place, other.upto = place, place["offset"]
                one = other
                await self._stay(one)
        finally:
            await one.leave(random.choice(("close", "reset", "hang_up")))

    async def _stay(self, one):
        if not await until(lambda: one.live or one.sent_away()) or not one.live:
            self.ledger.wrong("not let in", one.name)
            return
        turn = random.random()
        if turn < 0.1:
            one.say()
        elif turn < 0.2:
            one.say(to=random.choice(self.stayers.all).name)
        await asyncio.sleep(random.uniform(0.1, 2))
        if one.live and not await until(lambda: not one.waiting):
            self.ledger.wrong("no answer to a client", one.name, *one.waiting)

    async def stop(self):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        guests = list(self.guests)
        for result in await asyncio.gather(*guests, return_exceptions=True):
            if isinstance(result, Exception):
                self.ledger.wrong("a passer broke", repr(result))
