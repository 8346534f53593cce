"""What the suites share: one server a class, clients that are closed whatever happens."""

import asyncio
import json
import logging
import unittest

from support import http
from support.rawsocket import RawSocket, RawWebSocket
from support.server import Server
from support.wsclient import Client


# unittest runs its loop in debug mode, which warns of each wait on a raw socket.
logging.getLogger("asyncio").setLevel(logging.ERROR)


class SluiceTestCase(unittest.IsolatedAsyncioTestCase):
    settings = {}

    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(Server(**cls.settings))

    async def connect(self, path="/ws", server=None, **options):
        """A finished handshake; nothing has been read from it."""
        client = await Client.connect(server or self.server, path, **options)
        self.addAsyncCleanup(client.close)
        return client

    async def join(self, path="/ws", server=None, **options):
        """A client that has read its welcome."""
        client = await self.connect(path, server, **options)
        return await client.greeted()

    def raw(self, server=None):
        return self.enterContext(RawSocket(server or self.server))

    def raw_client(self, path="/ws", server=None, **options):
        return self.enterContext(RawWebSocket(server or self.server, path, **options))

    async def in_thread(self, call, *arguments, **options):
        """A blocking call while this test's clients keep answering pings and Closes."""
        return await asyncio.to_thread(call, *arguments, **options)

    async def get(self, path, server=None, **fields):
        return await self.in_thread(http.get, server or self.server, path, **fields)

    async def post(self, path, body, server=None, **fields):
        return await self.in_thread(http.post, server or self.server, path, body, **fields)

    async def nothing_before(self, speaker, *listeners):
        """Shows that nothing else was on its way to the listeners: what `speaker` says now comes
        later in the one order, and it is the next thing that each of them hears."""
        await speaker.command("message", data="the end of the test", ref="end")
        for listener in listeners:
            await listener.expect("message", data="the end of the test")
        await speaker.expect("ack", ref="end")

    def assert_problem(self, reply, status, code=None):
        """An RFC 9457 document with a code for programs."""
        self.assertEqual(reply.status, status, reply.body)
        self.assertEqual(reply.fields["content-type"].split(";")[0], "application/problem+json")
        problem = json.loads(reply.body)
        self.assertEqual(problem.get("status", status), status)
        self.assertIsInstance(problem["code"], str)
        if code is not None:
            self.assertEqual(problem["code"], code)
