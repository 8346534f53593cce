"""Ordering a drain over HTTP (DRAIN rule 4): its whole life, and everything that must not work."""

import unittest
from datetime import datetime

from support import http
from support.drain import DrainCase
from support.wsclient import TIME

DRAIN, FORCE = "/api/v1/drain", "/api/v1/drain/force"
FIELDS = {"state", "reason", "started", "deadline", "remaining_ms", "initial", "remaining", "left",
          "evicted", "forced", "refused", "rate_per_s", "eta_ms", "budget", "timeout_s", "delay_s",
          "ramp_s"}
POST, PATCH = ("POST", DRAIN), ("PATCH", DRAIN)
BAD_BODIES = (
    (POST, '{"timeout_s":-1}', "timeout_s"), (POST, '{"delay_s":-0.5}', "delay_s"),
    (POST, '{"ramp_s":-1e9}', "ramp_s"), (POST, '{"timeout_s":604801}', "timeout_s"),
    (POST, '{"timeout_s":"60"}', "timeout_s"), (POST, '{"timeout_s":null}', "timeout_s"),
    (POST, '{"timeout_s":true}', "timeout_s"), (POST, '{"ramp_s":[1]}', "ramp_s"),
    (POST, '{"reason":7}', "reason"), (POST, '{"reason":"' + "x" * 201 + '"}', "reason"),
    (POST, '{"dry_run":"no"}', "dry_run"), (POST, '{"dry_run":true,"ramp_s":-1}', "ramp_s"),
    (POST, '{"timeout":60}', '"timeout"'), (POST, '{"hurry":true}', '"hurry"'),
    (POST, '{"timeout_s":NaN}', ""), (POST, '{"timeout_s":1e999}', ""), (POST, "{", ""),
    (POST, "[]", ""), (POST, "60", ""), (POST, "timeout_s=60", ""),
    (PATCH, '{"timeout_s":-1}', "timeout_s"), (PATCH, '{"ramp_s":"1"}', "ramp_s"),
    (PATCH, '{"hurry":1}', "hurry"), (PATCH, '{"delay_s":1}', '"delay_s"'),
    (PATCH, '{"reason":"x"}', '"reason"'), (PATCH, "hurry", ""),
    (("POST", FORCE), '{"now":true}', '"now"'), (("POST", FORCE), "now", ""))


class ApiCase(DrainCase):
    settings = {"messages_per_minute": 0, "shutdown_timeout": "20m"}

    async def ask(self, method, body=None, path=DRAIN, **fields):
        return await self.in_thread(http.request, self.server, method, path, body, **fields)

    async def order(self, method, body=None, path=DRAIN, status=202):
        reply = await self.ask(method, body, path)
        self.assertEqual(reply.status, status, reply.body)
        return reply.json()

    async def status(self):
        """What GET says, which must be complete and add up."""
        status = await self.order("GET", status=200)
        self.assertLessEqual(FIELDS, status.keys())
        self.assertEqual(status["initial"], status["remaining"] + status["left"]
                         + status["evicted"] + status["forced"], status)
        return status

    async def is_serving(self):
        self.assertEqual((await self.status())["state"], "Serving")
        self.assertEqual((await self.get("/readyz")).status, 200)


