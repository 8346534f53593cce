"""Whether a soak went well: pure functions of what was sampled and counted."""

import dataclasses
import statistics

MiB = 1 << 20
WINDOW = 30  # seconds whose median is the memory at a moment


@dataclasses.dataclass(frozen=True)
class Bounds:
    growth: float = 10  # per cent that memory may stand above its warm level at the end
    lag: float = 0.5  # seconds that a loop may be late, at the most


@dataclasses.dataclass(frozen=True)
class Ending:
    """How it ended, beside the samples."""

    faults: dict  # of the ledger: what happened how often and must not
    descriptors_before: float
    descriptors_after: float | None  # None: nobody could be asked any more
    died: bool = False
    exit_code: int | None = 0


def warm_at(seconds):
    """When caches and history are taken to be full: minute five, or a sixth of a short run."""
    return 300 if seconds >= 600 else seconds / 6


def _level(rows, since, until):
    return statistics.median(row["memory"] for row in rows if since <= row["at"] <= until)


def memory(rows):
    """The warm level and the last, in bytes; None for a run that is too short to say."""
    seconds = rows[-1]["at"] if rows else 0
    window = min(WINDOW, seconds / 6)
    warm = warm_at(seconds)
    if len(rows) < 12 or not any(warm <= row["at"] <= warm + window for row in rows):
        return None
    return _level(rows, warm, warm + window), _level(rows, seconds - window, seconds)


def judge(rows, ending, bounds):
    """What is wrong, a sentence each; nothing when all is well."""
    wrong = [f"{what}: {count:,}" for what, count in sorted(ending.faults.items()) if count]
    if ending.died:
        wrong.append("the server died")
    elif ending.exit_code != 0:
        wrong.append(f"the server ended with {ending.exit_code} instead of 0")
    if not rows:
        return wrong + ["there is no sample"]
    levels = memory(rows)
    if levels and levels[1] > levels[0] * (1 + bounds.growth / 100):
        wrong.append(f"memory grew from {levels[0] / MiB:.1f} to {levels[1] / MiB:.1f} MiB, "
                     f"by more than {bounds.growth:g} %")
    if (lag := max(row["lag"] for row in rows)) > bounds.lag:
        wrong.append(f"a loop was {lag * 1000:.0f} ms late, more than {bounds.lag * 1000:.0f} ms")
    if ending.descriptors_after is None:
        wrong.append("nobody could count the descriptors at the end")
    elif ending.descriptors_after > ending.descriptors_before:
        wrong.append(f"{ending.descriptors_after:.0f} descriptors after the last client, "
                     f"{ending.descriptors_before:.0f} before the first")
    return wrong
