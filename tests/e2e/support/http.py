"""HTTP through http.client, one connection a request."""

import http.client
import json
from collections import namedtuple

DEADLINE = 10.0


class Reply(namedtuple("Reply", "status fields body")):
    __slots__ = ()

    def json(self):
        return json.loads(self.body)

    def field(self, name):
        return self.fields.get(name.lower())


def connect(server):
    if server.tls:
        return http.client.HTTPSConnection("127.0.0.1", server.port, timeout=DEADLINE,
                                           context=server.tls)
    return http.client.HTTPConnection("127.0.0.1", server.port, timeout=DEADLINE)


def request(server, method, path, body=None, **fields):
    """Header fields are keywords: content_type="text/plain" becomes Content-Type."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    if isinstance(body, (dict, list)):
        body = json.dumps(body)
        named.setdefault("content-type", "application/json")
    if isinstance(body, str):
        body = body.encode()
    connection = connect(server)
    try:
        connection.request(method, path, body, named)
        reply = connection.getresponse()
        names = {name.lower(): value for name, value in reply.getheaders()}
        return Reply(reply.status, names, reply.read())
    finally:
        connection.close()


def get(server, path, **fields):
    return request(server, "GET", path, **fields)


def post(server, path, body, **fields):
    return request(server, "POST", path, body, **fields)


def metrics(server):
    """Every sample of /metrics: {'name{label="x"}': value}."""
    reply = get(server, "/metrics")
    if reply.status != 200:
        raise AssertionError(f"/metrics answered {reply.status}: {reply.body.decode()}")
    samples = {}
    for line in reply.body.decode().splitlines():
        if line and not line.startswith("#"):
            name, value = line.rsplit(" ", 1)
            samples[name] = float(value)
    return samples
