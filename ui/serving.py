"""The page, served to browsers."""

import os
from pathlib import Path

import gradio as gr

_HERE = Path(__file__).parent
_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]


def serve(blocks: gr.Blocks, *, host: str, port: int | None) -> str:
    """Serve the page from a thread of its own; its address. OSError where it cannot listen."""
    # the server asks itself whether it is up, and that must not go by way of a proxy
    spared = [os.environ.get("no_proxy") or os.environ.get("NO_PROXY"), host, "127.0.0.1"]
    os.environ["no_proxy"] = ",".join(name for name in [*spared, "localhost"] if name)
    _, local, _ = blocks.launch(
        server_name=host,
        server_port=port,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        show_error=False,
        favicon_path=_HERE / "favicon.svg",
        footer_links=[],
        ssr_mode=False,
        pwa=False,
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        theme=gr.themes.Base(font=_FONTS, font_mono=["ui-monospace", "monospace"]),
        css=(_HERE / "page.css").read_text(encoding="utf-8"),
    )
    return str(local)
