"""Ports of this machine. The suite's programs run beside each other: who needs one where nobody
listens, for longer than a moment, has to hold it."""

import contextlib
import socket


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def hold(host, port):
    """A socket that takes the port and refuses whoever connects, until it is closed."""
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with contextlib.suppress(OSError):  # the address may be one of another network
        place.bind((host, port))
    return place
