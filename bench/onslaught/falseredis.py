"""A Redis that is one at first, and then speaks rubbish."""

import contextlib
import itertools
import socket
import socketserver
import threading

from support.redis import Redis


def endless(octets):
    return itertools.repeat(octets)


class FalseRedis:
    """Stands before a real one. When it turns false, all connections end, and each new one hears
    the next kind of rubbish, as fast as it is taken."""

    KINDS = {
        "no protocol": lambda: [b"HTTP/1.1 400 Bad Request\r\n\r\n"],
        "a line without an end": lambda: itertools.chain([b"+"], endless(b"x" * 65536)),
        "a text of 8 EB": lambda: itertools.chain([b"$9223372036854775807\r\n"],
                                                  endless(b"x" * 65536)),
        "a text of 512 MB": lambda: itertools.chain([b"$536870912\r\n"], endless(b"x" * 65536)),
        "a list of 8 E items": lambda: itertools.chain([b"*9223372036854775807\r\n"],
                                                       endless(b":1\r\n" * 10000)),
        "a list of 3 M lists": lambda: itertools.chain([b"*3000000\r\n"],
                                                       endless(b"*0\r\n" * 10000)),
        "lists in lists": lambda: endless(b"*1\r\n" * 10000),
        "a negative length": lambda: [b"$-7\r\n*-9\r\n:nan\r\n"],
        "answers that nobody asked for": lambda: endless(b"+PONG\r\n" * 10000),
        "answers of another kind": lambda: itertools.chain([b"+PONG\r\n"],
                                                           endless(b"*2\r\n$-1\r\n:7\r\n" * 1000)),
        "RESP3": lambda: endless(b"%1\r\n+a\r\n,1.5\r\n#t\r\n_\r\n~0\r\n>0\r\n"),
        "octets of all kinds": lambda: endless(bytes(range(256)) * 16),
    }

    def __init__(self):
        self.redis = Redis()
        self.false = False
        self.turn = itertools.cycle(self.KINDS)
        self.heard = []
        self.connections = set()
        front = self

        class Speaker(socketserver.BaseRequestHandler):
            def handle(self):
                front.connections.add(self.request)
                with contextlib.suppress(OSError):
                    if front.false:
                        front._speak(self.request)
                    else:
                        front._pass_on(self.request)
                front.connections.discard(self.request)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Speaker)
        self.url = f"redis://127.0.0.1:{self.server.server_address[1]}/0"

    def _speak(self, peer):
        kind = next(self.turn)
        self.heard.append(kind)
        peer.settimeout(5)
        peer.recv(4096)
        for octets in self.KINDS[kind]():
            peer.sendall(octets)
        peer.recv(4096)

    def _pass_on(self, peer):
        with socket.create_connection(("127.0.0.1", self.redis.port)) as real:
            def answers():
                with contextlib.suppress(OSError):
                    while octets := real.recv(65536):
                        peer.sendall(octets)
            threading.Thread(target=answers, daemon=True).start()
            while octets := peer.recv(65536):
                real.sendall(octets)

    def turn_false(self):
        self._turn(True)

    def turn_true(self):
        self._turn(False)

    def _turn(self, false):
        self.false = false
        for peer in list(self.connections):
            with contextlib.suppress(OSError):
                peer.shutdown(socket.SHUT_RDWR)

    def said(self):
        """How many kinds of rubbish."""
        return len(set(self.heard))

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._turn(True)
        self.server.shutdown()
        self.server.server_close()
        self.redis.close()
