"""One total order for concurrent senders and receivers (PROTOCOL §1.3)."""

import asyncio
import unittest

from support.case import SluiceTestCase

SENDERS, EACH = 6, 50


class Order(SluiceTestCase):
    settings = {"messages_per_minute": 0, "io_threads": 3}

    async def asyncSetUp(self):
        self.senders = [await self.join() for _ in range(SENDERS)]
        self.listeners = [await self.join() for _ in range(3)]

    async def speak(self, sender):
        for number in range(EACH):
            await sender.command("message", data=[sender.id, number], ref=str(number))

    async def hear(self, client, messages, acks=0):
        """So many messages and acks; the client itself insists on rising offsets."""
        heard, acked = [], []
        while len(heard) < messages or len(acked) < acks:
            frame = await client.next()
            if frame["type"] == "message":
                heard.append(frame)
            elif frame["type"] == "ack":
                acked.append(frame)
            else:
                self.assertEqual(frame["type"], "presence")
        return heard, acked

    async def test_everyone_hears_everything_in_the_same_order(self):
        results = await asyncio.gather(
            *(self.speak(sender) for sender in self.senders),
            *(self.hear(sender, (SENDERS - 1) * EACH, EACH) for sender in self.senders),
            *(self.hear(listener, SENDERS * EACH) for listener in self.listeners))
        of_senders, of_listeners = results[SENDERS:2 * SENDERS], results[2 * SENDERS:]
        full = [(frame["offset"], frame["id"], frame["data"]) for frame in of_listeners[0][0]]
        start = full[0][0]
        self.assertEqual([offset for offset, _, _ in full],
                         list(range(start, start + SENDERS * EACH)))
        for heard, _ in of_listeners:
            self.assertEqual([(f["offset"], f["id"], f["data"]) for f in heard], full)
        for sender, (heard, acked) in zip(self.senders, of_senders):
            others = [entry for entry in full if entry[2][0] != sender.id]
            self.assertEqual([(f["offset"], f["id"], f["data"]) for f in heard], others)
            own = [entry for entry in full if entry[2][0] == sender.id]
            self.assertEqual([(f["offset"], f["id"]) for f in acked],
                             [(offset, id) for offset, id, _ in own])
            self.assertEqual([data[1] for _, _, data in own], list(range(EACH)))
            self.assertEqual([f["ref"] for f in acked], [str(n) for n in range(EACH)])

    async def test_publishers_and_clients_share_the_order(self):
        async def publish():
            return [(await self.post("/broadcast", {"data": n})).json() for n in range(EACH)]

        sender, listener = self.senders[0], self.listeners[0]
        published, _, (heard, _), (_, acked) = await asyncio.gather(
            publish(), self.speak(sender), self.hear(listener, 2 * EACH),
            self.hear(sender, EACH, EACH))
        by_offset = {frame["offset"]: frame for frame in heard}
        for number, answer in enumerate(published):
            frame = by_offset[answer["offset"]]
            self.assertEqual((frame["id"], frame["data"], frame["from"]),
                             (answer["id"], number, None))
        for ack in acked:
            self.assertEqual(by_offset[ack["offset"]]["from"], sender.id)


if __name__ == "__main__":
    unittest.main()
