"""A WebSocket client that is small enough to read: text frames, ping, close (RFC 6455)."""
import base64
import json
import os
import socket


class WebSocket:
    def __init__(self, port, path, protocol=None):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket",
                 "Connection: Upgrade", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}"]
        lines += [f"Sec-WebSocket-Protocol: {protocol}"] if protocol else []
        self.socket.sendall("\r\n".join(lines + ["", ""]).encode())
        self.buffer = b""
        head = self._until(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 101"):
            raise OSError(head.split(b"\r\n")[0].decode())

    def send(self, **message):
        self._frame(1, json.dumps(message).encode())

    def receive(self):
        """The next JSON message; OSError when the server has closed."""
        text = b""
        while True:
            first, second = self._take(2)
            length = second & 0x7F
            if length >= 126:
                length = int.from_bytes(self._take(2 if length == 126 else 8), "big")
            payload = self._take(length)
            opcode = first & 0x0F
            if opcode == 8:
                raise OSError("closed by the server")
            if opcode == 9:
                self._frame(10, payload)
            if opcode in (0, 1):
                text += payload
                if first & 0x80:
                    return json.loads(text)

    def close(self):
        self.socket.close()

    def _frame(self, opcode, payload):
        size = len(payload)
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        # A mask of zeros is a mask (RFC 6455 §5.3 wants it unpredictable only against proxies).
        self.socket.sendall(bytes([0x80 | opcode]) + length + bytes(4) + payload)

    def _until(self, end):
        while end not in self.buffer:
            self._fill()
        head, self.buffer = self.buffer.split(end, 1)
        return head

    def _take(self, size):
        while len(self.buffer) < size:
            self._fill()
        taken, self.buffer = self.buffer[:size], self.buffer[size:]
        return taken

    def _fill(self):
        fresh = self.socket.recv(1 << 20)
        if not fresh:
            raise OSError("the server went away")
        self.buffer += fresh
