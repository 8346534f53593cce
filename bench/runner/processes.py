"""Servers under measurement: started, waited for, looked at, and always ended."""
import contextlib
import ctypes
import json
import os
import queue
import signal
import subprocess
import threading

START = 20  # seconds a server may take to listen
PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


class Failed(Exception):
    """A sentence for the reader: why there is no figure."""


def die_with_parent():
    """For preexec_fn: whatever ends the runner ends its children."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Running:
    """A server that listens."""

    def __init__(self, server, pid, port):
        self.server, self.pid, self.port = server, pid, port

    def url(self, path="/ws"):
        return f"ws://127.0.0.1:{self.port}{path}"

    def resident_kb(self):
        for name in ("smaps_rollup", "status"):  # exact first
            with contextlib.suppress(OSError), open(f"/proc/{self.pid}/{name}") as lines:
                for line in lines:
                    if line.startswith(("Rss:", "VmRSS:")):
                        return int(line.split()[1])
        raise Failed(f"{self.server.name} is gone.")

    def cpu_seconds(self):
        with open(f"/proc/{self.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Server:
    """One side of a comparison: how it is started, and whether it speaks Sluice's protocol."""

    def __init__(self, name, command, environment=None, raw=True):
        self.name, self.command, self.raw = name, [str(part) for part in command], raw
        self.environment = environment or {}

    def with_settings(self, name=None, **settings):
        return Server(name or self.name, self.command, {**self.environment, **settings}, self.raw)

    @contextlib.contextmanager
    def running(self):
        clean = {name: value for name, value in os.environ.items()
                 if not name.startswith("SLUICE_")}
        process = subprocess.Popen(
            self.command, env={**clean, **self.environment}, text=True, errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent)
        lines = queue.Queue()
        # Read to the end, or a full pipe would stop the server in the middle of its log.
        reader = threading.Thread(target=_follow, args=(process.stdout, lines), daemon=True)
        reader.start()
        try:
            yield Running(self, process.pid, self._port(lines))
        finally:
            process.kill()  # nothing is at stake, and a drain would wait for the closed clients
            process.wait()
            reader.join(5)
            process.stdout.close()

    def _port(self, lines):
        said = []
        while True:
            try:
                line = lines.get(timeout=START)
            except queue.Empty:
                raise Failed(f"{self.name} did not listen within {START} s.") from None
            if line is None:
                words = " ".join(said).strip() or "no word"
                raise Failed(f"{self.name} did not start: {words}")
            said.append(line)
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                if isinstance(event, dict) and event.get("event") == "listening":
                    return int(event["port"])


def _follow(stream, lines):
    listening = False
    with contextlib.suppress(ValueError):  # closed under us at the end
        for line in stream:
            if not listening:
                lines.put(line)
                listening = '"listening"' in line
    lines.put(None)


@contextlib.contextmanager
def child(command, **options):
    """A helper process that does not outlive the block."""
    options.setdefault("stdin", subprocess.DEVNULL)
    process = subprocess.Popen([str(part) for part in command], preexec_fn=die_with_parent,
                               **options)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()
