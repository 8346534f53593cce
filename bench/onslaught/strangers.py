"""What peers do who have not been let in: sockets, request heads, bodies, handshakes."""

import collections
import itertools
import ssl
import time

from onslaught.field import handshake, read_all
from support.keyupdates import KeyUpdates

MANY = 500  # connections of an attack with little on each of them


def slow_heads(field):
    """Request heads that come octet by octet and never end."""
    peers = [field.connect() for _ in range(2000)]
    field.drip(peers, b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-Slow: slow\r\n" * 50)


def slow_bodies(field):
    """Bodies of 1 MiB, announced and then sent octet by octet."""
    head = (f"POST /broadcast HTTP/1.1\r\nHost: 127.0.0.1:{field.port}\r\nContent-Type: "
            "text/plain\r\nContent-Length: 1048576\r\n\r\n").encode()
    peers = [field.connect() for _ in range(2000)]
    for peer in peers:
        peer.sendall(head)
    field.drip(peers, b"x")


def endless_chunks(field):
    """A chunked body without an end, on many connections, each made again when it is cut off."""
    head = b"POST /broadcast HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    field.flood([field.connect() for _ in range(100)], head + chunk * 256, renew=field.connect)


def endless_heads(field):
    """Heads that are all header fields, as long and as many as anybody takes."""
    head = b"GET / HTTP/1.1\r\n" + b"".join(b"f%d: v\r\n" % number for number in range(2000))
    field.flood([field.connect() for _ in range(100)], head, renew=field.connect)


def garbage(field):
    """No HTTP at all, but octets of every kind."""
    field.flood([field.connect() for _ in range(100)], bytes(range(255, -1, -1)) * 64,
                renew=field.connect)


def pipelines(field):
    """A hundred requests at once on each connection, and the next hundred behind them."""
    block = f"GET /livez HTTP/1.1\r\nHost: 127.0.0.1:{field.port}\r\n\r\n".encode() * 100
    field.flood([field.connect() for _ in range(50)], block, counted=100, renew=field.connect)


def metrics_unread(field):
    """`GET /metrics`, a hundred at once on each connection, and no answer is read."""
    block = f"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:{field.port}\r\n\r\n".encode() * 100

    def connect():
        return field.connect(receive_buffer=4096)

    field.flood([connect() for _ in range(200)], block, reads=False, counted=100, renew=connect)


def metrics_read(field):
    """`GET /metrics`, pipelined, as fast as the answers come."""
    block = f"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:{field.port}\r\n\r\n".encode() * 100
    field.flood([field.connect() for _ in range(20)], block, counted=100, renew=field.connect)


def idle(field, count=20000):
    """Connections that say nothing."""
    for number in range(count):
        if not field.goes_on():
            break
        try:
            field.connect(source=number // 1000)
        except OSError:
            break
        field.done += 1
    field.rest()


def half_closed(field):
    """Ends of streams inside a head, a body and a handshake, from peers who stay."""
    beginnings = [b"GET / HT", b"POST /broadcast HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx",
                  handshake(field.port)[:-2], b""]
    for beginning in itertools.cycle(beginnings):
        if not field.goes_on() or len(field.open) >= 4000:
            break
        peer = field.connect()
        peer.sendall(beginning)
        peer.shutdown(1)
        field.done += 1
    field.rest()


def resets(field):
    """Connections that are reset at once, inside a head, behind a handshake, inside a frame."""
    beginnings = [b"", b"GET / HTTP/1.1\r\n", handshake(field.port),
                  handshake(field.port) + b"\x81\xfe\xff"]
    for beginning in itertools.cycle(beginnings):
        if not field.goes_on():
            break
        peer = field.connect()
        peer.sendall(beginning)
        field.close(peer, reset=True)
        field.done += 1


def handshake_resets(field):
    """Handshakes, as many as there can be, and their clients are reset a hundred others later."""
    peers = collections.deque()
    while field.goes_on():
        peers.append(field.connect())
        peers[-1].sendall(handshake(field.port))
        if len(peers) > 100:
            field.close(peers.popleft(), reset=True)
        field.done += 1


def churn(field):
    """Clients who come, and go when they are in: with a Close, without one, with a reset."""
    goodbye = b"\x88\x80\0\0\0\0"
    for number in itertools.count():
        if not field.goes_on():
            break
        peer = field.upgrade(source=number % 40)
        if number % 3 == 0:
            peer.sendall(goodbye)
            read_all(peer)
        field.close(peer, reset=number % 3 == 1)
        field.done += 1


def tls_handshakes(field, context=None):
    """TLS handshakes, each with a connection of its own that ends behind it."""
    context = context or ssl._create_unverified_context()  # noqa: S323 - an attacker's
    batch = 50
    while field.goes_on():
        peers = []
        for _ in range(batch):  # all their hellos are there before one of them is answered
            peer = field.encrypted(context, field.connect())
            peer.setblocking(False)
            _step(peer)
            peers.append(peer)
        until = time.monotonic() + 5
        waiting = list(peers)
        while waiting and field.goes_on() and time.monotonic() < until:
            waiting = [peer for peer in waiting if not _step(peer)]
            time.sleep(0.001)
        field.done += batch - len(waiting)
        for peer in peers:
            field.close(peer, reset=True)


def tls_hellos(field):
    """TLS hellos without an end, in records that are each as long as they may be."""
    hello = b"\x16\x03\x01\x40\x00\x01\xff\xff\xff\x03\x03" + bytes(16373)
    field.flood([field.connect() for _ in range(100)], hello, renew=field.connect)


def key_updates(field):
    """TLS strangers who ask for new keys again and again until they are cut off, and never read an
    answer."""
    while field.goes_on() and len(field.open) < MANY:
        plain = field.connect(receive_buffer=4096, segments=88)
        try:
            _ask_for_keys(field, KeyUpdates(plain))
        except ConnectionError:
            field.close(plain)
    field.rest()


def _ask_for_keys(field, peer, times=4000):
    """About as often as there is room for answers, or until nobody listens for a second."""
    heard = time.monotonic()
    for _ in range(times):
        while not peer.ask():
            if time.monotonic() - heard > 1 or not field.goes_on():
                return
            time.sleep(0.001)
        heard = time.monotonic()
        field.done += 1


def _step(peer):
    """True: this handshake is over, well or not."""
    try:
        peer.do_handshake()
    except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
        return False
    except OSError:
        pass
    return True


def idle_and_back(field):
    """More connections than there are descriptors, each made again when it ends."""
    while field.goes_on():
        for peer in [field.connect() for _ in range(300)]:
            peer.setblocking(False)
            field.done += 1
        time.sleep(min(0.1, field.left()))
        for peer in list(field.open):
            try:
                if peer.recv(1000):
                    field.close(peer)
            except BlockingIOError:
                pass
            except OSError:
                field.close(peer)
