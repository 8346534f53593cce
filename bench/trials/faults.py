"""The faults: each breaks something of a running trial and gives the time at which it was over."""

import asyncio
import dataclasses
import signal
import time
import typing

AWAY = 10  # seconds that Redis stands still, or a line is cut
DOWN = 5  # seconds until a killed Redis is started again


async def kill_a_node(trial):
    victim = trial.nodes[0]
    trial.buried.append(victim)
    victim.signal(signal.SIGKILL)
    await asyncio.to_thread(victim.wait_for_exit)


async def kill_and_restart_the_server(trial):
    victim = trial.nodes[0]
    victim.signal(signal.SIGKILL)
    await asyncio.to_thread(victim.wait_for_exit)
    trial.nodes[0] = await asyncio.to_thread(trial.start_node, 0, victim.given)
    return time.monotonic()


async def kill_redis(trial):
    await asyncio.to_thread(trial.redis.kill)
    await asyncio.sleep(DOWN)
    await trial.check_degraded(trial.nodes)
    await asyncio.to_thread(trial.redis.start)
    return time.monotonic()


async def stop_redis(trial):
    trial.redis.stand_still()
    await asyncio.sleep(AWAY)
    await trial.check_degraded(trial.nodes)
    trial.redis.go_on()
    return time.monotonic()


async def cut_a_line(trial):
    trial.line.cut(0)
    return await mended(trial)


async def lose_the_answers(trial):
    trial.line.cut_answers(0)
    return await mended(trial)


async def mended(trial):
    await asyncio.sleep(AWAY)
    await trial.check_degraded(trial.nodes[:1])
    trial.line.mend(0)
    return time.monotonic()


@dataclasses.dataclass(frozen=True)
class Fault:
    name: str
    title: str
    strike: typing.Callable
    nodes: int = 3
    redis: tuple | None = ()  # its arguments; None: there is none
    settings: dict = dataclasses.field(default_factory=dict)
    cut: bool = False
    file: bool = False
    mourns: bool = False  # some clients of the first node do not come back
    forgets: bool = False  # Redis: what was under way at that moment may be lost or heard twice


KEEPS = ("--appendonly", "yes", "--appendfsync", "always")

FAULTS = [
    Fault("node", "`kill -9` of one node of three", kill_a_node, mourns=True),
    Fault("redis-kept", f"`kill -9` of Redis with persistence, back after {DOWN} s", kill_redis,
          redis=KEEPS),
    Fault("redis-forgets", f"`kill -9` of Redis without, back after {DOWN} s", kill_redis,
          forgets=True),
    Fault("stop", f"Redis stands still for {AWAY} s (SIGSTOP)", stop_redis),
    Fault("stop-queue", "the same, `outage_queue=1000`", stop_redis,
          settings={"outage_queue": 1000}),
    Fault("cut", f"one node cut off from Redis for {AWAY} s", cut_a_line, cut=True),
    Fault("cut-answers", "the same, but only Redis' answers are lost", lose_the_answers, cut=True),
    Fault("file", "`kill -9` of a single server with `history_file`, restarted",
          kill_and_restart_the_server, nodes=1, redis=None, file=True),
]
