"""A real HAProxy before several servers: what comes goes where /readyz says 200, byte for byte."""

import csv
import os
import shutil
import socket
import subprocess
import tempfile
import time

from support.ports import free_port
from support.server import DEADLINE, _die_with_parent

# Debian keeps it where only root looks.
HAPROXY = shutil.which("haproxy", path=os.environ.get("PATH", "") + ":/usr/sbin") or "haproxy"
CONFIGURATION = """
global
    maxconn {connections}
    stats socket {socket}
defaults
    mode {mode}
    timeout connect 5s
    timeout client 1h
    timeout server 1h
    timeout tunnel 1h
    # A server that is slow to answer is no server that says no.
    timeout check 5s
listen sluice
    bind 127.0.0.1:{port}
    balance leastconn
    # A server that is not ready takes no newcomers; who is connected stays, and leaves as its drain says.
    option httpchk
    http-check send meth GET uri /readyz ver HTTP/1.1 hdr Host sluice
    http-check expect status 200
    # Whom the check was too late for is taken to another server.
    option redispatch 1
    retries 3
    default-server check inter 100ms fall 1 rise 1 {sending}
    {options}
{servers}
"""


class Balancer:
    """`ports` are the servers' own; they may come and go. `sending` is said of each of them,
    `options` of the proxy; `tls` is what the servers speak, of which the balancer knows nothing."""

    def __init__(self, ports, connections=4000, mode="tcp", sending="", options="", tls=None):
        self.port = free_port()
        self.tls = tls
        self._folder = tempfile.TemporaryDirectory(prefix="sluice-balancer-")
        self._socket = os.path.join(self._folder.name, "stats")
        path = os.path.join(self._folder.name, "haproxy.cfg")
        servers = "\n".join(f"    server {port} 127.0.0.1:{port}" for port in ports)
        with open(path, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(port=self.port, socket=self._socket, servers=servers,
                                            connections=connections, mode=mode,
                                            sending=sending, options=options))
        self.process = subprocess.Popen([HAPROXY, "-db", "-q", "-f", path],
                                        stdin=subprocess.DEVNULL, preexec_fn=_die_with_parent)
        for port in ports:
            self.wait_until(port, ready=True)

    def url(self, path="/ws"):
        return f"{'wss' if self.tls else 'ws'}://127.0.0.1:{self.port}{path}"

    def is_ready(self, port):
        """Whether newcomers are taken to this server."""
        with socket.socket(socket.AF_UNIX) as stats:
            stats.connect(self._socket)
            stats.sendall(b"show stat\n")
            table = b"".join(iter(lambda: stats.recv(65536), b"")).decode()
        rows = csv.DictReader(table.removeprefix("# ").splitlines())
        row = next(row for row in rows if row["svname"] == str(port))
        return row["status"] == "UP" and row["check_status"] == "L7OK"

    def wait_until(self, port, ready, deadline=DEADLINE):
        until = time.monotonic() + deadline
        while True:
            try:
                if self.is_ready(port) == ready:
                    return
            except OSError:  # it is only starting
                if self.process.poll() is not None:
                    raise
            if time.monotonic() > until:
                raise AssertionError(f"server {port} is not {'' if ready else 'un'}ready")
            time.sleep(0.02)

    def stop(self):
        self.process.kill()
        self.process.wait()
        self._folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
