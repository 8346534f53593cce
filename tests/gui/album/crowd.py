"""Thousands of WebSocket clients of many kinds, in one thread of this process: they answer pings,
read what they are sent (a few do not), and some of them talk."""

import json
import random
import resource
import select
import socket
import struct
import threading
import time

PEOPLE = ("anna", "bohdan", "chris", "daryna", "emma", "fedir", "grace", "hanna", "ivan", "julia",
          "kateryna", "lev", "marta", "nazar", "olha", "petro", "roman", "sofia", "taras", "ulyana")
AGENTS = {
    "web": ("Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36"),
    "ios": ("Kavarna/4.2 (iPhone15,3; iOS 17.5)", "Kavarna/4.1 (iPad13,1; iOS 17.4)"),
    "android": ("Kavarna/4.2 (Pixel 8; Android 14)", "Kavarna/3.9 (SM-A546B; Android 13)"),
    "tv": ("KavarnaTV/1.8 (WebOS 23)",),
    "worker": ("python-websockets/12.0", "Go-http-client/1.1"),
}
KINDS = ["web"] * 9 + ["ios"] * 5 + ["android"] * 5 + ["tv"] * 1 + ["worker"] * 1
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


def token_of(person):
    """What the person's clients show; the server has them in auth_tokens."""
    return f"{person}-opens-the-door-0001"


def frame(opcode, payload=b""):
    """One masked frame; a mask of zeros leaves the payload as it is."""
    size = len(payload)
    head = struct.pack("!BB", 0x80 | opcode, 0x80 | size) if size < 126 else \
        struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
    return head + bytes(4) + payload


class Client:
    def __init__(self, server, number, dice):
        kind = dice.choice(KINDS)
        self.person = dice.choice(PEOPLE)
        self.name = f"{kind}-{self.person}-{number:04x}" if kind != "tv" else f"tv-lobby-{number:04x}"
        self.unread = b""
        self.talks = kind == "worker"
        self.socket = socket.socket()
        self.socket.bind((f"127.{number % 13 + 20}.{number // 250 % 250}.{number % 250 + 2}", 0))
        self.socket.connect(("127.0.0.1", server.port))
        self.socket.sendall(
            f"GET /ws/{self.name} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {'QUFBQUFBQUFBQUFBQUFBQQ=='}\r\n"
            f"Sec-WebSocket-Version: 13\r\nAuthorization: Bearer {token_of(self.person)}\r\n"
            f"User-Agent: {dice.choice(AGENTS[kind])}\r\n\r\n".encode())

    def take(self, data):
        """The control frames in what has come; everything else is passed over."""
        self.unread += data
        found, at = [], 0
        if self.unread.startswith(b"HTTP/"):
            end = self.unread.find(b"\r\n\r\n")
            if end < 0:
                return found
            at = end + 4
        while len(self.unread) >= at + 2:
            opcode, size, head = self.unread[at] & 15, self.unread[at + 1] & 127, 2
            if size >= 126:
                head = 4 if size == 126 else 10
                if len(self.unread) < at + head:
                    break
                size = int.from_bytes(self.unread[at + 2:at + head], "big")
            if len(self.unread) < at + head + size:
                break
            if opcode >= CLOSE:
                found.append((opcode, self.unread[at + head:at + head + size]))
            at += head + size
        self.unread = self.unread[at:]
        return found


class Crowd:
    def __init__(self, server, seed=1):
        self.server = server
        self._dice = random.Random(seed)
        self._number = 0
        self._clients = {}  # by descriptor, in the order in which they came
        self._lock = threading.Lock()
        self._epoll = select.epoll()
        self._over = False
        self._leaving = 0.0  # clients a second
        self._stay = 0  # so many at least
        self._thread = threading.Thread(target=self._live, daemon=True)
        self._thread.start()

    def __len__(self):
        return len(self._clients)

    def join(self, count, deaf=0):
        """Connects `count` clients, of which `deaf` never read."""
        for left in range(count, 0, -1):
            client = Client(self.server, self._number, self._dice)
            self._number += 1
            client.socket.setblocking(False)
            with self._lock:
                self._clients[client.socket.fileno()] = client
                if left > deaf:
                    self._epoll.register(client.socket, select.EPOLLIN)

    def names(self):
        with self._lock:
            return [client.name for client in self._clients.values()]

    def leave(self, count, code=1000):
        """The oldest `count` say goodbye; None: they vanish."""
        with self._lock:
            for client in list(self._clients.values())[:count]:
                self._go(client, code)

    def keep_leaving(self, rate, stay=0):
        """About so many a second from now on, for a day's reasons, until `stay` are left."""
        self._leaving, self._stay = rate, stay

    def _go(self, client, code):
        try:
            if code is None:
                client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            else:
                client.socket.send(frame(CLOSE, struct.pack("!H", code) if code else b""))
        except OSError:
            pass
        self._forget(client)

    def _forget(self, client):
        self._clients.pop(client.socket.fileno(), None)
        client.socket.close()

    def _live(self):
        due, last = 0.0, time.monotonic()
        while not self._over:
            for descriptor, _ in self._epoll.poll(0.1):
                with self._lock:
                    client = self._clients.get(descriptor)
                    if client:
                        self._hear(client)
            now = time.monotonic()
            if now - last >= 0.5:
                due += self._leaving * (now - last) * self._dice.uniform(0.3, 1.7)
                last = now
                with self._lock:
                    self._talk()
                    count = min(int(due), max(0, len(self._clients) - self._stay))
                    for client in list(self._clients.values())[:count]:
                        self._go(client, self._dice.choice((1000, 1000, 1001, 1001, 1001, 0, None)))
                    due %= 1

    def _hear(self, client):
        try:
            data = client.socket.recv(1 << 18)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        try:
            for opcode, payload in client.take(data):
                if opcode == PING:
                    client.socket.send(frame(PONG, payload))
                elif opcode == CLOSE:
                    client.socket.send(frame(CLOSE, payload[:2]))
                    data = b""
        except OSError:
            data = b""
        if not data:
            self._forget(client)

    def _talk(self):
        """Some of the workers send something to somebody."""
        clients = list(self._clients.values())
        for client in self._dice.sample(clients, min(len(clients), 400)):
            if not client.talks and self._dice.random() > 0.1:
                continue
            data = {"order": self._dice.randrange(10**6), "note": "x" * self._dice.randrange(400)}
            text = json.dumps({"type": "message", "to": self._dice.choice(clients).name, "data": data})
            try:
                client.socket.send(frame(TEXT, text.encode()))
            except OSError:
                pass

    def close(self):
        self._over = True
        self._thread.join()
        for client in list(self._clients.values()):
            self._forget(client)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def allow_descriptors():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most
