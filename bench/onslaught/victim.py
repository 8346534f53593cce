"""A server that is going to be attacked: its log goes to a file, its memory is watched."""

import resource
import signal
import subprocess
import tempfile
import time
from http.client import HTTPException

from support import http, tls
from support.ports import free_port
from support.server import BINARY, DEADLINE, _die_with_parent, as_text, clean_environment


class Victim:
    """Settings are keywords. `descriptors`: its limit of them; `log`: a descriptor to write the
    log to instead of the file; `preload`: a library to load before all others; `token`: what its
    clients have to show."""

    def __init__(self, descriptors=None, log=None, preload=None, launcher=(), environment=None,
                 token="", **settings):
        given = {"port": free_port(), "control_socket": "off", "log_format": "json",
                 "broadcast_interval": 0} | settings
        self.port, self.token = given["port"], token
        self.remembers = given.get("history_size", 1000)
        self.tls = tls.pair().context() if given.get("tls_certificate") else None
        variables = {f"SLUICE_{name.upper()}": as_text(value) for name, value in given.items()}
        variables |= environment or {}
        if preload:
            variables["LD_PRELOAD"] = preload
        self.log = tempfile.TemporaryFile(mode="w+b")

        def prepare():
            _die_with_parent()
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        try:
            self.process = subprocess.Popen(
                [*launcher, BINARY], env=clean_environment() | variables,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=self.log if log is None else log, preexec_fn=prepare)
        except BaseException:
            self.log.close()
            raise
        try:
            self._wait_until_it_serves()
        except BaseException:
            self.kill()
            raise

    def _wait_until_it_serves(self):
        until = time.monotonic() + DEADLINE
        while True:
            try:
                return http.get(self, "/livez")
            except OSError:
                assert self.process.poll() is None, f"it ended at once:\n{self.log_text()}"
                assert time.monotonic() < until, f"it does not serve:\n{self.log_text()}"
                time.sleep(0.01)

    def url(self):
        return f"{'wss' if self.tls else 'ws'}://127.0.0.1:{self.port}/ws"

    def log_text(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def resident(self):
        """Octets."""
        return self._status("VmRSS")

    def forget_peak(self):
        with open(f"/proc/{self.process.pid}/clear_refs", "w", encoding="ascii") as refs:
            refs.write("5")  # proc(5): the peak begins anew

    def peak(self):
        return self._status("VmHWM")

    def _status(self, name):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(name))

    def is_alive(self):
        return self.process.poll() is None

    def answers(self, patience=DEADLINE):
        """Whether a stranger is answered, at the latest when who attacked has been thrown out."""
        until = time.monotonic() + patience
        while self.is_alive() and time.monotonic() < until:
            try:
                if http.get(self, "/livez").status == 200:
                    return True
            except (OSError, HTTPException):
                pass
            time.sleep(0.05)
        return False

    def end(self):
        """The exit code after SIGTERM; nobody is there any more who would have to leave."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            return None

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
