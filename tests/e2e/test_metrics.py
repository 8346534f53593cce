"""/metrics and /status (PROTOCOL §2, §4)."""

import re
import unittest

from support import http
from support.case import SluiceTestCase

NAMES = """build_info connections connections_accepted_total connections_rejected_total
    disconnects_total messages_received_total messages_sent_total compressed_clients
    messages_compressed_total compression_saved_bytes_total failed_broadcasts_total
    send_queue_bytes slow_consumers_total rate_limited_total notifications_total drain_phase
    drain_remaining drain_deadline_seconds drain_closed_total shutdown_duration_seconds
    history_messages resumes_total backplane_up backplane_lag_seconds
    backplane_placed_total backplane_placings_total backplane_read_total backplane_readings_total
    loop_lag_seconds""".split()
HISTOGRAMS = ("delivery_seconds", "fanout_seconds")
SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)"
                    r'(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)*\})?'
                    r" (NaN|[+-]Inf|[+-]?[0-9.]+([eE][+-]?[0-9]+)?)( [0-9]+)?")


class Metrics(SluiceTestCase):
    def parse(self, text):
        """{family: (type, [lines])}, with every line well-formed and in its family."""
        self.assertTrue(text.endswith("\n"))
        families, current = {}, None
        for line in text.splitlines():
            if line.startswith("# TYPE "):
                _, _, current, kind = line.split(" ")
                self.assertNotIn(current, families, "a family appears twice")
                self.assertIn(kind, ("counter", "gauge", "histogram", "summary", "untyped"))
                families[current] = (kind, [])
            elif line.startswith("#") or not line:
                continue
            else:
                found = SAMPLE.fullmatch(line)
                self.assertIsNotNone(found, line)
                stem = re.sub("_(bucket|sum|count)$", "", found[1])
                self.assertIn(current, (found[1], stem), line)
                families[current][1].append(line)
        return families

    async def test_the_text_is_prometheus_0_0_4_and_has_every_name(self):
        reply = await self.get("/metrics")
        self.assertEqual(reply.status, 200)
        kind = reply.field("Content-Type")
        self.assertTrue(kind.startswith("text/plain"), kind)
        self.assertIn("version=0.0.4", kind)
        families = self.parse(reply.body.decode())
        for name in (*NAMES, *HISTOGRAMS):
            with self.subTest(name):
                family, lines = families[f"sluice_{name}"]
                self.assertTrue(lines, "no sample: not zero-initialised")
                if name.endswith("_total"):
                    self.assertEqual(family, "counter")
                if name in HISTOGRAMS:
                    self.assertEqual(family, "histogram")
        self.assertTrue([name for name in families if re.match("(sluice_)?process_", name)])

    async def test_labels_are_the_ones_of_the_protocol(self):
        text = (await self.get("/metrics")).body.decode()
        for name, label in (("connections_rejected_total", "reason"), ("disconnects_total", "code"),
                            ("disconnects_total", "reason"), ("slow_consumers_total", "policy"),
                            ("drain_closed_total", "by"), ("resumes_total", "result"),
                            ("loop_lag_seconds", "loop")):
            with self.subTest(f"{name}{{{label}}}"):
                self.assertRegex(text, rf'(?m)^sluice_{name}\{{[^}}]*\b{label}="')

    async def test_no_client_id_ever_becomes_a_label(self):
        client = await self.join("/ws/very-private-name")
        await client.send("x")
        await client.expect("ack")
        await client.close()
        self.server.wait_for_event("client_disconnected", client_id="very-private-name")
        self.assertNotIn(b"very-private-name", (await self.get("/metrics")).body)

    async def test_status_has_the_four_names_of_old(self):
        status = (await self.get("/status")).json()
        for name in ("active_connections", "total_messages_sent", "failed_broadcasts"):
            self.assertIs(type(status[name]), int, name)
        self.assertIn("shutdown_duration", status)


class CountingCase(SluiceTestCase):
    async def moved(self, before, name):
        return (await self.in_thread(http.metrics, self.server)).get(name, 0) - before.get(name, 0)


