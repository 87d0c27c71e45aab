"""Gradio's MCP server, brought down to its tools."""

import json
from importlib.metadata import version
from typing import Any

import gradio as gr


def only_tools(blocks: gr.Blocks) -> None:
    """Leave the MCP server of a page its tools, whose answers become JSON.

    Resources and prompts, of which there are none, would be looked for by a request to whatever
    host the caller names. RuntimeError where the server could not be set up.
    """
    server = blocks.mcp_server_obj
    if server is None:
        raise RuntimeError(f"the MCP server cannot be set up: {blocks.mcp_error}")
    from mcp import types

    server.mcp_server.version = version("caveat")
    for request in (
        types.ListResourcesRequest,
        types.ListResourceTemplatesRequest,
        types.ReadResourceRequest,
        types.ListPromptsRequest,
        types.GetPromptRequest,
    ):
        server.mcp_server.request_handlers.pop(request)

    def as_json(data: Any, root_url: str) -> list[Any]:
        return [
            types.TextContent(type="text", text=json.dumps(output, ensure_ascii=False))
            for output in data
        ]

    server.postprocess_output_data = as_json  # type: ignore[method-assign]  # its own is Python's repr
