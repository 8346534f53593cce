"""A network of the script's own, which nobody else sees and which ends with it; and in it the line
between a node and Redis that can be cut."""

import asyncio
import os
import subprocess
import sys
import time

from support.ports import free_port
from support.redis import Redis
from support.server import DEADLINE, _die_with_parent

MARK = "SLUICE_TRIALS_OWN_NETWORK"
WAYS = (["unshare", "--net"], ["unshare", "--map-root-user", "--net"])


def enter():
    """Starts this script anew in a network namespace, if that is allowed, as root or as anybody.
    Afterwards: whether it is."""
    if MARK not in os.environ:
        for way in WAYS:
            if subprocess.run([*way, "ip", "link", "set", "lo", "up"], stdin=subprocess.DEVNULL,
                              capture_output=True, check=False).returncode == 0:
                os.execvpe(way[0], [*way, sys.executable, *sys.argv], os.environ | {MARK: "yes"})
        os.environ[MARK] = "no"
        print("Network namespaces are not allowed here: a proxy that stops forwarding stands for "
              "the cut.", file=sys.stderr)
    if os.environ[MARK] == "yes":
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        return True
    return False


class Veth:
    """Redis in a namespace of its own, with one virtual cable to it for each node. A cable is cut
    at the far end: what is sent is lost without a word. All of it vanishes with its first process."""

    NAME = "the link taken down, in network namespaces"

    def __init__(self, nodes):
        self.nodes = nodes
        self.holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"],
                                       preexec_fn=_die_with_parent)
        try:
            self._lay(nodes)
            there = [self._there(node) for node in range(nodes)]
            self.redis = Redis("--bind", *there, "--protected-mode", "no", host=there[0],
                               launcher=self._inside())
        except BaseException:
            self.holder.kill()
            raise

    def _lay(self, nodes):
        home, until = os.readlink("/proc/self/ns/net"), time.monotonic() + DEADLINE
        while os.readlink(f"/proc/{self.holder.pid}/ns/net") == home:
            assert time.monotonic() < until and self.holder.poll() is None, "no namespace came"
            time.sleep(0.01)
        for node in range(nodes):
            self._ip("link", "add", "name", f"node{node}", "type", "veth", "peer", "name",
                     f"redis{node}", "netns", str(self.holder.pid))
            self._ip("address", "add", f"10.99.{node}.1/24", "dev", f"node{node}")
            self._ip("link", "set", f"node{node}", "up")
            self._ip("address", "add", f"{self._there(node)}/24", "dev", f"redis{node}", far=True)
            self.mend(node)

    def _inside(self):
        return ["nsenter", "--net", "--target", str(self.holder.pid)]

    def _ip(self, *words, far=False):
        subprocess.run([*(self._inside() if far else []), "ip", *words], check=True)

    @staticmethod
    def _there(node):
        return f"10.99.{node}.2"

    def url(self, node):
        return f"redis://{self._there(node)}:{self.redis.port}/0"

    def cut(self, node):
        self._ip("link", "set", f"redis{node}", "down", far=True)

    def cut_answers(self, node):
        """Requests arrive and are done; answers go to a card that does not exist."""
        self._ip("neighbour", "replace", f"10.99.{node}.1", "lladdr", "02:00:00:00:00:01", "dev",
                 f"redis{node}", "nud", "permanent", far=True)

    def mend(self, node):
        self._ip("link", "set", f"redis{node}", "up", far=True)
        self._ip("neighbour", "flush", "dev", f"redis{node}", "nud", "permanent", far=True)

    def close(self):
        self.redis.close()
        for node in range(self.nodes):  # or they would go a little later, when names are needed
            self._ip("link", "delete", f"node{node}")
        self.holder.kill()
        self.holder.wait()


class Proxy:
    """One TCP proxy for each node, which can stop forwarding."""

    NAME = "a TCP proxy that stops forwarding"

    def __init__(self, nodes):
        self.redis = Redis()
        self.ports = [free_port() for _ in range(nodes)]
        self.there = [asyncio.Event() for _ in range(nodes)]
        self.back = [asyncio.Event() for _ in range(nodes)]
        self.tasks = [asyncio.create_task(self._serve(*node))
                      for node in zip(self.ports, self.there, self.back)]
        for node in range(nodes):
            self.mend(node)

    async def _serve(self, port, there, back):
        async def pump(reader, writer, flows):
            while octets := await reader.read(65536):
                await flows.wait()
                writer.write(octets)
            writer.close()

        async def pair(reader, writer):
            await there.wait()
            try:
                answers, requests = await asyncio.open_connection("127.0.0.1", self.redis.port)
                await asyncio.gather(pump(reader, requests, there), pump(answers, writer, back))
            except OSError:
                writer.close()

        async with await asyncio.start_server(pair, "127.0.0.1", port) as server:
            await server.serve_forever()

    def url(self, node):
        return f"redis://127.0.0.1:{self.ports[node]}/0"

    def cut(self, node):
        self.there[node].clear()
        self.back[node].clear()

    def cut_answers(self, node):
        self.back[node].clear()

    def mend(self, node):
        self.there[node].set()
        self.back[node].set()

    def close(self):
        for task in self.tasks:
            task.cancel()
        self.redis.close()
