"""A real Redis of a test's own: stopped, frozen and started again at will."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from support.ports import free_port, hold
from support.server import DEADLINE, _die_with_parent


class Redis:
    """On a port that stays the same; forgets everything when it ends, unless the arguments say
    otherwise. `launcher` goes before the program's name."""

    def __init__(self, *arguments, user="", password=None, tls=None, host="127.0.0.1",
                 launcher=()):
        self.host = host
        self.port = free_port()
        self.launcher = launcher
        self.user = user
        self.password = password
        self.tls = tls
        self.folder = tempfile.mkdtemp(prefix="sluice-redis-")
        self.arguments = list(arguments)
        if tls:
            self.arguments += ["--port", "0", "--tls-port", str(self.port), "--tls-cert-file",
                               tls.certificate, "--tls-key-file", tls.key,
                               "--tls-auth-clients", "no"]
        else:
            self.arguments += ["--port", str(self.port)]
        if user:
            self.arguments += ["--user", user, "on", f">{password}", "~sluice:*", "&sluice:*",
                               "+@all", "-@dangerous", "--user", "default", "off"]
        elif password:
            self.arguments += ["--requirepass", password]
        self.process = None
        self.place = None  # kept while it is dead
        self.start()

    @property
    def url(self):
        identity = f"{self.user}:{self.password}@" if self.password else ""
        return f"redis{'s' if self.tls else ''}://{identity}{self.host}:{self.port}/0"

    def start(self):
        self._leave_place()
        self.process = subprocess.Popen(
            [*self.launcher, "redis-server", "--save", "", "--appendonly", "no", "--bind",
             self.host, "--dir", self.folder, *self.arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, preexec_fn=_die_with_parent)
        until = time.monotonic() + DEADLINE
        while True:
            try:
                socket.create_connection((self.host, self.port), 1).close()
                return
            except OSError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise
                time.sleep(0.02)

    def stand_still(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self._leave_place()
        self.place = hold(self.host, self.port)

    def _leave_place(self):
        if self.place:
            self.place.close()
        self.place = None

    def command(self, *words):
        """What redis-cli answers."""
        identity = ["-a", self.password, "--no-auth-warning"] if self.password else []
        return subprocess.run(["redis-cli", "-h", self.host, "-p", str(self.port), *identity, *words],
                              capture_output=True, text=True, check=True, timeout=DEADLINE).stdout

    def close(self):
        self.kill()
        self._leave_place()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
