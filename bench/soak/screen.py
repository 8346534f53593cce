"""One line each ten seconds on a terminal, each minute elsewhere."""

import sys
import time

MiB = 1 << 20


class Screen:
    def __init__(self, seconds):
        self.seconds = seconds
        self.every = 10 if sys.stderr.isatty() else 60
        self.last = time.monotonic()
        self.told = 0  # of the ledger's notes

    def say(self, line):
        print(line, file=sys.stderr, flush=True)

    def progress(self, row, ledger):
        for note in ledger.notes[self.told:]:
            self.say(note)
        self.told = len(ledger.notes)
        if time.monotonic() < self.last + self.every:
            return
        self.last = time.monotonic()
        wrong = sum(ledger.faults.values())
        self.say(f"{row['at'] / 60:5.1f} of {self.seconds / 60:g} min · {row['clients']:.0f} clients"
                 f" · {row['sent_rate']:,.0f} messages/s · {row['memory'] / MiB:.1f} MiB"
                 f" · {row['descriptors']:.0f} descriptors · lag {row['lag'] * 1000:.1f} ms"
                 f" · CPU {row['cpu_rate'] * 100:.0f} % · {wrong} faults")