class Life(ApiCase):
    async def test_it_begins_and_tells_the_clients(self):
        anna = await self.join("/ws/anna")
        status = await self.order("POST", {"timeout_s": 600, "ramp_s": 60, "reason": "deploy"})
        self.assertEqual((status["state"], status["reason"], status["joined"]),
                         ("Draining", "deploy", False))
        self.assertEqual((status["timeout_s"], status["ramp_s"], status["delay_s"]), (600, 60, 0))
        self.assertTrue(TIME.fullmatch(status["deadline"]) and TIME.fullmatch(status["started"]))
        told = await self.notice(anna)
        self.assertEqual((told["reason"], told["deadline"]), ("deploy", status["deadline"]))
        self.assertLessEqual(told["reconnect_in_ms"], 540000)
        await anna.close()
        self.assertEqual(await self.exit_code(), 0)

    async def test_on_the_ramp_everyone_is_told_to_go_before_he_is_closed(self):
        clients = [await self.join() for _ in range(20)]
        await self.order("POST", {"timeout_s": 2, "ramp_s": 1})

        def said_at(frame):
            return datetime.fromisoformat(frame["time"]).timestamp() * 1000

        for client in clients:
            self.assertLess((await self.notice(client))["reconnect_in_ms"], 1000)
            told = await client.expect("drain", phase="Evicting")
            closed = await client.expect("disconnect", reason="server_shutdown")
            self.assertLessEqual(told["reconnect_in_ms"], said_at(closed) - said_at(told) + 1)
        self.assertEqual(await self.exit_code(), 0)

    async def test_a_second_order_joins_and_moves_nothing(self):
        await self.join()
        first = await self.order("POST", {"reason": "first"})
        second = await self.order("POST", {"timeout_s": 1, "reason": "second"})
        self.assertEqual((second["joined"], second["reason"]), (True, "first"))
        self.assertEqual(second["deadline"], first["deadline"])

    async def test_a_signal_after_it_joins_too(self):
        await self.join()
        first = await self.order("POST", {"timeout_s": 600})
        self.server.signal()
        self.server.wait_for_event("shutdown_signal")
        status = await self.status()
        self.assertEqual((status["state"], status["deadline"]), ("Draining", first["deadline"]))

    async def test_the_numbers_add_up_while_clients_go(self):
        clients = [await self.join() for _ in range(4)]
        await self.order("POST")
        for gone, client in enumerate(clients[:3], 1):
            await client.close()
            self.server.wait_for_message(rf"Client disconnected\. Total connections: {4 - gone}")
            status = await self.status()
            self.assertEqual((status["initial"], status["remaining"], status["left"]),
                             (4, 4 - gone, gone))
        newcomer = await self.connect()
        await newcomer.expect_disconnect(1001, "server_shutdown", ignoring=())
        self.assertEqual((await self.status())["refused"], 1)

    async def test_patch_moves_the_deadline_and_tells_it(self):
        anna = await self.join()
        first = await self.order("POST", {"timeout_s": 600})
        await self.notice(anna)
        status = await self.order("PATCH", {"timeout_s": 60, "ramp_s": 2.5}, status=200)
        self.assertEqual((status["state"], status["ramp_s"]), ("Draining", 2.5))
        self.assertLess(status["deadline"], first["deadline"])
        self.assertLessEqual(status["remaining_ms"], 60000)
        self.assertEqual((await self.notice(anna))["deadline"], status["deadline"])

    async def test_hurry_evicts_within_ten_seconds(self):
        anna = await self.join()
        await self.order("POST")
        status = await self.order("PATCH", {"hurry": True}, status=200)
        self.assertEqual(status["state"], "Evicting")
        self.assertLessEqual(status["remaining_ms"], 10000)
        await anna.expect_disconnect(1001, "server_shutdown", ignoring=("drain",))
        self.assertEqual(await self.exit_code(), 0)

    async def test_cancel_lets_newcomers_in_and_a_later_drain_works(self):
        anna = await self.join("/ws/anna")
        await self.order("POST", {"reason": "too early"})
        await self.notice(anna)
        status = await self.order("DELETE", status=200)
        self.assertEqual((status["state"], status["deadline"]), ("Serving", None))
        await anna.expect("drain_cancelled")
        await self.is_serving()
        boris = await self.join()
        await anna.send("still here")
        await boris.expect("message", data="still here")
        status = await self.order("POST", {"reason": "now"})
        self.assertEqual((status["joined"], status["initial"], status["reason"]), (False, 2, "now"))
        for client in (anna, boris):
            await client.close()
        self.assertEqual(await self.exit_code(), 0)

    async def test_a_delay_lets_load_balancers_look_away_first(self):
        await self.join()
        status = await self.order("POST", {"delay_s": 300})
        self.assertEqual(status["state"], "Announced")
        for path in ("/readyz", "/health"):
            self.assertEqual((await self.get(path)).status, 503)
        await self.join()  # is still welcome
        status = await self.status()
        self.assertEqual((status["initial"], status["remaining"]), (2, 2))
        await self.order("DELETE", status=200)
        await self.is_serving()

    async def test_probes_and_status_tell_of_it(self):
        await self.join()
        await self.order("POST")
        reply = await self.get("/readyz")
        self.assertEqual((reply.status, reply.json()["status"]), (503, "draining"))
        self.assertEqual((await self.get("/livez")).status, 200)
        drain = (await self.get("/status")).json()["drain"]
        self.assertEqual((drain["state"], drain["initial"]), ("Draining", 1))
        self.assertLessEqual(FIELDS, drain.keys())

    async def test_force_ends_it_with_3_even_without_a_drain(self):
        for before in (None, {"timeout_s": 600}):
            with self.subTest(before):
                self.start()
                anna = await self.join()
                if before:
                    await self.order("POST", before)
                status = await self.order("POST", path=FORCE)
                self.assertEqual(status["state"], "Closing")
                await anna.expect_disconnect(1001, "server_shutdown",
                                             ignoring=("drain", "presence"))
                self.assertEqual(await self.exit_code(), 3)

    async def test_without_clients_the_order_is_answered_before_the_end(self):
        status = await self.order("POST")
        self.assertEqual((status["state"], status["exit_code"]), ("Finished", 0))
        self.assertEqual(await self.exit_code(), 0)


