"""TLS 1.3 by libssl itself: Python's ssl cannot ask for new keys."""

import ctypes
import functools
import select

DEADLINE = 10.0
WANT_READ, WANT_WRITE = 2, 3  # SSL_get_error()
UPDATE_REQUESTED = 1  # RFC 8446 §4.6.3: the other side has to answer with new keys of its own


@functools.cache
def _libssl():
    library = ctypes.CDLL("libssl.so.3")
    pointer = ctypes.c_void_p
    for name, result, arguments in (
            ("TLS_client_method", pointer, []), ("SSL_CTX_new", pointer, [pointer]),
            ("SSL_new", pointer, [pointer]), ("SSL_free", None, [pointer]),
            ("SSL_set_fd", ctypes.c_int, [pointer, ctypes.c_int]),
            ("SSL_connect", ctypes.c_int, [pointer]),
            ("SSL_do_handshake", ctypes.c_int, [pointer]),
            ("SSL_key_update", ctypes.c_int, [pointer, ctypes.c_int]),
            ("SSL_get_error", ctypes.c_int, [pointer, ctypes.c_int])):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


@functools.cache
def _context():
    return _libssl().SSL_CTX_new(_libssl().TLS_client_method())


class KeyUpdates:
    """Shakes hands on a connected socket, checks no certificate, and reads nothing from then on."""

    def __init__(self, socket):
        self._socket, self._asked = socket, False
        socket.setblocking(False)
        self._ssl = _libssl().SSL_new(_context())
        _libssl().SSL_set_fd(self._ssl, socket.fileno())
        while (result := _libssl().SSL_connect(self._ssl)) != 1:
            if self._wants(result) != WANT_READ or not select.select([socket], [], [], DEADLINE)[0]:
                raise ConnectionError("no TLS handshake")

    def ask(self):
        """Asks for new keys once more. False: there is no room for it at present."""
        if not self._asked and _libssl().SSL_key_update(self._ssl, UPDATE_REQUESTED) != 1:
            raise ConnectionError("no TLS 1.3")
        result = _libssl().SSL_do_handshake(self._ssl)
        self._asked = result != 1
        if self._asked and self._wants(result) != WANT_WRITE:
            raise ConnectionError("the connection is gone")
        return not self._asked

    def _wants(self, result):
        return _libssl().SSL_get_error(self._ssl, result)

    def close(self):
        _libssl().SSL_free(self._ssl)
        self._socket.close()
