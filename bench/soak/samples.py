"""What the server says of itself every few seconds, as one row each."""

import asyncio
import time

COUNTERS = {"sent": "sluice_messages_sent_total", "cpu": "process_cpu_seconds_total",
            "accepted": "sluice_connections_accepted_total"}


def row(metrics, before, at):
    """`before`: the row that this one's rates are counted from."""
    now = {"at": at, "memory": metrics["process_resident_memory_bytes"],
           "descriptors": metrics["process_open_fds"], "clients": metrics["sluice_connections"],
           "lag": max(value for name, value in metrics.items()
                      if name.startswith("sluice_loop_lag_seconds")),
           "queued": metrics["sluice_send_queue_bytes"],
           **{name: metrics[key] for name, key in COUNTERS.items()}}
    passed = at - before["at"] if before else 0
    for name in COUNTERS:
        now[f"{name}_rate"] = (now[name] - before[name]) / passed if passed else 0.0
    return now


class Sampler:
    """`rows` from now on until stopped; `died` when the server answers no more."""

    def __init__(self, server, every, heed):
        self.server, self.heed = server, heed
        self.rows, self.began, self.died = [], time.monotonic(), False
        self.task = asyncio.create_task(self._watch(every))

    async def take(self, last=False):
        metrics = await self.server.metrics()
        if last and len(self.rows) > 1:
            self.rows.pop()  # too little has happened since then for a rate
        before = self.rows[-1] if self.rows else None
        self.rows.append(row(metrics, before, time.monotonic() - self.began))
        self.heed(self.rows[-1])

    async def _watch(self, every):
        while self.server.alive():
            due = time.monotonic() + every
            try:
                await self.take()
            except OSError:
                if not self.server.alive():
                    break
            await asyncio.sleep(max(0, due - time.monotonic()))
        self.died = True

    async def stop(self):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
