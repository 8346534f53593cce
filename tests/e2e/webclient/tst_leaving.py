"""The web client when its server goes away: notice, move, return, and nothing lost or doubled."""
import asyncio
import unittest
from urllib.parse import parse_qs, urlparse

from cdp import PATIENCE
from server import Wire, client, publish
from webcase import SHOTS, WebCase, connected, said, text

CLASS = "document.querySelector('#state').className"

# What a server says whose clients have another server to go to.
MOVE_NOW = {"type": "drain", "phase": "Draining", "reason": "rolling restart", "remaining_ms": 60000,
            "reconnect_in_ms": 20, "message": "Another server takes over."}


async def welcomes(page, number):
    await page.until(f"document.querySelectorAll('#log .welcome').length === {number}")


def asked(url):
    return {name: values[0] for name, values in parse_qs(urlparse(url).query).items()}


class Leaving(WebCase):
    def assertOnlyConnectionComplaints(self, page):
        # Chromium itself reports every refused connection; a page cannot prevent that.
        ours = [line for line in page.complaints if not line.startswith("WebSocket connection to ")]
        self.assertEqual(ours, [])

    async def test_a_signal_brings_a_countdown_and_the_restarted_server_is_found_again(self):
        first = self.server(shutdown_timeout="4s")
        page = await self.visit(first.page, client="anna")
        first.terminate()
        await page.until("!document.querySelector('#drain').hidden")
        self.assertEqual(await text(page, "#state-word"), "Server draining")
        self.assertIn("is going away", await text(page, "#drain-word"))
        before = await text(page, "#countdown")
        self.assertRegex(before, r"^0:0[1-4]$")
        SHOTS.mkdir(parents=True, exist_ok=True)
        await page.screenshot(SHOTS / "drain.png")
        await page.until(f"document.querySelector('#countdown').textContent < '{before}'")
        self.assertEqual(await first.ended(), 0)
        second = self.server(port=first.port)
        await welcomes(page, 2)
        await connected(page)
        self.assertTrue(await page.run("document.querySelector('#drain').hidden"))
        closed = await text(page, "#closed")
        self.assertTrue(closed.startswith("1001 Going Away · server_shutdown · clean"), closed)
        again = asked(page.sockets[-1])
        self.assertEqual(set(again), {"session", "epoch", "offset"})
        self.assertEqual(await text(page, "#me"), "anna")
        async with client(second, "boris") as boris:
            await publish(boris, "welcome back")
        await said(page, "message", "welcome back")
        self.assertOnlyConnectionComplaints(page)

    async def test_it_moves_to_another_server_before_the_draining_one_ends(self):
        old, new = self.server(shutdown_timeout="6s", node="old"), self.server(node="new")
        async with Wire(old) as wire:
            page = await self.visit(wire.page)
            wire.target = new.port
            old.terminate()
            await page.until("document.querySelector('#node').textContent === 'new'")
            self.assertEqual(await old.ended(), 0)
            self.assertIn("Moved to new", "".join(await said(page, "welcome", "Moved")))
            self.assertEqual(await text(page, "#closed"), "–")
            self.assertFlawless(page)

    async def test_it_stays_with_a_draining_server_when_no_other_answers(self):
        house = self.server(shutdown_timeout="60s")
        async with Wire(house) as wire, client(house, "boris") as boris:
            page = await self.visit(wire.page, client="anna")
            house.terminate()
            await said(page, "drain")
            wire.say(MOVE_NOW)
            await said(page, "refused", "1001 Going Away")
            await page.until("document.querySelector('#drain-plan').textContent.startsWith('No other server yet')")
            await publish(boris, "still here")
            await said(page, "message", "still here")
            self.assertEqual(await page.run(CLASS), "draining")
            self.assertFlawless(page)

    async def test_what_is_said_while_it_reconnects_is_all_there_and_none_twice(self):
        house = self.server(messages_per_minute="0")
        async with Wire(house) as wire, client(house, "boris") as boris:
            page = await self.visit(wire.page, client="anna")
            for number in range(120):
                if number % 40 == 20:
                    held = wire.hold()
                    wire.cut()
                await publish(boris, f"n{number}")
                if number % 40 == 39:
                    held.set()
                    await welcomes(page, number // 40 + 2)
            lines = await said(page, "message", "n119")
            self.assertEqual(lines, [f"boris n{number}" for number in range(120)])
            self.assertEqual(await page.run("counts.missed"), 0)
            self.assertTrue((await text(page, "#closed")).startswith("1006 Abnormal Closure"))

    async def test_a_move_in_the_middle_of_traffic_loses_and_doubles_nothing(self):
        house = self.server(messages_per_minute="0")
        async with Wire(house) as wire, client(house, "boris") as boris:
            page = await self.visit(wire.page, client="anna")
            for number in range(150):
                if number % 50 == 20:
                    wire.say(MOVE_NOW)
                await publish(boris, f"n{number}")
                await publish(boris, f"p{number}", to="anna")
                if number % 50 == 49:
                    await welcomes(page, number // 50 + 2)
            self.assertEqual(await said(page, "message", "n149"), [f"boris n{number}" for number in range(150)])
            self.assertEqual(await said(page, "personal", "p149"), [f"boris p{number}" for number in range(150)])
            self.assertEqual(await page.run("counts.missed"), 0)
            self.assertEqual(await text(page, "#me"), "anna")
            self.assertEqual(await page.run(CLASS), "open")
            self.assertFlawless(page)

    async def test_its_own_message_whose_ack_was_lost_is_confirmed_once_on_return(self):
        house = self.server()
        async with Wire(house) as wire, client(house, "boris") as boris:
            page = await self.visit(wire.page, client="anna")
            held = wire.hold()
            await page.type("#draft", "did it arrive?")
            await page.press("Enter")
            while '"did it arrive?"' not in await asyncio.wait_for(boris.recv(), PATIENCE):
                pass
            wire.cut()
            held.set()
            await page.until("document.querySelector('#log .sent small.settled')")
            self.assertEqual(await page.run("document.querySelectorAll('#log .message').length"), 0)

    async def test_a_second_window_with_the_same_session_does_not_fight_over_it(self):
        house = self.server()
        page = await self.visit(house.page, client="anna")
        session = await page.run("link.session")
        async with client(house, f"anna?session={session}"):
            await page.until(f"{CLASS} === 'off'")
            self.assertIn("replaced", await text(page, "#closed"))
        self.assertEqual(len(page.sockets), 1)


if __name__ == "__main__":
    unittest.main()
