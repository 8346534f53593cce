"""JSON Web Tokens signed with a shared secret, made by hand."""

import base64
import hashlib
import hmac
import json

SECRET = "e2e-secret-of-thirty-two-letters!"


def base64url(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def token(header=None, secret=SECRET, **claims):
    parts = [header or {"alg": "HS256", "typ": "JWT"}, claims]
    text = ".".join(base64url(json.dumps(part).encode()) for part in parts)
    return f"{text}.{base64url(hmac.digest(secret.encode(), text.encode(), hashlib.sha256))}"
