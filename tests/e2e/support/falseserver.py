"""A server that can be told to misbehave: enough WebSocket and HTTP for a load generator."""

import asyncio
import base64
import hashlib
import json
import threading

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455 §4.2.2


class FalseServer:
    """Welcomes clients and broadcasts what is sent or published, through `mischief`: a function
    from the number of the message and its frames to the frames that go to each client."""

    def __init__(self, mischief=None, publish_status=202):
        self.mischief = mischief or (lambda number, frames: frames)
        self.publish_status = publish_status
        self.clients, self.count, self.requests = [], 0, 0
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self.thread.start()
        self.ready.wait()
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def url(self):
        return f"ws://127.0.0.1:{self.port}/ws"

    def _run(self):
        server = self.loop.run_until_complete(
            asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1000))
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        server.close()
        self.loop.close()

    async def _serve(self, reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if b"Upgrade: websocket" in head:
                    return await self._client(head, reader, writer)
                await self._request(head, reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _request(self, head, reader, writer):
        self.requests += 1
        size = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0]) if b"Length" in head else 0
        body = await reader.readexactly(size)
        answer, status = {"code": "refused_here"}, 404
        if head.startswith(b"POST /broadcast"):
            status = self.publish_status
            if status == 202:
                answer = {"offset": self._broadcast(json.loads(body)["message"])}
        text = json.dumps(answer, separators=(",", ":")).encode()
        writer.write(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n" % (status, len(text)) + text)

    async def _client(self, head, reader, writer):
        key = head.split(b"Sec-WebSocket-Key: ")[1].split(b"\r\n")[0]
        accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
        writer.write(b"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n")
        self._write(writer, {"type": "welcome"})
        self.clients.append(writer)
        try:
            while True:
                first, second = await reader.readexactly(2)
                size = second & 0x7F
                if size >= 126:
                    size = int.from_bytes(await reader.readexactly(2 if size == 126 else 8), "big")
                mask = await reader.readexactly(4)
                payload = await reader.readexactly(size)
                if first & 0x0F == 8:
                    return
                said = bytes(octet ^ mask[i % 4] for i, octet in enumerate(payload))
                self._broadcast(said.decode(), writer)
        finally:
            self.clients.remove(writer)

    def _broadcast(self, text, sender=None):
        """Numbers the message; its offset."""
        self.count += 1
        number = self.count
        for frame in self.mischief(number, [{"type": "message", "offset": number, "data": text}]):
            for client in self.clients:
                if client is not sender:
                    self._write(client, frame)
        return number

    @staticmethod
    def _write(writer, frame):
        text = json.dumps(frame, separators=(",", ":")).encode()
        size = bytes([len(text)]) if len(text) < 126 else b"\x7e" + len(text).to_bytes(2, "big")
        writer.write(b"\x81" + size + text)
