"""The service manager's end of sd_notify(3): a datagram socket that notes what came when."""

import os
import socket
import subprocess
import tempfile
import threading
import time
from collections import namedtuple

from support.server import BINARY

DEADLINE = 10.0

Note = namedtuple("Note", "when fields")


def knows_systemd():
    libraries = subprocess.run(["ldd", BINARY], capture_output=True, text=True, check=False).stdout
    return "libsystemd" in libraries


class NotifySocket:
    """`environment()` makes a process speak to it."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self._folder.name, "notify")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.path)
        self._changed = threading.Condition()
        self._notes = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def environment(self, watchdog=None):
        variables = {"NOTIFY_SOCKET": self.path}
        if watchdog is not None:
            variables["WATCHDOG_USEC"] = str(int(watchdog * 1_000_000))
        return variables

    def _read(self):
        while octets := self._socket.recv(4096):
            note = Note(time.monotonic(),
                        dict(line.split("=", 1) for line in octets.decode().splitlines()))
            with self._changed:
                self._notes.append(note)
                self._changed.notify_all()

    def notes(self, name=None):
        """All that came so far, in order, or those that say `name`."""
        with self._changed:
            return [note for note in self._notes if name is None or name in note.fields]

    def told(self, name):
        return [note.fields[name] for note in self.notes(name)]

    def wait(self, name, matches=lambda value: True, nth=1, deadline=DEADLINE):
        """The nth note that says `name` with a matching value."""
        until = time.monotonic() + deadline
        with self._changed:
            while True:
                found = [note for note in self._notes
                         if name in note.fields and matches(note.fields[name])]
                if len(found) >= nth:
                    return found[nth - 1]
                left = until - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"no {name} in {deadline} s; told: {self._notes}")
                self._changed.wait(left)

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._reader.join(DEADLINE)
        self._socket.close()
        self._folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
