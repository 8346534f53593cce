"""What clients do who come back for what they have missed."""

import contextlib
import json
import re
import selectors
import time
from http.client import HTTPConnection

from onslaught.field import handshake

MISSED = 700  # messages
OWN, LARGE = 100, 64000  # messages of a slow reader, and the octets of each
KEPT = 150  # messages: a slow reader's, and what others say meanwhile
PACE = 0.004  # seconds from one of these to the next: 16 MB a second


def welcomed(field):
    """A new client, and its welcome."""
    peer, heard = field.connect(), b""
    peer.sendall(handshake(field.port))
    while not (found := re.search(rb'\{"type":"welcome".*?\}[^{}]*\}', heard)):
        octets = peer.recv(65536)
        if not octets:
            raise ConnectionError(f"no welcome: {heard[:600]!r}")
        heard += octets
    return peer, json.loads(found[0])


class Return:
    """A client who has come back, and all it has heard since."""

    def __init__(self, field, path):
        self.field, self.peer, self.heard = field, field.connect(), b""
        self.peer.sendall(handshake(field.port, path))

    def reads_on(self):
        """False: it has all, or the connection has ended."""
        octets = self.peer.recv(1 << 18)
        self.heard += octets
        return bool(octets) and not self.has_all()

    def has_all(self):
        missed = re.search(rb'"replayed":(\d+)', self.heard)
        return missed and self.heard.count(b'"type":"message"') >= int(missed[1]) >= MISSED

    def leave(self):
        if self.has_all():
            self.field.done += 1
        else:
            self.field.wrong.append(f"no whole replay: {self.heard[:600]!r}")
        self.field.close(self.peer)


def resumes(field):
    """Clients who come back for 700 messages, read all of them, leave and come again, 20 at a
    time."""
    peer, welcome = welcomed(field)
    field.close(peer)
    path = f"/ws?epoch={welcome['epoch']}&offset={welcome['offset'] - MISSED}"
    with selectors.DefaultSelector() as selector:
        def come():
            client = Return(field, path)
            selector.register(client.peer, selectors.EVENT_READ, client)

        for _ in range(20):
            come()
        while field.goes_on() and not field.wrong:
            for key, _ in selector.select(0.05):
                if not key.data.reads_on():
                    selector.unregister(key.fileobj)
                    key.data.leave()
                    come()


def slow_replays(field):
    """Clients who come back for 6 MiB of their own each and read 64 KiB of it in ten seconds, while
    history goes on to the next one's."""
    readers = []
    while field.goes_on() or field.done < 3:  # of three, one must have been forgotten
        peer, welcome = welcomed(field)
        _say_to(field, peer, welcome["client_id"])
        # A session is let in before its former connection is closed.
        back = field.upgrade(f"/ws?epoch={welcome['epoch']}&offset={welcome['offset']}"
                             f"&session={welcome['session']}", receive_buffer=4096, segments=536)
        field.close(peer)
        readers.append((back, time.monotonic()))
        field.done += 1
        readers = [_read_now_and_then(reader, since) for reader, since in readers]


def _say_to(field, peer, client_id):
    """Personal messages, which fill the history and nobody else's connection."""
    body = json.dumps({"data": "x" * LARGE})
    speaker, began = HTTPConnection("127.0.0.1", field.port, timeout=5), time.monotonic()
    for number in range(OWN):
        if number % 90 == 0:
            speaker.close()
        speaker.request("POST", f"/api/v1/clients/{client_id}/messages", body,
                        {"Content-Type": "application/json"})
        answer = speaker.getresponse()
        answer.read()
        assert answer.status == 202, answer.status
        heard = 0
        while heard < LARGE:
            heard += len(peer.recv(65536))
        time.sleep(max(0, began + number * PACE - time.monotonic()))
    speaker.close()


def _read_now_and_then(peer, since):
    if time.monotonic() - since < 10:
        return peer, since
    with contextlib.suppress(OSError):  # it has been thrown out, as it should be
        peer.recv(65536)
    return peer, time.monotonic()
