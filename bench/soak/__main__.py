#!/usr/bin/python3
"""A real server under mixed clients for a while: they come, talk, leave, stall, die, resume, change
ids, and some speak nonsense. Everything acknowledged has to reach everybody once and in order, and
the server has to be at the end what it was in minute five. Writes a report and a picture into
build/soak; exit code 1 when something is wrong.

    ./dev soak [MINUTES] [--clients 200] [--rate 20] [--passers 10] [--tls] [--out DIR]
"""

import argparse
import asyncio
import os
import random
import signal
import sys

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[0:1] = [os.path.join(ROOT, "bench"), os.path.join(ROOT, "tests", "e2e")]

from soak.run import run  # noqa: E402 - the path first


def options():
    parser = argparse.ArgumentParser(prog="./dev soak", description=__doc__.split("\n\n")[0])
    parser.add_argument("minutes", type=float, nargs="?", default=30)
    parser.add_argument("--clients", type=int, default=200, help="who stay to the end")
    parser.add_argument("--rate", type=float, default=20, help="messages a second over HTTP")
    parser.add_argument("--passers", type=float, default=10, help="who come and go, a second")
    parser.add_argument("--trouble", type=float, default=2, help="broken connections a second")
    parser.add_argument("--garbage", type=float, default=2, help="guests without manners a second")
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--growth", type=float, default=10,
                        help="per cent of memory above minute five that are too many")
    parser.add_argument("--lag", type=float, default=0.5, help="seconds of loop lag, likewise")
    parser.add_argument("--no-picture", action="store_false", dest="picture")
    parser.add_argument("--seed", type=int, default=None, help="of what happens to whom")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE",
                        dest="settings", help="a setting of the server")
    parser.add_argument("--out", default=os.path.join(ROOT, "build", "soak"))
    parser.add_argument("--binary", default=os.environ.get(
        "SLUICE_BINARY", os.path.join(ROOT, "build", "release", "sluice")))
    given = parser.parse_args()
    if given.minutes <= 0 or given.clients < 1 or min(
            given.rate, given.passers, given.trouble, given.garbage) <= 0:
        parser.error("minutes, clients and rates are above 0")
    given.settings = dict(setting.split("=", 1) for setting in given.settings)
    given.command = " ".join(["./dev soak", *sys.argv[1:]])
    return given


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is ended on the way
    chosen = options()
    random.seed(chosen.seed)
    sys.exit(asyncio.run(run(chosen)))
