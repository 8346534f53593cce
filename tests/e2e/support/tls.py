"""A certificate made for the run, and clients that trust it.

With SLUICE_E2E_TLS=1 every server of a suite that does not say otherwise speaks TLS, and so do all
its clients: the same promises hold there.
"""

import atexit
import functools
import os
import shutil
import ssl
import subprocess
import tempfile

EVERYWHERE = os.environ.get("SLUICE_E2E_TLS") == "1"

EC = ("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
RSA = ("rsa:2048",)


class Pair:
    """A self-signed certificate for 127.0.0.1 and its key, as PEM files."""

    def __init__(self, *more, key_type=EC):
        self.folder = tempfile.mkdtemp(prefix="sluice-tls-")
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.certificate = os.path.join(self.folder, "certificate.pem")
        self.key = os.path.join(self.folder, "key.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", *key_type, "-nodes", "-days", "2",
                        "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                        "-keyout", self.key, "-out", self.certificate, *more],
                       check=True, capture_output=True)

    def settings(self):
        return {"tls_certificate": self.certificate, "tls_key": self.key}

    def context(self):
        context = ssl.create_default_context(cafile=self.certificate)
        context.set_alpn_protocols(["http/1.1"])
        return context


@functools.cache
def pair():
    return Pair()
