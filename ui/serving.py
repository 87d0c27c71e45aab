"""The page, served: one address for browsers and, if asked for, other programs."""

import asyncio
import logging
import socket
import threading
import time
from ipaddress import ip_address
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from ui.address import is_loopback, listening_at
from ui.discretion import keep_discretion
from ui.door import Door, Rules
from ui.headers import OwnScripts, SafeHeaders

_HERE = Path(__file__).parent
_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
_LEAVING = 1  # seconds for requests under way when the server ends
_FINISHING = 20  # seconds for what is still worked on then, though nobody waits for it


def serve(
    blocks: gr.Blocks,
    *,
    host: str,
    port: int | None,
    login: tuple[str, str] | None = None,
    root_path: str = "",
    mcp: bool = False,
) -> str:
    """Serve the page from a thread of its own, until `blocks.close()`; its address.

    `login` is the user and the password that every request must bring. `root_path` is the
    address in public, or the path there, if a proxy stands before the server. `mcp` adds the MCP
    server, at `/gradio_api/mcp/`. OSError where it cannot listen, ImportError where a package
    that MCP needs is missing.
    """
    listening = listening_at(host, port)
    app = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        blocks,
        path="/",
        root_path=root_path,
        show_error=False,
        favicon_path=str(_HERE / "favicon.svg"),
        footer_links=[],
        ssr_mode=False,
        pwa=False,
        run_history=False,
        enable_monitoring=False,
        mcp_server=mcp,
        theme=gr.themes.Base(font=_FONTS, font_mono=["ui-monospace", "monospace"]),
        css=(_HERE / "page.css").read_text(encoding="utf-8"),
        app_kwargs={
            "middleware": [Middleware(OwnScripts)],
            "exception_handlers": {TypeError: _misnamed},
        },
    )
    keep_discretion(blocks)
    if mcp:
        from ui.mcp_tools import only_tools

        only_tools(blocks)
    names = frozenset({"localhost", "127.0.0.1", "::1", host.lower().strip("[]")})
    rules = Rules(names if is_loopback(host) else None, root_path, login, mcp)
    blocks.app = app.routes[-1].app  # whose streams `close()` ends
    blocks.server = _Server(SafeHeaders(Door(app, rules)), listening)  # type: ignore[assignment]
    bound, number = listening.getsockname()[:2]
    if ip_address(bound).is_unspecified:  # every address of the machine, this one too
        bound = "localhost"
    return f"http://[{bound}]:{number}/" if ":" in bound else f"http://{bound}:{number}/"


async def _misnamed(request: Request, error: Exception) -> Response:
    """What a request gets whose values have names that the endpoint doesn't know, or lack one."""
    words = "the values are not those that this takes; /gradio_api/info lists them"
    return JSONResponse({"detail": words}, 400)


class _Server(uvicorn.Server):
    """A server in a thread of its own."""

    def __init__(self, app: ASGIApp, listening: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            lifespan="on",
            ws="none",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_LEAVING,
        )
        super().__init__(config)
        self._thread = threading.Thread(
            target=self.run, kwargs={"sockets": [listening]}, daemon=True
        )
        self._thread.start()
        while not self.started:
            if not self._thread.is_alive():
                raise RuntimeError("the server ended before it began; its log above says why")
            time.sleep(0.01)

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve, and remember whose the threads are that work for it."""
        self._loop = asyncio.get_running_loop()
        await super().serve(sockets)

    def close(self) -> None:
        """End the server, and with it the requests that are under way."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # they are cut off knowingly
        self.should_exit = True
        self._thread.join(timeout=5)
        # a program that ends while one of its threads is within the model is aborted
        until = time.monotonic() + _FINISHING
        for thread in threading.enumerate():
            if getattr(thread, "loop", None) is self._loop:
                thread.join(timeout=max(0, until - time.monotonic()))
