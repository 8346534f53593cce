"""What was said, what was acknowledged, and what everybody heard where: the books of a soak.

Offsets are whole numbers without a hole, so a client that has heard every offset from its welcome
on has heard everything; a hole is right only where a personal message to somebody else stands."""

import collections
import itertools
import time

SETTLES = 10  # seconds until it is known what stands in a hole
NOTES = 30  # faults of which the circumstances are kept


class Ledger:
    def __init__(self):
        self.numbers = itertools.count(1)
        self.epoch = None
        self.number_at, self.place_of = {}, {}
        self.acknowledged = {}  # number: offset
        self.addressee = {}  # offset of a personal message: whose it is
        self.holes = collections.deque()  # (when, offset, who did not hear what stands there)
        self.counts = collections.Counter()
        self.faults = collections.Counter()
        self.began, self.notes = time.monotonic(), []

    def wrong(self, what, *circumstances):
        self.faults[what] += 1
        if len(self.notes) < NOTES:
            at = time.monotonic() - self.began
            self.notes.append(" ".join(map(str, (f"{at:.1f} s:", what, *circumstances))))

    def said(self):
        self.counts["said"] += 1
        return next(self.numbers)

    def taken(self, number, epoch, offset, to=None):
        """The server has answered for it."""
        self.counts["acknowledged"] += 1
        self._same_epoch(epoch)
        if self.acknowledged.setdefault(number, offset) != offset:
            self.wrong("acknowledged at two places", number, self.acknowledged[number], offset)
        if to is not None:
            self.addressee[offset] = to
        self._placed(number, offset)

    def heard(self, number, epoch, offset):
        self.counts["deliveries"] += 1
        self._same_epoch(epoch)
        self._placed(number, offset)

    def heard_alone(self, number, epoch, offset, to):
        self.addressee[offset] = to
        self.heard(number, epoch, offset)

    def _placed(self, number, offset):
        if self.number_at.setdefault(offset, number) != number:
            self.wrong("two messages at one place", offset, self.number_at[offset], number)
        if self.place_of.setdefault(number, offset) != offset:
            self.wrong("heard twice", number, self.place_of[number], offset)

    def _same_epoch(self, epoch):
        if self.epoch is None:
            self.epoch = epoch
        elif epoch != self.epoch:
            self.wrong("another epoch", self.epoch, epoch)

    def head(self):
        """The offset that everybody has to reach."""
        return max(self.acknowledged.values(), default=0)

    def missed(self, offset, name):
        self.holes.append((time.monotonic(), offset, name))

    def settle(self, patience=SETTLES):
        """Counts as lost what was missed and is no personal message to somebody else."""
        old = time.monotonic() - patience
        while self.holes and self.holes[0][0] <= old:
            _, offset, name = self.holes.popleft()
            if self.addressee.get(offset, name) == name:
                self.wrong("lost", offset, self.number_at.get(offset), "by", name)
