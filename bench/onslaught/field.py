"""Where an attacker stands: its sockets, its time, and what it has done so far."""

import selectors
import socket
import ssl
import struct
import time

from support.rawsocket import KEY

PATIENCE = 5.0


class Field:
    """One attack on one port. `held`: connections that it had open at once, at most; `done`: how
    often it did what it does; `wrong`: what the server did that it must not; `token`: what clients
    have to show, if anything."""

    def __init__(self, port, seconds, token=""):
        self.port, self.token = port, token
        self.until = time.monotonic() + seconds
        self.open = set()
        self.held, self.done, self.wrong = 0, 0, []
        self.awaited = b""

    def goes_on(self):
        return time.monotonic() < self.until

    def left(self):
        return max(0.0, self.until - time.monotonic())

    def connect(self, source=None, receive_buffer=None, segments=None):
        """A TCP connection; `source` is the number of one of this machine's addresses. With small
        `segments` the server's kernel takes little of what the peer does not read."""
        peer = socket.socket()
        if receive_buffer:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        if segments:
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, segments)
        if source is not None:
            peer.setsockopt(socket.IPPROTO_IP, 24, 1)  # IP_BIND_ADDRESS_NO_PORT
            peer.bind((f"127.0.{source // 250}.{source % 250 + 2}", 0))
        peer.settimeout(PATIENCE)
        peer.connect(("127.0.0.1", self.port))
        self.open.add(peer)
        self.held = max(self.held, len(self.open))
        return peer

    def close(self, peer, reset=False):
        if reset:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.open.discard(peer)
        peer.close()

    def upgrade(self, path="/ws", fields=(), greeted=True, **connection):
        """A WebSocket client, whose welcome has come; nothing else has been read."""
        peer = self.connect(**connection)
        peer.sendall(handshake(self.port, path, fields))
        answer = b""
        while b"\r\n\r\n" not in answer or (greeted and answer.endswith(b"\r\n\r\n")):
            octets = peer.recv(65536)
            if not octets:
                break
            answer += octets
        if not answer.startswith(b"HTTP/1.1 101 "):
            self.wrong.append(f"no upgrade: {answer[:60]!r}")
        return peer

    def encrypted(self, context, peer):
        self.open.discard(peer)
        peer = context.wrap_socket(peer, server_hostname="127.0.0.1",
                                   do_handshake_on_connect=False)
        self.open.add(peer)
        return peer

    def rest(self):
        """Stays where it is until its time is over."""
        time.sleep(self.left())

    def flood(self, peers, block, reads=True, counted=1, renew=None, told=b""):
        """Sends `block` again and again on all of them, as fast as each is taken, and reads what
        comes, or does not. Who is thrown out is made anew by `renew`. `counted`: deeds a block.
        `told`: what one of them must hear at last."""
        self.awaited = told
        with selectors.DefaultSelector() as selector:
            events = selectors.EVENT_WRITE | (selectors.EVENT_READ if reads else 0)

            def enlist(peer):
                peer.setblocking(False)
                selector.register(peer, events, [0])

            for peer in peers:
                enlist(peer)
            view = memoryview(block)
            while self.goes_on() and selector.get_map():
                for key, ready in selector.select(0.05):
                    if self._push(key.fileobj, ready, view, key.data, counted):
                        continue
                    selector.unregister(key.fileobj)
                    self.close(key.fileobj)
                    if renew and self.goes_on():
                        enlist(renew())
        if self.awaited:
            self.wrong.append(f"nobody was told {told.decode()}")

    def _push(self, peer, ready, view, sent, counted):
        """False: the connection is gone."""
        try:
            if ready & selectors.EVENT_READ:
                heard = peer.recv(1 << 18)
                if self.awaited in heard:
                    self.awaited = b""
                if not heard:
                    return False
            if ready & selectors.EVENT_WRITE:
                sent[0] += peer.send(view[sent[0]:])
                if sent[0] == len(view):
                    sent[0] = 0
                    self.done += counted
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            pass
        except OSError:
            return False
        return True

    def drip(self, peers, octets, pause=0.1):
        """One octet on each of them now and then."""
        at = 0
        while self.goes_on():
            for peer in list(peers):
                try:
                    peer.send(octets[at % len(octets):at % len(octets) + 1])
                    self.done += 1
                except OSError:
                    peers.remove(peer)
            at += 1
            time.sleep(min(pause, self.left()))


def handshake(port, path="/ws", fields=()):
    return "\r\n".join([f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: Upgrade",
                        "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                        f"Sec-WebSocket-Key: {KEY}", *fields, "", ""]).encode()


def read_all(peer):
    """Everything until the end of the stream, or until nothing comes any more."""
    octets = b""
    try:
        while more := peer.recv(65536):
            octets += more
    except OSError:
        pass
    return octets
