"""The servers that are attacked, and the adversities that are none of a peer's: a full disk, a log
that nobody reads, a clock that jumps, a Redis that speaks rubbish."""

import contextlib
import os
import subprocess
import tempfile
import threading
import time

from onslaught.falseredis import FalseRedis
from onslaught.victim import Victim
from support import http, jwt, tls
from support.server import BINARY, DEADLINE, clean_environment

CLOCK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clockshift.c")
BACKLOG = 1 << 20  # octets of the log that wait for their reader


class NotAllowed(Exception):
    """This machine, or this user, cannot have such a stage."""


class Stage:
    """`after()` says, when the attack is over, what is wrong."""

    def __init__(self, victim, after=list, act=None):
        self.victim, self.after = victim, after
        self.act = act  # instead of an attacker's process: called with a Field


def logged(victim, *events):
    text = victim.log_text()
    return [f"the log does not tell of {event}" for event in events
            if f'"event":"{event}"' not in text]


@contextlib.contextmanager
def plain(settings):
    with Victim(**settings) as victim:
        yield Stage(victim)


@contextlib.contextmanager
def encrypted(settings):
    with Victim(**settings | tls.pair().settings()) as victim:
        yield Stage(victim)


@contextlib.contextmanager
def remembering(settings, messages=700, octets=200):
    """A server whose history holds something before anybody is there."""
    with Victim(**settings) as victim:
        for _ in range(messages):
            assert http.post(victim, "/broadcast", {"data": "x" * octets}).status == 202
        yield Stage(victim)


@contextlib.contextmanager
def full_of_large(settings):
    with remembering(settings, settings["history_size"], 64000) as stage:
        yield stage


@contextlib.contextmanager
def signed(settings):
    """All clients show tokens that end, of one user, whose name is no client id."""
    with tempfile.TemporaryDirectory(prefix="sluice-keys-") as folder:
        key, public = jwt.key_pair(folder, "es256")
        made = subprocess.run([BINARY, "token", "make", "--user", "any client",
                               "--private-key", key],
                              env=clean_environment() | {"SLUICE_JWT_ALGORITHM": "es256"},
                              check=True, capture_output=True, text=True)
        with Victim(token=made.stdout.strip(), auth="jwt", jwt_algorithm="es256",
                    jwt_public_key=public, **settings) as victim:
            yield Stage(victim)


@contextlib.contextmanager
def few_descriptors(settings):
    with Victim(descriptors=512, **settings) as victim:
        yield Stage(victim, lambda: logged(victim, "connections_refused"))


@contextlib.contextmanager
def log_disk_full(settings):
    with open("/dev/full", "wb") as full, Victim(log=full, **settings) as victim:
        yield Stage(victim)


@contextlib.contextmanager
def log_unread(settings):
    """A pipe whose reader has stopped; when it reads on, it is told what was lost."""
    reads, writes = os.pipe()
    with open(reads, "rb", buffering=0) as reader, open(writes, "wb", buffering=0) as writer, \
            Victim(log=writer, **settings) as victim:
        def after():
            os.set_blocking(reader.fileno(), False)
            until, text, caught_up = time.monotonic() + 5, b"", 0
            while b"log_lines_lost" not in text and caught_up < 20 and time.monotonic() < until:
                some = reader.read(1 << 20) or b""
                text += some
                caught_up += len(some) < 4096
                with contextlib.suppress(OSError):
                    http.get(victim, "/nowhere")
                    http.request(victim, "GET", "/livez", "x" * 10, expect="nothing")
            # What the server keeps for its reader need not have been too little.
            told = b"log_lines_lost" in text or len(text) < BACKLOG
            return [] if told else ["nobody was told of the lost lines"]
        yield Stage(victim, after)


