"""The headers that go out with every response, and the policy for the page's own scripts."""

import re
from base64 import b64encode
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NOTHING = "default-src 'none'; frame-ancestors 'none'"
# Gradio runs its event handlers' JavaScript by way of eval and styles by attribute. A script that
# an article brought along would run by neither: it is in no list of scripts, and is refused.
_PAGE = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' {scripts}; style-src 'self' "
    "'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; frame-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
}
_KEPT = ("/assets/", "/static/")  # files of the release, the same for everyone


class SafeHeaders:
    """Every response of an app, with headers that let a browser do no more than it must."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message.get("headers", [])))
                headers.update(_ALWAYS)
                headers.setdefault("Content-Security-Policy", _NOTHING)
                if not any(part in scope["path"] for part in _KEPT):
                    headers["Cache-Control"] = "no-store"  # what was asked is nobody else's matter
                # gradio lets the pages of any site read what comes from a public one
                for name in [name for name in headers if name.startswith("access-control-")]:
                    del headers[name]
                message = {**message, "headers": headers.raw}
            await send(message)

        await self.app(scope, receive, with_headers)


class OwnScripts:
    """The page, with a policy that names its own scripts by what is in them and allows no others.

    It must stand where the page is not compressed yet.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message | None = None
        body = b""

        async def with_policy(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_html(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    headers = MutableHeaders(raw=list(start["headers"]))
                    headers["Content-Security-Policy"] = policy(body)
                    await send({**start, "headers": headers.raw})
                    await send({**message, "body": body})

        await self.app(scope, receive, with_policy)


def policy(page: bytes) -> str:
    """The policy for a page: its inline scripts and no others."""
    digests = [b64encode(sha256(text).digest()).decode() for text in _SCRIPT.findall(page)]
    return _PAGE.format(scripts=" ".join(f"'sha256-{digest}'" for digest in digests))


def _is_html(start: Message) -> bool:
    kind = MutableHeaders(raw=list(start.get("headers", []))).get("content-type", "")
    return kind.startswith("text/html")
