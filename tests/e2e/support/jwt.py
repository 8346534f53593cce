"""JSON Web Tokens signed with a shared secret, made by hand; and key pairs for the others."""

import base64
import hashlib
import hmac
import json
import os
import subprocess

SECRET = "e2e-secret-of-thirty-two-letters!"


def base64url(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def token(header=None, secret=SECRET, **claims):
    parts = [header or {"alg": "HS256", "typ": "JWT"}, claims]
    text = ".".join(base64url(json.dumps(part).encode()) for part in parts)
    return f"{text}.{base64url(hmac.digest(secret.encode(), text.encode(), hashlib.sha256))}"


KINDS = {"rs256": ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
         "es256": ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"]}


def key_pair(folder, algorithm):
    """The files with the private and the public key, in a folder."""
    key, public = (os.path.join(folder, name) for name in ("key.pem", "public.pem"))
    subprocess.run(["openssl", "genpkey", "-quiet", "-algorithm", *KINDS[algorithm], "-out", key],
                   check=True, capture_output=True)
    subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", public], check=True)
    return key, public
