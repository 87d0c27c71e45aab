"""Requests to those that may come in: by host, origin, password, path and size."""

import json
import re
import secrets
from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import urlsplit

import anyio
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api import BUSY, ENDING, ENDPOINTS, FAULT

_LARGEST = 2**20  # bytes of a request's body
# Bytes of a body too large that are still read, and dropped: who is cut off while sending
# sees a broken connection, and not the words that say why.
_HEARD_OUT = 8 * _LARGEST
_NAMED = "|".join(ENDPOINTS)
# What the page, its files and the two endpoints need. All else that Gradio answers, such as
# uploads, files by their path and other hosts by proxy, is not there.
_GET = re.compile(
    r"/(?:(?:config|theme\.css|favicon\.ico|robots\.txt|manifest\.json)?"
    r"|(?:assets|static)/[\w./@+-]+"
    r"|gradio_api/(?:info|app_id|queue/data|heartbeat/\w+"
    rf"|call/(?:v2/)?(?:{_NAMED})/\w+))/?"
)
_POST = re.compile(rf"/gradio_api/(?:queue/join|run/(?:{_NAMED})|call/(?:v2/)?(?:{_NAMED}))/?")
_MCP = re.compile(r"/gradio_api/mcp/?")
# of Gradio's errors by their words; all others are for the caller to mend
_STATUS = {BUSY: 503, ENDING: 503, FAULT: 500, None: 500}
_DELAY = 1.0  # seconds from one wrong password to the next, whoever tries


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may come in."""

    names: frozenset[str] | None  # the hosts' names that it goes by; None: any
    address: str = ""  # its address in public, or the path there, if a proxy stands before it
    login: tuple[str, str] | None = None  # user and password
    mcp: bool = False


class Door:
    """An app behind rules. What is refused gets a sentence that says why, as JSON."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app = app
        self.rules = rules
        public = urlsplit(rules.address)
        self._public = public.netloc.lower() or None  # with the port, if it has one
        self._prefix = public.path.rstrip("/")
        self._login = b""
        if rules.login:
            self._login = b"Basic " + b64encode(":".join(rules.login).encode())
        self._wrong = anyio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # a websocket is never asked for
            await send({"type": "websocket.close", "code": 1008})
            return
        path = scope["path"]
        if self._prefix and path.startswith(self._prefix + "/"):
            # a proxy may pass it on or cut it off; within, it is always off
            scope = {**scope, "path": path.removeprefix(self._prefix)}
        headers = Headers(scope=scope)
        refused = self._stranger(headers) or await self._unknown(headers)
        refused = refused or self._nowhere(scope)
        if not refused and scope["method"] == "POST":
            body = await _body(headers, receive)
            if body is None:
                words = f"the request is larger than {_LARGEST:,} bytes; send less"
                refused = _refusal(413, words, Connection="close")
            else:
                receive = _again(body, receive)
        if refused:
            await refused(scope, receive, send)
        else:
            await self.app(scope, receive, _plainly(scope, receive, send))

    def _stranger(self, headers: Headers) -> Response | None:
        """Refuse a site that goes by a name of its own, or whose pages send requests here."""
        host = headers.get("host", "").lower()
        names = self.rules.names
        if names is not None and host != self._public and _name(host) not in names:
            remedy = "give its public address with --root-path if a proxy stands before it"
            return _refusal(403, f"Caveat does not go by the name of this host; {remedy}")
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2].lower() not in {host, self._public} - {
            ""
        }:
            return _refusal(403, "the page of another site may not ask Caveat")
        return None

    async def _unknown(self, headers: Headers) -> Response | None:
        """Refuse whoever lacks the password; wrong ones in turn, so that guessing takes long."""
        if not self._login:
            return None
        given = headers.get("authorization", "").encode()
        if secrets.compare_digest(given, self._login):
            return None
        if given:
            async with self._wrong:
                await anyio.sleep(_DELAY)
        asks = 'Basic realm="Caveat", charset="UTF-8"'
        return _refusal(401, "give the user and the password", **{"WWW-Authenticate": asks})

    def _nowhere(self, scope: Scope) -> Response | None:
        """Refuse a path that nothing here needs."""
        path, method = scope["path"], scope["method"]
        posts = (_POST, _MCP) if self.rules.mcp else (_POST,)
        found = {
            "GET": bool(_GET.fullmatch(path)) and ".." not in path,
            "POST": any(rule.fullmatch(path) for rule in posts),
        }
        if not any(found.values()):
            return _refusal(404, "there is nothing at this address")
        if not found.get("GET" if method == "HEAD" else method):
            return _refusal(405, f"{method} is not for this address")
        return None


def _name(host: str) -> str:
    """A host without its port."""
    return host[1 : host.find("]")] if host.startswith("[") else host.partition(":")[0]


def _refusal(status: int, words: str, **headers: str) -> Response:
    body = json.dumps({"detail": words}, ensure_ascii=False)
    return Response(body, status, headers, media_type="application/json")


async def _body(headers: Headers, receive: Receive) -> bytes | None:
    """The body of a request, or None where it is too large, whatever it says of itself."""
    said = headers.get("content-length", "0")
    if not said.isdecimal() or int(said) > _HEARD_OUT:
        return None
    body = bytearray()
    size = 0
    while size <= _HEARD_OUT:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size <= _LARGEST:
            body += part
        if not message.get("more_body"):  # or the caller has left
            return bytes(body) if size <= _LARGEST else None
    return None


def _again(body: bytes, receive: Receive) -> Receive:
    """What gives the body once more, and then what comes after it."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _plainly(scope: Scope, receive: Receive, send: Send) -> Send:
    """What mends the two answers of Gradio's that tell the caller too little.

    It says in words of its own that the queue is full, and calls all else a fault within, 500, also
    where the caller can mend it.
    """
    held: Message | None = None  # the beginning of such an answer, until its words are known

    async def plainly(message: Message) -> None:
        nonlocal held
        if message["type"] == "http.response.start" and message["status"] in (500, 503):
            held = message
        elif held is None:
            await send(message)
        elif held["status"] == 503:
            answer = _refusal(503, BUSY, **{"Retry-After": "5"})
            await answer(scope, receive, send)
        else:
            await send({**held, "status": _STATUS.get(_told(message["body"]), 400)})
            await send(message)

    return plainly


def _told(body: bytes) -> str | None:
    """The words of an error as Gradio tells it, or None where it tells nothing."""
    try:
        told = json.loads(body)
    except ValueError:
        return None
    words = told.get("error") if isinstance(told, dict) else None
    return words if isinstance(words, str) else None
