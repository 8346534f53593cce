"""One attack as a process: strike.py NAME PORT SECONDS TOKEN; its figures are one JSON object."""

import json
import os
import resource
import sys

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "bench"), os.path.join(ROOT, "tests", "e2e")]

from onslaught.catalogue import BY_NAME  # noqa: E402 - the path first
from onslaught.field import Field  # noqa: E402


def main():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    name, port, seconds, token = sys.argv[1:]
    field = Field(int(port), float(seconds), token)
    try:
        BY_NAME[name].strike(field)
    except OSError as error:  # thrown out where it did not expect it
        field.wrong.append(f"the attacker fell over: {error!r}")
    print(json.dumps({"held": field.held, "done": field.done, "wrong": field.wrong}), flush=True)
    os._exit(0)  # 20,000 sockets need not be closed one by one


if __name__ == "__main__":
    main()
