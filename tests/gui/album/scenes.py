"""The states an operator can find the console in, one after the other, on real servers."""

import time

from crowd import PEOPLE, Crowd, token_of
from support import http
from support.server import Server

ADMIN, VIEWER = "operators-may-change", "viewers-may-only-look"
PAGES = ("overview", "connections", "closed", "drain", "log")
ALL_PAGES = ("fleet", *PAGES)
ALWAYS = {"admin_token": ADMIN, "viewer_token": VIEWER, "auth": "token", "ping_interval": "10s",
          "auth_tokens": ",".join(f"{person}:{token_of(person)}" for person in PEOPLE),
          "messages_per_minute": 0, "queue_bytes": "4MiB", "broadcast_interval": "2s"}
LEAVING_A_SECOND = 45


class Stage:
    """Three servers and who is connected to them; each starts when it is needed."""

    def __init__(self, album, clients):
        self.album = album
        self.clients = clients
        self._open = []

    def start(self, node, **settings):
        server = Server(**ALWAYS | {"node": node} | settings)
        self._open.append(server)
        return server

    def crowd(self, server, seed=1):
        crowd = Crowd(server, seed)
        self._open.append(crowd)
        return crowd

    def look(self, *servers, **options):
        """A new window on (server, name, environment, token)."""
        listed = [{"url": f"http://127.0.0.1:{getattr(server, 'port', server)}", "name": name,
                   "environment": environment, "token": token}
                  for server, name, environment, token in servers]
        return self.album.cameras.obey("open", servers=listed, **options)

    def wait(self, **condition):
        self.album.cameras.obey("await", **condition)

    def close(self):
        for each in reversed(self._open):
            if isinstance(each, Server):
                each.kill()
            else:
                each.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def fill_queues(server, names):
    """So much for clients that do not read that it waits in the server."""
    for name in names:
        for _ in range(12):
            http.post(server, f"/api/v1/clients/{name}/messages", {"data": "x" * 60_000},
                      authorization=f"Bearer {ADMIN}")


def order(server, path, body):
    reply = http.post(server, path, body, authorization=f"Bearer {ADMIN}")
    assert reply.status < 300, (path, reply.status, reply.body)


def play(album, clients, quick):
    with Stage(album, clients) as stage:
        stage.look()
        album.shoot("first-run", "First run", ["overview"])
        if not quick:
            few(stage)
            here(stage)
        fleet(stage, quick)


def few(stage):
    server = stage.start("node-1")
    stage.look((server, "", "", ADMIN))
    stage.wait(contact="live", clients=0)
    stage.album.shoot("empty", "Nobody connected", [*PAGES, "details"])
    crowd = stage.crowd(server)
    crowd.join(5)
    stage.wait(clients=5)
    crowd.leave(2)
    stage.wait(clients=3)
    stage.album.cameras.obey("select", server=0, row=1)
    stage.album.shoot("three", "Three clients", [*PAGES, "details"])
    crowd.close()
    server.kill()


def here(stage):
    """A server in the window's own process: its window asks what becomes of it."""
    answers = stage.look(here=True)
    stage.wait(contact="live")
    crowds = []
    for answer in answers:
        place = type("Place", (), {"port": answer["port"]})
        crowds.append(stage.crowd(place))
        crowds[-1].join(40)
    stage.wait(clients=40)
    stage.album.shoot("here", "A server in this process", ["connections"],
                      ["quit", *(f"menu{number}" for number in range(5))])
    for crowd in crowds:
        crowd.close()


def fleet(stage, quick):
    main = stage.start("node-2", shutdown_timeout="4m", drain_ramp="20s")
    others = [stage.start("node-1"), stage.start("node-3")]
    crowds = [stage.crowd(main, 2), stage.crowd(others[0], 3), stage.crowd(others[1], 4)]
    for crowd, share in zip(crowds, (1, 9, 30)):
        crowd.join(stage.clients // share, deaf=3)
    album = stage.album
    stage.look((main, "", "", ADMIN))
    stage.wait(contact="live")
    fill_queues(main, crowds[0].names()[-3:])
    crowds[0].keep_leaving(8)
    time.sleep(1 if quick else 12)
    crowds[0].keep_leaving(0)
    time.sleep(1)
    if not quick:
        many(stage, main, crowds[0])
    everything = [(others[0], "node-1", "stage", ADMIN), (main, "node-2", "prod", ADMIN),
                  (others[1], "node-3", "dev", ADMIN)]
    stage.look(*everything)
    for row in range(3):
        stage.wait(contact="live", row=row)
    time.sleep(1 if quick else 4)
    album.shoot("several", "Several servers", ALL_PAGES if not quick else ["fleet"],
                ["drain-next", "edit-server", "remove-server"] if not quick else (), row=1)
    if quick:
        return
    drain(stage, main, crowds[0])
    after(stage, main, others, crowds)


def many(stage, main, crowd):
    album = stage.album
    album.cameras.obey("select", server=0, row=6)
    album.shoot("many", f"{len(crowd):,} clients", [*PAGES, "details"],
                ["start-drain", "broadcast", "message-mistake", "close", "force", "preferences",
                 "shortcuts", "about", "add-server"])
    stage.look((main, "", "", VIEWER))
    stage.wait(contact="live")
    album.shoot("viewer", "A viewer", PAGES)


def drain(stage, main, crowd):
    album = stage.album
    order(main, "/api/v1/drain", {"reason": "version 2.4"})
    stage.wait(row=1, drain="running")
    stay = len(crowd) // 3
    crowd.keep_leaving(len(crowd) * 0.045, stay)
    time.sleep(10)
    crowd.keep_leaving(LEAVING_A_SECOND, stay)
    time.sleep(3)
    album.shoot("halfway", "Drain, half-way", ALL_PAGES, ["extend", "cancel-drain", "force"], row=1)
    crowd.keep_leaving(0)
    time.sleep(14)
    album.shoot("stuck", "Drain, nobody leaves", ALL_PAGES, row=1)
    crowd.leave(max(0, len(crowd) - 30), 1001)
    time.sleep(2)
    http.request(main, "PATCH", "/api/v1/drain", {"hurry": True}, authorization=f"Bearer {ADMIN}")
    stage.wait(row=1, drain="finished")
    stage.wait(row=1, contact="stopped")
    album.shoot("done", "Drain, done", ALL_PAGES, row=1)


def after(stage, main, others, crowds):
    album = stage.album
    again = stage.start("node-2", port=main.port)
    crowds.append(stage.crowd(again, 5))
    crowds[-1].join(stage.clients // 8)
    stage.wait(row=1, contact="live")
    time.sleep(2)
    album.shoot("restarted", "Restarted in its place", ALL_PAGES, row=1)
    others[0].kill()
    stage.wait(row=0, contact="lost")
    time.sleep(2)
    album.shoot("lost", "A server that is lost", ALL_PAGES, row=0)
    stage.look((again, "node-2", "prod", "no such token"), (1, "nobody", "", ADMIN),
               (others[1], "node-3", "dev", ADMIN))
    stage.wait(row=0, contact="wrong_token")
    stage.wait(row=1, contact="lost")
    album.shoot("wrong-token", "A wrong token", ALL_PAGES, row=0)
    album.shoot("unreachable", "Never reached", ["overview", "connections", "drain"], row=1)
