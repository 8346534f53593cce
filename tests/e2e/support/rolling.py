"""A rolling restart: nodes on one Redis behind a balancer, each drained and replaced in turn, while
`sluice bench -s follow` watches through the balancer."""

import json
import signal
import subprocess

from support.balancer import Balancer
from support.ports import free_port
from support.redis import Redis
from support.server import BINARY, Server, clean_environment

PATIENCE = 120


class Fleet:
    """The nodes, their Redis and their balancer. `ended` are the nodes that were replaced."""

    def __init__(self, nodes=3, connections=4000, **settings):
        self.settings = {"messages_per_minute": 0} | settings
        self.redis = Redis()
        self.servers, self.ended = [], []
        self.balancer = None
        try:
            for number in range(nodes):
                self.servers.append(self._start(f"node-{number + 1}", free_port()))
            self.balancer = Balancer([server.port for server in self.servers], connections)
        except BaseException:
            self.stop()
            raise

    def _start(self, node, port):
        return Server(node=node, port=port, redis_url=self.redis.url, **self.settings)

    def replace(self, number):
        """Drains a node (SIGTERM), waits for its end and puts another in its place, of the same
        name and address; returns when the balancer lets newcomers in. Its drain's summary."""
        old = self.servers[number]
        old.signal(signal.SIGTERM)
        assert old.wait_for_exit(PATIENCE) == 0, old.lines[-10:]
        self.ended.append(old)
        self.servers[number] = self._start(f"node-{number + 1}", old.port)
        self.balancer.wait_until(old.port, ready=True)
        return next(event for event in old.events if event.get("event") == "drain_summary")

    def stop(self):
        for server in self.servers:
            server.kill()
        if self.balancer:
            self.balancer.stop()
        self.redis.kill()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Followers:
    """`sluice bench -s follow` through the balancer, until it is told to end."""

    def __init__(self, fleet, clients, rate):
        self.process = subprocess.Popen(
            [BINARY, "bench", fleet.balancer.url(), "-s", "follow", "-n", str(clients),
             "--rate", str(rate), "-t", "3600", "--json"], env=clean_environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)

    def finish(self):
        """What it prints and its exit code: 130 when all was well, since it was interrupted."""
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=PATIENCE)
        return json.loads(said), self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()