class DryRun(ApiCase):
    async def test_it_returns_the_plan_and_changes_nothing(self):
        anna = await self.join()
        plan = await self.order("POST", {"timeout_s": 60, "ramp_s": 50, "delay_s": 1.5,
                                         "dry_run": True}, status=200)
        self.assertEqual((plan["dry_run"], plan["timeout_s"], plan["delay_s"], plan["ramp_s"]),
                         (True, 60, 1.5, 30))
        self.assertEqual(len(plan["adjustments"]), 1)
        await self.is_serving()
        await self.nothing_before(await self.join(), anna)

    async def test_a_clamped_ramp_is_told_by_the_real_thing_as_well(self):
        await self.join()
        status = await self.order("POST", {"timeout_s": 60, "ramp_s": 50})
        self.assertEqual(status["ramp_s"], 30)
        self.assertEqual(len(status["adjustments"]), 1)


class Refusals(ApiCase):
    async def all_bad_requests(self):
        for (method, path), body, names in BAD_BODIES:
            with self.subTest(f"{method} {path} {body[:50]}"):
                reply = await self.ask(method, body, path, content_type="application/json")
                self.assert_problem(reply, 400, "bad_request")
                self.assertIn(names, reply.json()["detail"])
        for (method, path) in (POST, PATCH, ("POST", FORCE)):
            for content_type in ("text/plain", "application/x-www-form-urlencoded"):
                reply = await self.ask(method, "{}", path, content_type=content_type)
                self.assert_problem(reply, 415)

    async def test_a_bad_request_begins_nothing(self):
        anna = await self.join()
        await self.all_bad_requests()
        await self.is_serving()
        await self.nothing_before(await self.join(), anna)

    async def test_a_bad_request_changes_nothing_of_a_drain(self):
        anna, boris = await self.join(), await self.join()
        begun = await self.order("POST")
        for client in (anna, boris):
            await self.notice(client)
        await self.all_bad_requests()
        status = await self.status()
        for name in ("state", "reason", "deadline", "initial", "remaining", "ramp_s"):
            self.assertEqual(status[name], begun[name])
        await self.nothing_before(anna, boris)

    async def test_without_a_drain_there_is_nothing_to_change(self):
        for method, body in (("PATCH", {"timeout_s": 1}), ("PATCH", {"hurry": True}),
                             ("PATCH", {}), ("DELETE", None)):
            self.assert_problem(await self.ask(method, body), 409, "no_drain")
        await self.is_serving()

    async def test_in_closing_it_is_too_late(self):
        raw = self.raw_client()  # never answers its Close
        await self.order("POST", {"timeout_s": 0})
        self.server.wait_for_event("drain_timeout")
        self.assertEqual((await self.status())["state"], "Closing")
        for method, body in (("DELETE", None), ("PATCH", {"timeout_s": 600}),
                             ("PATCH", {"hurry": True})):
            self.assert_problem(await self.ask(method, body), 409, "too_late")
        self.assertIs((await self.order("POST"))["joined"], True)
        self.assertEqual((await self.status())["state"], "Closing")
        raw.close()
        self.assertEqual(await self.exit_code(), 0)

    async def test_other_methods_are_told_what_there_is(self):
        reply = await self.ask("PUT", {})
        self.assert_problem(reply, 405)
        self.assertEqual(set(reply.field("Allow").split(", ")),
                         {"GET", "HEAD", "POST", "PATCH", "DELETE"})
        reply = await self.ask("GET", path=FORCE)
        self.assert_problem(reply, 405)
        self.assertEqual(reply.field("Allow"), "POST")


