"""Drives Debian's Chromium over the DevTools protocol, with nothing but python3-websockets."""
import asyncio
import base64
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time

import websockets

PATIENCE = 20  # seconds that a machine under load may take for anything that happens at all


class Browser:
    """One headless Chromium with a fresh profile."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="webclient-")
        self.process = subprocess.Popen(
            ["/usr/bin/chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
             "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0",
             f"--user-data-dir={self.profile}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        self.endpoint = self._endpoint()

    def _endpoint(self):
        file = os.path.join(self.profile, "DevToolsActivePort")
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError("Chromium ended at once")
            with contextlib.suppress(FileNotFoundError):
                with open(file, encoding="ascii") as lines:
                    port, *path = lines.read().split()
                if path:
                    return f"ws://127.0.0.1:{port}{path[0]}"
            time.sleep(0.05)
        self.close()
        raise TimeoutError("Chromium opened no DevTools port")

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


class DevTools:
    """One connection to a browser: sends commands, hands events to the page they belong to."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.ids = itertools.count(1)
        self.answers = {}
        self.pages = {}

    async def __aenter__(self):
        self.socket = await websockets.connect(self.endpoint, max_size=None, compression=None, ping_interval=None)
        self.reader = asyncio.create_task(self._read())
        self.context = (await self.call("Target.createBrowserContext"))["browserContextId"]
        return self

    async def __aexit__(self, *_):
        await self.call("Target.disposeBrowserContext", browserContextId=self.context)
        await self.socket.close()
        await self.reader

    async def call(self, method, session=None, **params):
        number = next(self.ids)
        answer = self.answers[number] = asyncio.get_running_loop().create_future()
        command = {"id": number, "method": method, "params": params}
        if session:
            command["sessionId"] = session
        await self.socket.send(json.dumps(command))
        return await asyncio.wait_for(answer, PATIENCE)

    async def _read(self):
        async for text in self.socket:
            said = json.loads(text)
            if "id" not in said:
                if page := self.pages.get(said.get("sessionId")):
                    page.heard(said["method"], said["params"])
            elif not (answer := self.answers.pop(said["id"])).done():
                if "error" in said:
                    answer.set_exception(RuntimeError(said["error"]["message"]))
                else:
                    answer.set_result(said["result"])

    async def page(self, url, language="en-US", dark=False, width=1280, height=800):
        target = (await self.call("Target.createTarget", url="about:blank", browserContextId=self.context))["targetId"]
        session = (await self.call("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        page = self.pages[session] = Page(self, session)
        for domain in ("Page", "Runtime", "Log", "Network"):
            await page.call(domain + ".enable")
        agent = await page.run("navigator.userAgent")
        await page.call("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=language)
        await page.dress(dark, width, height)
        await page.call("Page.navigate", url=url)
        await page.until("document.readyState === 'complete' && location.href !== 'about:blank'")
        return page


class Page:
    """One tab, with a record of what it complained about and where it turned to."""

    def __init__(self, tools, session):
        self.tools = tools
        self.session = session
        self.complaints = []
        self.requests = []
        self.sockets = []
        self.sent = []

    def heard(self, method, params):
        if method == "Runtime.exceptionThrown":
            self.complaints.append(params["exceptionDetails"].get("exception", {}).get("description", str(params)))
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            self.complaints.append(str(params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.complaints.append(params["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.sockets.append(params["url"])
        elif method == "Network.webSocketFrameSent":
            self.sent.append(params["response"]["payloadData"])

    async def call(self, method, **params):
        return await self.tools.call(method, self.session, **params)

    async def run(self, script):
        answer = await self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script}: {answer['exceptionDetails']['exception'].get('description')}")
        return answer["result"].get("value")

    async def until(self, condition, patience=PATIENCE):
        """Waits until the page itself finds the condition true."""
        end = time.monotonic() + patience
        while not await self.run(f"Boolean({condition})"):
            if time.monotonic() > end:
                text = await self.run("document.body.innerText")
                raise AssertionError(f"never came true: {condition}\nthe page says:\n{text}")
            await asyncio.sleep(0.03)

    async def dress(self, dark, width, height, scale=1):
        await self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        await self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                        deviceScaleFactor=scale, mobile=False)

    async def type(self, selector, text):
        await self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        await self.call("Input.insertText", text=text)

    async def press(self, key, shift=False):
        codes = {"Enter": 13, "Tab": 9, "ArrowUp": 38, "ArrowDown": 40, "Space": 32, "End": 35, "Home": 36}
        common = {"key": " " if key == "Space" else key, "code": key, "windowsVirtualKeyCode": codes[key],
                  "modifiers": 8 if shift else 0}
        typed = {"text": "\r"} if key == "Enter" else {"text": " "} if key == "Space" else {}
        await self.call("Input.dispatchKeyEvent", type="keyDown", **common, **typed)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    async def click(self, selector):
        box = await self.run(f"""(() => {{ const item = document.querySelector({json.dumps(selector)});
            item.scrollIntoView({{block: 'nearest'}}); const box = item.getBoundingClientRect();
            return {{x: box.x + box.width / 2, y: box.y + box.height / 2}}; }})()""")
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **box)

    async def screenshot(self, path):
        """The whole page, also what is below the window's edge."""
        size = await self.run("({width: innerWidth, height: document.documentElement.scrollHeight})")
        shot = await self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                               clip={"x": 0, "y": 0, "scale": 1, **size})
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))
