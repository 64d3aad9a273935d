"""An identity provider of the tests' own on loopback: OpenID Connect as far as a login needs it, with no passwords."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "rasd", "known-to-both"


class Provider:
    """Signs in whoever is clicked on. lifetime: seconds that its tokens are valid; verified: whether addresses are."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        self.lifetime, self.verified = 3600, True
        self.key = RSAKey.generate_key(2048, parameters={"kid": "one"})
        self.asked: dict[str, dict[str, str]] = {}

    def metadata(self) -> dict[str, object]:
        at = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "keys",
            "end_session_endpoint": "out",
        }
        return {name: f"{self.issuer}/{path}" for name, path in at.items()} | {
            "issuer": self.issuer,
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def choose(self, asked: dict[str, str]) -> str:
        """The page on which a person says who she is."""
        names = "amal", "rim", "vera", "stranger"
        links = (f'<p><a href="/chosen?{urlencode(asked | {"who": name})}">{name}</a></p>' for name in names)
        return "<!doctype html><title>Sign in</title>" + "".join(links)

    def chosen(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to, with a code."""
        code = secrets.token_urlsafe(16)
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, object]:
        """The tokens for a code, which is good once."""
        asked = self.asked.pop(form["code"])
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, self.claims(asked["who"], asked.get("nonce")), self.key)
        kept = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": self.lifetime}
        return kept | {"id_token": signed}

    def claims(self, name: str, nonce: str | None = None) -> dict[str, object]:
        now = int(time.time())
        return {
            "iss": self.issuer,
            "sub": f"sub-{name}",
            "aud": CLIENT,
            "iat": now,
            "exp": now + self.lifetime,
            "nonce": nonce,
            "email": f"{name}@ngo.example",
            "email_verified": self.verified,
        }


class Handler(BaseHTTPRequestHandler):
    """The provider's addresses."""

    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path:
            case "/.well-known/openid-configuration":
                self.say(json.dumps(self.provider.metadata()))
            case "/keys":
                self.say(json.dumps({"keys": [self.provider.key.as_dict(private=False)]}))
            case "/authorize":
                self.say(self.provider.choose(asked), "text/html")
            case "/chosen":
                self.send(self.provider.chosen(asked))
            case "/out":
                self.say("<!doctype html><title>Signed out</title>", "text/html")
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.say(json.dumps(self.provider.token({name: values[0] for name, values in parse_qs(body).items()})))

    def say(self, text: str, kind: str = "application/json") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def send(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Nothing on the terminal."""


@contextmanager
def providing() -> Iterator[Provider]:
    """A provider while it is needed."""
    handler = type("Bound", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.provider = Provider(server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield handler.provider
    server.shutdown()
    server.server_close()
