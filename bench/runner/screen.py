"""What the runner says while it works: one line a step, rewritten in place on a terminal."""
import sys


class Screen:
    def __init__(self, steps):
        self.steps, self.step = steps, 0
        self.terminal = sys.stderr.isatty()

    def begin(self, part):
        self.step += 1
        self.say(f"[{self.step}/{self.steps}] {part}")

    def doing(self, what):
        """Replaced by whatever comes next, on a terminal."""
        if self.terminal:
            print(f"\r  … {what}\033[K", end="", file=sys.stderr, flush=True)

    def say(self, line):
        wipe = "\r\033[K" if self.terminal else ""
        print(f"{wipe}{line}", file=sys.stderr, flush=True)
