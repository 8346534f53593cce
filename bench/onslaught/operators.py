"""What holders of a token do to the admin service, or whoever is let in without one."""

import json
import urllib.parse

from support.rawsocket import TEXT, frame

ADMIN = ("Sec-WebSocket-Protocol: sluice-admin.v1",)
EVENTS = "/api/v1/events"
TOPICS = ["stats", "clients", "drain", "log"]


def _said(**fields):
    return frame(TEXT, json.dumps(fields))


def _watch(field, receive_buffer=None):
    return field.upgrade(EVENTS, ADMIN, receive_buffer=receive_buffer)


def unread_stream(field):
    """Sixteen consoles that subscribe to everything and read nothing, while clients come and go."""
    for _ in range(16):
        _watch(field, 1024).sendall(_said(type="subscribe", topics=TOPICS, max_hz=10))
    while field.goes_on():
        field.close(field.upgrade("/ws/" + "n" * 60 + str(field.done % 1000)), reset=True)
        field.done += 1
    field.held = 16


def subscribe_flood(field):
    """`subscribe` to everything, without a pause, from one console that reads what comes."""
    field.flood([_watch(field)], _said(type="subscribe", topics=TOPICS, max_hz=10) * 100,
                counted=100, renew=lambda: _watch(field))


def commands_unread(field):
    """Commands to nobody, without a pause, from a console that reads no result."""
    block = _said(type="command", ref="r" * 60, do="close", id="nobody") * 1000
    field.flood([_watch(field, 1024)], block, reads=False, counted=1000,
                renew=lambda: _watch(field, 1024))


def filters(field):
    """Lists of all clients, each with another filter that fits none or all of them."""
    lines = []
    for number in range(100):
        word = urllib.parse.quote("c-" if number % 2 else "a" * 250)
        lines.append(f"GET /api/v1/clients?limit=1000&sort=-connected_at&filter={word} HTTP/1.1\r\n"
                     f"Host: 127.0.0.1:{field.port}\r\n\r\n")
    field.flood([field.connect() for _ in range(10)], "".join(lines).encode(), counted=100,
                renew=field.connect)
