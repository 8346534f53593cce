"""What the tests of the web client share: one browser a module, one server a test."""
import json
import logging
import os
import pathlib
import unittest

from cdp import Browser, DevTools
from server import Server

SHOTS = pathlib.Path(os.environ.get("SLUICE_TEST_OUTPUT", "build/test/shots"))
logging.getLogger("asyncio").setLevel(logging.ERROR)  # starting a server may block a tenth of a second


class WebCase(unittest.IsolatedAsyncioTestCase):
    browser = None

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    async def asyncSetUp(self):
        self.tools = await self.enterAsyncContext(DevTools(self.browser.endpoint))

    def server(self, **settings):
        server = Server(**settings)
        self.addCleanup(server.stop)
        return server

    async def visit(self, url, client="", token="", **looks):
        """A page that is connected."""
        page = await self.tools.page(url, **looks)
        if client:
            await page.type("#client", client)
        if token:
            await page.type("#token", token)
        await page.click("#connect")
        await connected(page)
        return page

    def assertFlawless(self, page):
        self.assertEqual(page.complaints, [])


async def connected(page):
    await page.until("['open', 'draining'].includes(document.querySelector('#state').className)")


async def text(page, selector):
    return await page.run(f"document.querySelector({json.dumps(selector)}).textContent")


async def said(page, kind, wanted=""):
    """The texts of the log lines of one kind, once one of them contains what is wanted."""
    lines = f"[...document.querySelectorAll('#log .{kind} p')].map(line => line.textContent)"
    await page.until(f"{lines}.some(line => line.includes({json.dumps(wanted)}))")
    return await page.run(lines)


async def write(page, words, to=""):
    await page.run(f"document.querySelector('#to').value = {json.dumps(to)}")
    await page.type("#draft", words)
    await page.press("Enter")