@contextlib.contextmanager
def log_slowly_read(settings):
    """A pipe whose reader takes a few lines now and then."""
    reads, writes = os.pipe()
    ended = threading.Event()

    def read():
        while not ended.wait(0.02):
            os.read(reads, 4096)

    with open(reads, "rb", buffering=0), open(writes, "wb", buffering=0) as writer, \
            Victim(log=writer, **settings) as victim:
        reader = threading.Thread(target=read)
        reader.start()
        try:
            yield Stage(victim)
        finally:
            ended.set()
            victim.process.kill()
            victim.process.wait()
            writer.close()
            reader.join()


@contextlib.contextmanager
def small_disk(settings):
    """A history file on a disk of its own, if this user may have one."""
    with tempfile.TemporaryDirectory(prefix="sluice-disk-") as folder:
        Disk.current = disk = Disk(folder)
        with Victim(launcher=disk.launcher(), history_file=f"{folder}/history.db",
                    **settings) as victim:
            disk.pid = victim.process.pid
            yield Stage(victim, lambda: logged(victim, *disk.events), fill_disk)


class Disk:
    """A file system of 16 MiB that only the server sees, and whoever looks through /proc."""

    current = None
    events = ("history_file_failed", "history_file_recovered")

    def __init__(self, folder):
        self.folder, self.pid = folder, None

    def launcher(self):
        script = f'mount -t tmpfs -o size=16m none "{self.folder}" && exec "$@"'
        for way in (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]):
            try:
                subprocess.run([*way, "sh", "-c", script, "sh", "true"], check=True,
                               capture_output=True)
                return [*way, "sh", "-c", script, "sh"]
            except (OSError, subprocess.CalledProcessError):
                continue
        raise NotAllowed("no disk of its own is allowed here")

    def ballast(self):
        return f"/proc/{self.pid}/root{self.folder}/ballast"


def fill_disk(field):
    """The disk with the history file fills up, and has room again, over and over."""
    ballast = Disk.current.ballast()
    while field.left() > 0.5:
        with contextlib.suppress(OSError), open(ballast, "wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        field.done += 1
        time.sleep(field.left() / 3)
        os.unlink(ballast)
        time.sleep(field.left() / 4)


@contextlib.contextmanager
def own_clock(settings):
    """A real-time clock that the test can set: a library between the server and the kernel."""
    with tempfile.TemporaryDirectory(prefix="sluice-clock-") as folder:
        library, Clock.path = f"{folder}/clockshift.so", f"{folder}/shift"
        try:
            subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, CLOCK], check=True)
        except OSError:
            raise NotAllowed("there is no C compiler for a clock") from None
        Clock.set(0)
        with Victim(preload=library, environment={"CLOCKSHIFT": Clock.path},
                    **settings) as victim:
            yield Stage(victim, act=jump)


class Clock:
    path = None

    @classmethod
    def set(cls, seconds):
        mode = "r+b" if os.path.exists(cls.path) else "wb"
        with open(cls.path, mode) as shift:  # the same file: it is mapped
            shift.write(seconds.to_bytes(8, "little", signed=True))


def jump(field):
    """The clock of the machine jumps by an hour and by ten years, ahead and back."""
    year = 365 * 86400
    for seconds in (3600, -3600, 10 * year, -10 * year, 0):
        Clock.set(seconds)
        field.done += 1
        time.sleep(field.left() / 3)


@contextlib.contextmanager
def false_redis(settings):
    with FalseRedis() as redis, Victim(redis_url=redis.url, **settings) as victim:
        def speak_rubbish(field):
            redis.turn_false()
            field.rest()
            field.done = redis.said()

        def after():
            redis.turn_true()
            until = time.monotonic() + DEADLINE
            while http.get(victim, "/readyz").json()["status"] != "ready":
                if time.monotonic() > until:
                    return ["it did not find its way back to Redis"]
                time.sleep(0.05)
            return logged(victim, "redis_lost", "redis_up")

        yield Stage(victim, after, speak_rubbish)


def rubbish(field):
    """Redis speaks rubbish: no protocol, endless lines, huge lengths, lists in lists."""
