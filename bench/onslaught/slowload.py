"""The well-behaved where `sluice bench` cannot be: over TLS, or where nothing can be said.
slowload.py KIND PORT SECONDS CLIENTS RATE; its figures are one JSON object like sluice bench's."""

import asyncio
import http.client
import json
import os
import signal
import ssl
import sys
import threading
import time

import websockets

STOP = threading.Event()  # by SIGINT
CONTEXT = ssl._create_unverified_context()  # noqa: S323 - the certificate is the run's own


class Broadcasts:
    """Clients over TLS who hear numbered messages, said over one HTTP connection after the
    other."""

    def __init__(self, port, seconds, clients, rate):
        self.port, self.seconds, self.clients, self.rate = port, seconds, clients, rate
        self.said, self.arrived, self.took = {}, {}, []
        self.faults = {"lost": 0, "repeated": 0, "offsets_not_rising": 0, "closed": 0}
        self.deliveries = 0

    async def _listen(self):
        url = f"wss://127.0.0.1:{self.port}/ws"
        async with websockets.connect(url, ssl=CONTEXT, compression=None) as socket:
            self.present += 1
            expected, last = 0, 0
            while True:
                try:
                    frame = json.loads(await asyncio.wait_for(socket.recv(), 0.5))
                except asyncio.TimeoutError:
                    if self.over:
                        break
                    continue
                except websockets.ConnectionClosed:
                    self.faults["closed"] += 1
                    break
                if frame["type"] != "message":
                    continue
                number = frame["data"]
                self.faults["repeated"] += number < expected
                self.faults["lost"] += max(0, number - expected)
                self.faults["offsets_not_rising"] += frame["offset"] <= last
                expected, last = number + 1, frame["offset"]
                self._heard(number)
            self.faults["lost"] += max(0, len(self.said) - expected)

    def _heard(self, number):
        self.deliveries += 1
        self.arrived[number] = self.arrived.get(number, 0) + 1
        if self.arrived[number] == self.clients:
            self.took.append(time.monotonic() - self.said[number])

    def _publish(self):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=CONTEXT)
        began = time.monotonic()
        for number in range(int(self.seconds * self.rate)):
            if STOP.wait(max(0, began + number / self.rate - time.monotonic())):
                break
            if number % 90 == 0:
                connection.close()
            self.said[number] = time.monotonic()
            connection.request("POST", "/broadcast", json.dumps({"data": number}),
                               {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 202, answer.status

    async def run(self):
        self.present, self.over = 0, False
        tasks = [asyncio.create_task(self._listen()) for _ in range(self.clients)]
        while self.present < self.clients:
            await asyncio.sleep(0.01)
        await asyncio.to_thread(self._publish)
        self.over = True
        await asyncio.gather(*tasks)
        return len(self.said)


class Requests:
    """One request after the other, each on a connection of its own."""

    def __init__(self, port, seconds, clients, rate):
        self.port, self.seconds, self.rate = port, seconds, rate
        self.took, self.faults, self.deliveries = [], {"refused": 0}, 0

    async def run(self):
        began = time.monotonic()
        for number in range(int(self.seconds * self.rate)):
            if STOP.wait(max(0, began + number / self.rate - time.monotonic())):
                break
            asked = time.monotonic()
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                connection.request("GET", "/livez")
                self.faults["refused"] += connection.getresponse().status != 200
            except OSError:
                self.faults["refused"] += 1
            connection.close()
            self.took.append(time.monotonic() - asked)
        self.deliveries = len(self.took)
        return len(self.took)


def main():
    kind, *numbers = sys.argv[1:]
    port, seconds, clients, rate = map(float, numbers)
    load = {"python": Broadcasts, "probe": Requests}[kind](int(port), seconds, int(clients), rate)
    signal.signal(signal.SIGINT, lambda *_: STOP.set())
    messages = asyncio.run(load.run())
    took = sorted(load.took) or [float("inf")]
    print(json.dumps({"messages": messages, "deliveries": load.deliveries, "faults": load.faults,
                      "honest": not any(load.faults.values()),
                      "arrival_p50_ms": took[len(took) // 2] * 1000,
                      "arrival_p99_ms": took[int(len(took) * 0.99)] * 1000}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
