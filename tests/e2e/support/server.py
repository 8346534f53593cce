"""One real server process: started with settings, watched through its log, always ended."""

import atexit
import ctypes
import functools
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from support import tls

DEADLINE = 10.0
BINARY = os.environ.get("SLUICE_BINARY", "build/test/sluice")
BARE_NAMES = {"HOST", "PORT", "SHUTDOWN_TIMEOUT", "BROADCAST_INTERVAL", "LOG_LEVEL", "REDIS_URL",
              "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "RUNTIME_DIRECTORY", "LISTEN_PID",
              "LISTEN_FDS", "LISTEN_FDNAMES"}
PR_SET_PDEATHSIG = 1


@functools.cache
def config_home():
    """A window remembers how it was left: not in the settings of whoever runs the tests."""
    folder = tempfile.mkdtemp(prefix="sluice-config-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def clean_environment():
    """This process's environment without anything the server would take for a setting."""
    return {name: value for name, value in os.environ.items()
            if not name.startswith("SLUICE_") and name not in BARE_NAMES} | {
                "XDG_CONFIG_HOME": config_home()}


def as_text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def _die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def run(*arguments, environment=None, deadline=DEADLINE):
    """Runs the binary to its end, for commands and for servers that must not start."""
    return subprocess.run([BINARY, *arguments], env=clean_environment() | (environment or {}),
                          stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=deadline, check=False)


class Server:
    """Settings are keywords (`messages_per_minute=5`); they travel as SLUICE_* variables.

    `environment` adds variables as they are; `arguments` go behind the binary's name, `launcher`
    before it; `descriptors` are passed on.
    """

    def __init__(self, *arguments, environment=None, listening=True, launcher=(), descriptors=(),
                 **settings):
        given = {"port": 0, "control_socket": "off", "log_format": "json",
                 "broadcast_interval": 0} | settings
        if tls.EVERYWHERE and "tls_certificate" not in settings:
            given |= tls.pair().settings()
        # What its clients wrap their sockets in; None: nothing.
        self.tls = tls.pair().context() if given.get("tls_certificate") else None
        variables = {f"SLUICE_{name.upper()}": as_text(value)
                     for name, value in given.items() if value is not None}
        self.lines = []
        self.events = []
        self.port = None
        self._ended_on_purpose = False
        self._may_end = False  # it was asked to drain, and may be done when the test is
        self._changed = threading.Condition()
        self.process = subprocess.Popen(
            [*launcher, BINARY, *arguments], pass_fds=descriptors, env=clean_environment() | variables | (environment or {}),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            preexec_fn=_die_with_parent)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if listening:
            try:
                self.port = self.wait_for_event("listening")["port"]
            except BaseException:
                self.kill()
                raise

    def _read(self):
        for raw in self.process.stderr:
            line = raw.decode("utf-8").rstrip("\n")
            try:
                event = json.loads(line)
            except ValueError:
                event = None
            with self._changed:
                self.lines.append(line)
                if isinstance(event, dict):
                    self.events.append(event)
                self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    def _wait(self, find, what, deadline):
        until = time.monotonic() + deadline
        with self._changed:
            while True:
                found = find()
                if found is not None:
                    return found
                left = until - time.monotonic()
                if left <= 0 or not self._reader.is_alive():
                    log = "\n".join(self.lines[-30:])
                    raise AssertionError(f"no log line {what}; the log ended with:\n{log}")
                self._changed.wait(min(left, 0.2))

    def wait_for(self, find, what, deadline=DEADLINE):
        """The first thing that is not None which `find` makes of what has been logged."""
        return self._wait(find, what, deadline)

    def wait_for_event(self, name, deadline=DEADLINE, **fields):
        def find():
            for event in self.events:
                if event.get("event") == name and fields.items() <= event.items():
                    return event
            return None
        return self._wait(find, f"with event {name!r} and {fields}", deadline)

    def wait_for_message(self, pattern, deadline=DEADLINE):
        """The first event whose message matches the regular expression from its start."""
        def find():
            for event in self.events:
                if re.match(pattern, event.get("message", "")):
                    return event
            return None
        return self._wait(find, f"that reads {pattern!r}", deadline)

    def wait_for_line(self, pattern, deadline=DEADLINE):
        def find():
            return next((line for line in self.lines if re.search(pattern, line)), None)
        return self._wait(find, f"like {pattern!r}", deadline)

    def messages(self):
        with self._changed:
            return [event.get("message", "") for event in self.events]

    def url(self, path="/ws"):
        return f"{'wss' if self.tls else 'ws'}://127.0.0.1:{self.port}{path}"

    def signal(self, number=signal.SIGTERM):
        self._may_end = self._may_end or number in (signal.SIGTERM, signal.SIGINT)
        self.process.send_signal(number)

    def wait_for_exit(self, deadline=DEADLINE):
        """The exit code; the whole log has been read when this returns."""
        self._ended_on_purpose = True
        try:
            code = self.process.wait(deadline)
        except subprocess.TimeoutExpired:
            self.kill()
            log = "\n".join(self.lines[-30:])
            raise AssertionError(f"still running after {deadline} s; log:\n{log}") from None
        self._finish()
        return code

    def kill(self):
        self._ended_on_purpose = True
        self.process.kill()
        self.process.wait()
        self._finish()

    def _finish(self):
        self._reader.join(DEADLINE)
        self.process.stderr.close()

    def stop(self):
        """Ends the process; a server that died by itself meanwhile is an error."""
        if self._ended_on_purpose:
            return
        died = self.process.poll()
        if died is None:
            self.process.terminate()
            try:
                self.process.wait(2)
            except subprocess.TimeoutExpired:
                pass
        code = self.process.poll()
        self.kill()
        by_itself = died is not None and not (died == 0 and self._may_end)
        if by_itself or code not in (None, 0):
            log = "\n".join(self.lines[-30:])
            raise AssertionError(f"the server ended with {code}; its log ended with:\n{log}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