class Roles(ApiCase):
    settings = ApiCase.settings | {"admin_token": "admin-secret-0123456789",
                                   "viewer_token": "viewer-secret-0123456789"}
    CHANGES = (("POST", DRAIN, {}), ("POST", DRAIN, {"dry_run": True}), ("PATCH", DRAIN, {}),
               ("DELETE", DRAIN, None), ("POST", FORCE, None))

    async def test_a_viewer_may_only_look(self):
        viewer = {"authorization": f"Bearer {self.settings['viewer_token']}"}
        for method, path, body in self.CHANGES:
            self.assert_problem(await self.ask(method, body, path, **viewer), 403)
        reply = await self.ask("GET", **viewer)
        self.assertEqual((reply.status, reply.json()["state"]), (200, "Serving"))

    async def test_nobody_without_a_token_may_anything(self):
        for method, path, body in (("GET", DRAIN, None), *self.CHANGES):
            self.assert_problem(await self.ask(method, body, path), 401)
        self.assertEqual((await self.get("/readyz")).status, 200)

    async def test_the_operator_may(self):
        await self.join()
        admin = {"authorization": f"Bearer {self.settings['admin_token']}"}
        reply = await self.ask("POST", {}, **admin)
        self.assertEqual((reply.status, reply.json()["state"]), (202, "Draining"))


class HalfwayHandshakes(ApiCase):
    HALVES = (b"GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n",
              b"GET /ws/carol HTTP/1.1\r\n", b"GET /ws")

    async def refused(self, raw):
        reply = await self.in_thread(raw.read_reply)
        self.assert_problem(reply, 503, "draining")
        self.assertGreaterEqual(int(reply.fields["retry-after"]), 1)
        self.assertEqual(reply.fields["connection"], "close")
        await self.in_thread(raw.expect_end)

    async def test_none_hangs_however_newcomers_are_refused(self):
        for refuse_with in ("close", "http"):
            with self.subTest(refuse_with):
                self.start(refuse_with=refuse_with)
                await self.join()
                halves = []
                for half in self.HALVES * 10:
                    halves.append(self.raw())
                    halves[-1].send(half)
                await self.order("POST")
                for raw in halves:
                    await self.refused(raw)
                self.assertEqual((await self.status())["refused"], len(halves))

    async def test_other_slow_heads_keep_their_time(self):
        await self.join()
        slow = self.raw()
        slow.send(b"GET /livez HTTP/1.1\r\nHo")
        await self.order("POST")
        late = self.raw()
        late.send(self.HALVES[0])
        await self.refused(late)
        slow.send(b"st: localhost\r\n\r\n")
        reply = await self.in_thread(slow.read_reply)
        self.assertEqual((reply.status, reply.fields["connection"]), (200, "close"))
        await self.in_thread(slow.expect_end)

    async def test_a_delay_leaves_them_alone(self):
        await self.join()
        raw = self.raw()
        head = raw_head(raw.host)
        raw.send(head[:40])
        await self.order("POST", {"delay_s": 300})
        raw.send(head[40:])
        self.assertEqual((await self.in_thread(raw.take_until, b"\r\n")).split()[1], b"101")


def raw_head(host):
    return (f"GET /ws HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").encode()


if __name__ == "__main__":
    unittest.main()
