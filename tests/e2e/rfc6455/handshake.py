"""§4.2.1, §4.2.2, §4.4: opening handshakes, by what differs from one that is in order."""

from dataclasses import dataclass, field

from support.rawsocket import ACCEPT, KEY

FIELDS = {"Host": "{host}", "Upgrade": "websocket", "Connection": "Upgrade",
          "Sec-WebSocket-Key": KEY, "Sec-WebSocket-Version": "13"}


@dataclass
class Handshake:
    name: str
    status: int
    fields: dict = field(default_factory=dict)  # name: values in place of the usual one
    line: str = "GET /echo HTTP/1.1"
    answer: dict = field(default_factory=dict)  # fields that the reply must have

    def octets(self, host):
        lines = [self.line]
        for name, value in (FIELDS | self.fields).items():
            values = value if isinstance(value, (list, tuple)) else [value]
            lines += [f"{name}: {each}" for each in values]
        return "\r\n".join([*lines, "", ""]).replace("{host}", host).encode("latin-1")


def accepted(name, answer=None, **options):
    return Handshake(name, 101, answer={"sec-websocket-accept": ACCEPT} | (answer or {}), **options)


def refused(name, status, **options):
    return Handshake(name, status, **options)


def renamed(change):
    return {name: [] for name in FIELDS} | {change(name): value for name, value in FIELDS.items()}


OURS = {"sec-websocket-version": "13"}
CASES = [
    accepted("one that is in order"),
    accepted("names in lower case", fields=renamed(str.lower)),
    accepted("names in upper case", fields=renamed(str.upper)),
    *(accepted(f"Upgrade: {value}", fields={"Upgrade": value})
      for value in ("WebSocket", "WEBSOCKET", "h2c, websocket", "websocket, h2c", "\twebsocket ")),
    accepted("Upgrade in two fields", fields={"Upgrade": ["h2c", "websocket"]}),
    *(accepted(f"Connection: {value}", fields={"Connection": value})
      for value in ("upgrade", "UPGRADE", "keep-alive, Upgrade", "Upgrade,keep-alive",
                    "keep-alive ,\tupgrade", ",, Upgrade")),
    accepted("Connection in two fields", fields={"Connection": ["keep-alive", "Upgrade"]}),
    accepted("a query", line="GET /echo?a=b HTTP/1.1"),
    accepted("an absolute target", line="GET http://{host}/echo HTTP/1.1"),
    accepted("an unknown field", fields={"X-Unknown": "anything"}),
    accepted("an Origin", fields={"Origin": "http://{host}"}),
    accepted("a sub-protocol nobody speaks", fields={"Sec-WebSocket-Protocol": "chat"}),
    accepted("the sub-protocol", fields={"Sec-WebSocket-Protocol": "chat, sluice.v1"},
             answer={"sec-websocket-protocol": "sluice.v1"}),
    accepted("the sub-protocol in a field of its own",
             fields={"Sec-WebSocket-Protocol": ["chat", "sluice.v1"]},
             answer={"sec-websocket-protocol": "sluice.v1"}),
    accepted("an unknown extension", fields={"Sec-WebSocket-Extensions": "x-unknown; a=1"}),

    refused("without Host", 400, fields={"Host": []}),
    refused("two Hosts", 400, fields={"Host": ["{host}", "{host}"]}),
    refused("an empty Host", 400, fields={"Host": ""}),
    refused("a Host that is none", 400, fields={"Host": "a b"}),
    *(refused(f"Upgrade: {value or 'nothing'}", 426, fields={"Upgrade": value},
              answer={"upgrade": "websocket"})
      for value in ([], "", "h2c", "web socket", "websockets", "websocket/13")),
    *(refused(f"Connection: {value or 'nothing'}", 426, fields={"Connection": value},
              answer={"upgrade": "websocket"})
      for value in ([], "", "keep-alive", "upgraded", "keep-alive Upgrade")),
    refused("HTTP/1.0", 426, line="GET /echo HTTP/1.0"),
    *(refused(version, 400, line=f"GET /echo {version}")
      for version in ("HTTP/0.9", "HTTP/2.0", "HTTP/1.2", "http/1.1", "HTTP/1.10")),
    *(refused(method, 405, line=f"{method} /echo HTTP/1.1", fields={"Content-Length": "0"},
              answer={"allow": "GET, HEAD"}) for method in ("POST", "PUT", "DELETE", "PATCH")),
    refused("get in small letters", 501, line="get /echo HTTP/1.1"),
    *(refused(f"version {value or 'missing'}", 426, fields={"Sec-WebSocket-Version": value},
              answer=OURS)
      for value in ([], "", "0", "7", "8", "12", "14", "013", "13.0", "255", "x", "13, 8")),
    *(refused(f"the versions {first} and {second}", 426,
              fields={"Sec-WebSocket-Version": [first, second]}, answer=OURS)
      for first, second in (("8", "13"), ("13", "8"), ("13", "13"))),
    *(refused(f"the key {value or 'missing'}", 400, fields={"Sec-WebSocket-Key": value})
      for value in ([], "", "x", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ=",
                    "dGhlIHNhbXBsZSBub25jZQ===", "dGhlIHNhbXBsZSBub25jZTE=", "====" * 6,
                    "dGhlIHNhbXBsZSBub25j!Q==", "dGhlIHNhbXBs ZSBub25jZQ==")),
    refused("two keys", 400, fields={"Sec-WebSocket-Key": [KEY, KEY]}),
    accepted("a Content-Length of 0", fields={"Content-Length": "0"}),
    refused("a body", 400, fields={"Content-Length": "5"}),
    refused("a chunked body", 400, fields={"Transfer-Encoding": "chunked"}),
    refused("another path", 404, line="GET /nowhere HTTP/1.1"),
]
