"""The web client in a browser that talks with the real server."""
import base64
import hashlib
import json
import re
import unittest
import urllib.request

from server import client, hear, publish
from webcase import SHOTS, WebCase, connected, said, text, write


class Talking(WebCase):
    async def asyncSetUp(self):
        await super().asyncSetUp()
        self.house = self.server()

    async def test_connects_and_tells_the_node_its_id_and_the_round_trip(self):
        page = await self.visit(self.house.page, client="anna")
        self.assertEqual(await text(page, "#state-word"), "Connected")
        self.assertEqual(await text(page, "#me"), "anna")
        self.assertNotIn(await text(page, "#node"), ("", "–"))
        await page.until("/^\\d+\\.\\d ms$/.test(document.querySelector('#rtt').textContent)")
        self.assertFlawless(page)

    async def test_it_is_one_small_file_under_a_strict_policy(self):
        with urllib.request.urlopen(self.house.page) as answer:
            policy = answer.headers["Content-Security-Policy"]
            page = answer.read()
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        self.assertLessEqual(len(page), 30000)
        for name in (b"script", b"style"):
            (inside,) = re.findall(b"<%b>(.*?)</%b>" % (name, name), page, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(inside).digest()).decode()
            self.assertIn(f"{name.decode()}-src 'sha256-{digest}'", policy)
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("unsafe", policy)

    async def test_connects_by_keyboard_alone(self):
        page = await self.tools.page(self.house.page)
        self.assertEqual(await page.run("document.activeElement.id"), "connect")
        await page.press("Enter")
        await connected(page)

    async def test_a_token_lets_it_in_and_is_not_kept(self):
        house = self.server(auth="token", auth_tokens="let~me~in+or/else")
        page = await self.visit(house.page, client="anna", token="let~me~in+or/else")
        self.assertEqual(await text(page, "#me"), "anna")
        self.assertNotIn("let~me", "".join(page.sockets))
        self.assertNotIn("let~me", await page.run("JSON.stringify({...localStorage}) + document.cookie"))
        self.assertFlawless(page)

    async def test_turns_to_nobody_but_its_server(self):
        page = await self.visit(self.house.page)
        await said(page, "notification")
        outside = [url for url in page.requests + page.sockets
                   if not url.startswith((self.house.page, self.house.socket, "data:", "about:"))]
        self.assertEqual(outside, [])
        self.assertEqual([url for url in page.requests if url.startswith("http")], [self.house.page])
        self.assertFlawless(page)

    async def test_three_notifications_arrive(self):
        page = await self.visit(self.house.page)
        await page.until("document.querySelectorAll('#log .notification').length >= 3")
        self.assertIn("Periodic notification", await text(page, "#notification"))
        await page.until("Number(document.querySelector('#received').textContent) >= 3")

    async def test_a_message_arrives_in_a_second_page(self):
        anna = await self.visit(self.house.page, client="anna")
        boris = await self.visit(self.house.page, client="boris")
        await write(anna, "Good morning")
        self.assertEqual(await said(boris, "message"), ["anna Good morning"])
        await anna.until("document.querySelector('#log .sent small.settled')")
        self.assertEqual(await said(anna, "sent"), ["Good morning ✓ 1"])
        self.assertEqual(await text(anna, "#sent"), "1")
        self.assertFlawless(anna)
        self.assertFlawless(boris)

    async def test_a_personal_message_reaches_one_and_an_unknown_client_is_said(self):
        anna = await self.visit(self.house.page, client="anna")
        boris = await self.visit(self.house.page, client="boris")
        vera = await self.visit(self.house.page, client="vera")
        await write(anna, "only for you", to="boris")
        self.assertEqual(await said(boris, "personal"), ["anna only for you"])
        await write(anna, "nobody", to="nobody")
        await said(anna, "error", "unknown_client")
        await write(anna, "for all")
        await said(vera, "message", "for all")
        self.assertEqual(await vera.run("document.querySelectorAll('#log .personal').length"), 0)

    async def test_what_is_compressed_for_it_is_shown(self):
        page = await self.visit(self.house.page)
        with urllib.request.urlopen(self.house.page + "status") as answer:
            self.assertEqual(json.load(answer)["compressed_clients"], 1)
        words = " ".join(f"order {number} is shipped," for number in range(100))
        async with client(self.house, "mallory") as mallory:
            await publish(mallory, words)
        self.assertEqual(await said(page, "message", "order 99"), ["mallory " + words])
        with urllib.request.urlopen(self.house.page + "metrics") as answer:
            self.assertIn(b"sluice_messages_compressed_total 1\n", answer.read())
        self.assertFlawless(page)

    async def test_markup_is_shown_as_text(self):
        page = await self.visit(self.house.page)
        markup = "<img src=x onerror=\"document.title='broken'\"><b>bold</b>"
        async with client(self.house, "mallory") as mallory:
            await publish(mallory, markup)
            await publish(mallory, {markup: [markup]})
        lines = await said(page, "message", "{")
        self.assertEqual(lines[0], "mallory " + markup)
        self.assertEqual(await page.run("document.querySelectorAll('#log img').length"), 0)
        self.assertEqual(await page.run("document.title"), "Sluice")
        self.assertFlawless(page)

    async def test_json_is_checked_first_and_sent_as_it_was_written(self):
        page = await self.visit(self.house.page)
        async with client(self.house, "listener") as listener:
            await page.click("#json")
            await write(page, '{"a": 1')
            await page.until("document.querySelector('#draft-error').textContent.startsWith('Not valid JSON')")
            self.assertEqual(await text(page, "#sent"), "0")
            await page.run("document.querySelector('#draft').value = ''")
            await write(page, '{"a": [1, null], "id": 12345678901234567890}')
            heard = await hear(listener, "message")
        self.assertEqual(heard["data"]["a"], [1, None])
        self.assertTrue(any('"id": 12345678901234567890' in frame for frame in page.sent))
        self.assertEqual(await text(page, "#draft-error"), "")

    async def test_the_plain_words_test_and_ping_ask_for_the_status(self):
        page = await self.visit(self.house.page)
        await write(page, "test")
        await said(page, "status")
        self.assertFlawless(page)

    async def test_arrow_up_recalls_what_was_sent(self):
        page = await self.visit(self.house.page)
        for words in ("first", "second"):
            await write(page, words)
        await page.press("ArrowUp")
        self.assertEqual(await page.run("document.querySelector('#draft').value"), "second")
        await page.press("Home")
        await page.press("ArrowUp")
        self.assertEqual(await page.run("document.querySelector('#draft').value"), "first")
        for _ in range(2):
            await page.press("End")
            await page.press("ArrowDown")
        self.assertEqual(await page.run("document.querySelector('#draft').value"), "")

    async def test_the_filter_hides_other_lines_and_says_how_many(self):
        page = await self.visit(self.house.page)
        async with client(self.house, "anna") as anna:
            await publish(anna, "green apples")
            await publish(anna, "red plums")
        await said(page, "message", "plums")
        await page.type("#filter", "APPLES")
        visible = "[...document.querySelectorAll('#log .line')].filter(line => line.checkVisibility())"
        await page.until(f"{visible}.length === 1")
        self.assertIn("green apples", await page.run(f"{visible}[0].textContent"))
        self.assertRegex(await text(page, "#shown"), r"^1 of \d+$")

    async def test_the_log_stops_following_when_scrolled_up_and_goes_on_at_its_end(self):
        page = await self.visit(self.house.page)
        async with client(self.house, "anna") as anna:
            for number in range(40):
                await publish(anna, f"line {number}")
            await said(page, "message", "line 39")
            end = "(log => log.scrollHeight - log.scrollTop - log.clientHeight < 8)(document.querySelector('#log'))"
            await page.until(end)
            await page.run("document.querySelector('#log').scrollTop = 0")
            await page.until("!document.querySelector('#newest').hidden")
            await publish(anna, "while you read")
            await said(page, "message", "while you read")
            self.assertEqual(await page.run("document.querySelector('#log').scrollTop"), 0)
            await page.click("#newest")
            await page.until(end)
            await publish(anna, "and on")
            await said(page, "message", "and on")
            await page.until(end)

    async def test_the_log_keeps_its_last_two_thousand_lines(self):
        page = await self.visit(self.house.page)
        await page.run("for (let n = 0; n < 2500; n += 1) log.add('status', `line ${n}`)")
        await said(page, "status", "line 2499")
        self.assertEqual(await page.run("document.querySelectorAll('#log .line').length"), 2000)

    async def test_disconnect_is_clean_and_the_log_survives_a_reconnect(self):
        page = await self.visit(self.house.page)
        await page.click("#disconnect")
        await page.until("document.querySelector('#state').className === 'off'")
        self.assertEqual(await text(page, "#closed"), "1000 Normal Closure · clean")
        await page.click("#connect")
        await connected(page)
        await page.until("document.querySelectorAll('#log .welcome').length === 2")
        self.assertFlawless(page)

    async def test_what_was_said_while_disconnected_is_heard_on_return(self):
        page = await self.visit(self.house.page, client="anna")
        await page.click("#disconnect")
        await page.until("document.querySelector('#state').className === 'off'")
        async with client(self.house, "boris") as boris:
            await publish(boris, "you were away")
        await page.click("#connect")
        self.assertEqual(await said(page, "message"), ["boris you were away"])
        self.assertEqual(await page.run("counts.missed"), 0)

    async def test_a_refused_id_is_named_with_code_and_reason(self):
        async with client(self.house, "anna"):
            page = await self.tools.page(self.house.page)
            await page.type("#client", "anna")
            await page.click("#connect")
            await page.until("document.querySelector('#closed').textContent.includes('client_id_in_use')")
            self.assertTrue((await text(page, "#closed")).startswith("1008 Policy Violation · "))

    async def test_a_wrong_address_is_said_beside_the_field(self):
        page = await self.tools.page(self.house.page)
        await page.run("document.querySelector('#address').value = 'nowhere'")
        await page.click("#connect")
        await page.until("document.querySelector('#door-error').textContent.length > 0")
        self.assertEqual(await text(page, "#state-word"), "Disconnected")
        self.assertFlawless(page)

    async def test_speaks_the_language_of_the_browser_and_switches(self):
        page = await self.visit(self.house.page, language="uk-UA")
        self.assertEqual(await text(page, "#state-word"), "З’єднано")
        self.assertEqual(await page.run("document.documentElement.lang"), "uk")
        await page.click("#languages [value=en]")
        self.assertEqual(await text(page, "#state-word"), "Connected")
        await page.call("Page.reload")
        await page.until("document.querySelector('#connect')?.textContent === 'Connect'")
        self.assertFlawless(page)

    async def test_both_languages_know_the_same_words(self):
        page = await self.tools.page(self.house.page)
        english, ukrainian = await page.run("[Object.keys(WORDS.en), Object.keys(WORDS.uk)]")
        self.assertEqual(english, ukrainian)
        asked = await page.run("""[...document.querySelectorAll('[data-text], [data-label], [data-hint]')]
            .flatMap(item => Object.values(item.dataset))""")
        self.assertEqual(set(asked) - set(english) - {await page.run("say('empty')")}, set())

    async def test_every_field_has_a_name_and_nothing_overflows_a_narrow_window(self):
        page = await self.visit(self.house.page, language="uk", width=360, height=740)
        await said(page, "notification")
        self.assertLessEqual(await page.run("document.documentElement.scrollWidth"), 360)
        nameless = await page.run("""[...document.querySelectorAll('input, textarea, button, [role=log]')]
            .filter(item => !item.ariaLabel && !item.textContent.trim() && !item.labels?.length).map(item => item.id)""")
        self.assertEqual(nameless, [])

    async def test_pictures_of_it_in_light_dark_narrow_and_ukrainian(self):
        SHOTS.mkdir(parents=True, exist_ok=True)
        looks = {"light": {}, "dark": {"dark": True}, "360": {"width": 360, "height": 740},
                 "360-dark": {"width": 360, "height": 740, "dark": True}, "uk": {"language": "uk"},
                 "uk-360": {"language": "uk", "width": 360, "height": 740}}
        async with client(self.house, "boris") as boris:
            for name, look in looks.items():
                page = await self.visit(self.house.page, client=name, **look)
                await write(page, "Good morning, everyone")
                await hear(boris, "message")
                await publish(boris, "The night build is green. <b>Coffee?</b>")
                await publish(boris, {"deploy": "eu-2", "ok": True}, to=name)
                await said(page, "notification")
                await page.until("document.querySelector('#log .personal')")
                await page.until("document.querySelector('#notification').textContent.includes('#')")
                await page.screenshot(SHOTS / f"{name}.png")
                self.assertGreater((SHOTS / f"{name}.png").stat().st_size, 5000)
                self.assertFlawless(page)


if __name__ == "__main__":
    unittest.main()