class Counting(CountingCase):
    async def test_connections_and_messages_are_counted(self):
        before = await self.in_thread(http.metrics, self.server)
        anna, boris = await self.join("/ws/anna"), await self.join()
        for number in range(3):
            await anna.command("message", data=number)
            await anna.expect("ack")
            await boris.expect("message")
        self.assertEqual(await self.moved(before, "sluice_connections"), 2)
        self.assertEqual(await self.moved(before, "sluice_connections_accepted_total"), 2)
        self.assertEqual(await self.moved(before, "sluice_messages_received_total"), 3)
        self.assertGreaterEqual(await self.moved(before, "sluice_messages_sent_total"), 3)
        self.assertEqual(await self.moved(before, "sluice_history_messages"), 3)
        status = (await self.get("/status")).json()
        self.assertEqual(status["active_connections"], 2)
        self.assertGreaterEqual(status["total_messages_sent"], 3)
        await anna.close()
        self.server.wait_for_event("client_disconnected", client_id="anna")
        self.assertEqual(await self.moved(before, "sluice_connections"), 1)

    async def test_refusals_are_counted_by_reason(self):
        await self.join("/ws/taken")
        before = await self.in_thread(http.metrics, self.server)
        for path, origin, code, reason in (
                ("/ws/not%20valid", None, 1003, "invalid_client_id"),
                ("/ws/taken", None, 1008, "client_id_in_use"),
                ("/ws", "http://evil.example", 1008, "origin_denied")):
            with self.subTest(reason):
                refused = await self.connect(path, origin=origin)
                await refused.expect_disconnect(code, reason, ignoring=())
                name = f'sluice_connections_rejected_total{{reason="{reason}"}}'
                self.assertIn(name, before)
                self.assertEqual(await self.moved(before, name), 1)

    async def test_leaves_are_counted_by_code_and_reason(self):
        before = await self.in_thread(http.metrics, self.server)
        rude = await self.join("/ws/rude")
        await rude.send(b"")
        await rude.expect_disconnect(1003, "binary_not_supported")
        self.server.wait_for_event("client_disconnected", client_id="rude")
        name = 'sluice_disconnects_total{code="1003",reason="binary_not_supported"}'
        self.assertEqual(await self.moved(before, name), 1)

    async def test_resumes_and_fan_outs_are_counted(self):
        anna, boris = await self.join(), await self.join()
        before = await self.in_thread(http.metrics, self.server)
        await anna.send("one")
        await anna.expect("ack")
        await boris.expect("message")
        for epoch in (anna.welcome["epoch"], "another"):
            again = await self.join(f"/ws?epoch={epoch}&offset={anna.welcome['offset']}")
            self.assertEqual(again.welcome["recovered"], epoch != "another")
        after = await self.in_thread(http.metrics, self.server)
        results = [name for name, value in after.items()
                   if name.startswith("sluice_resumes_total{") and value > before.get(name, 0)]
        self.assertEqual(len(results), 2, "one recovered, one not")
        for name in ("sluice_delivery_seconds_count", "sluice_fanout_seconds_count"):
            self.assertGreater(after[name], before[name], name)


class Limits(CountingCase):
    settings = {"messages_per_minute": 1, "broadcast_interval": "100ms"}

    async def test_refused_messages_are_counted(self):
        before = await self.in_thread(http.metrics, self.server)
        anna = await self.join()
        await anna.send("one")
        await anna.expect("ack", ignoring=("presence", "notification"))
        await anna.send("two")
        await anna.expect("error", ignoring=("presence", "notification"), code="rate_limited")
        self.assertEqual(await self.moved(before, "sluice_rate_limited_total"), 1)

    async def test_notifications_are_counted(self):
        before = await self.in_thread(http.metrics, self.server)
        anna = await self.join()
        for _ in range(2):
            await anna.expect("notification")
        self.assertGreaterEqual(await self.moved(before, "sluice_notifications_total"), 2)


if __name__ == "__main__":
    unittest.main()
