"""The real server as a child process, a plain client of it, and a wire that can be cut."""
import asyncio
import contextlib
import json
import os
import signal
import subprocess
import threading

import websockets

from cdp import PATIENCE


class Server:
    """One run of the binary named by SLUICE_BINARY; the port is the one that its log announces."""

    def __init__(self, port=0, **settings):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SLUICE_")}
        environment |= {"SLUICE_PORT": str(port), "SLUICE_BROADCAST_INTERVAL": "1s", "SLUICE_LOG_FORMAT": "json"}
        environment |= {"SLUICE_" + name.upper(): value for name, value in settings.items()}
        self.log = []
        self.process = subprocess.Popen([os.environ["SLUICE_BINARY"]], env=environment, text=True,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.listening = threading.Event()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        if not self.listening.wait(PATIENCE) or not self.port:
            self.stop()
            raise RuntimeError("The server did not start:\n" + "".join(self.log))

    port = None

    def _read(self):
        for line in self.process.stderr:
            self.log.append(line)
            with contextlib.suppress(ValueError):
                entry = json.loads(line)
                if entry.get("event") == "listening":
                    self.port = entry["port"]
                    self.listening.set()
        self.listening.set()

    @property
    def page(self):
        return f"http://127.0.0.1:{self.port}/"

    @property
    def socket(self):
        return f"ws://127.0.0.1:{self.port}/ws"

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    async def ended(self):
        return await asyncio.to_thread(self.process.wait, PATIENCE)

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stderr.close()


@contextlib.asynccontextmanager
async def client(server, name):
    """A client that is not a browser: publishes, and can wait for a type of frame."""
    async with websockets.connect(f"{server.socket}/{name}") as socket:
        await hear(socket, "welcome")
        yield socket


async def hear(socket, kind):
    while True:
        frame = json.loads(await asyncio.wait_for(socket.recv(), PATIENCE))
        if frame["type"] == kind:
            return frame


async def publish(socket, data, to=None):
    """Returns once the server has given the message its place."""
    frame = {"type": "message", "data": data, "ref": "x"} | ({"to": to} if to else {})
    await socket.send(json.dumps(frame))
    return await hear(socket, "ack")


class Wire:
    """A TCP relay in front of a server, as a load balancer is: it can be cut, pointed at another
    server, and can say a server's frame in its name."""

    def __init__(self, server):
        self.target = server.port
        self.pairs = []
        self.open = asyncio.Event()
        self.open.set()
        self.tasks = set()

    async def __aenter__(self):
        self.listener = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self.listener.sockets[0].getsockname()[1]
        self.page = f"http://127.0.0.1:{self.port}/"
        return self

    async def __aexit__(self, *_):
        self.listener.close()
        self.cut()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.listener.wait_closed()

    async def _accept(self, reader, writer):
        self.tasks.add(asyncio.current_task())
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        self.pairs.append((writer, far_writer))
        await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer, self.open))

    async def _pump(self, source, sink, gate=None):
        with contextlib.suppress(OSError):
            while chunk := await source.read(65536):
                if gate:
                    await gate.wait()
                sink.write(chunk)
                await sink.drain()
            sink.write_eof()

    def cut(self):
        """Ends every connection as a dead network does: without a Close frame."""
        for near, far in self.pairs:
            near.transport.abort()
            far.transport.abort()
        self.pairs.clear()

    def hold(self):
        """Keeps back what servers say, until the returned event is set."""
        self.open.clear()
        return self.open

    def say(self, frame):
        """One unmasked text frame (RFC 6455 §5.2) to the newest connection."""
        payload = json.dumps(frame).encode()
        assert 125 < len(payload) < 65536  # this length takes two bytes
        self.pairs[-1][0].write(bytes([0x81, 126]) + len(payload).to_bytes(2, "big") + payload)
