"""What goes wrong while an event is worked on to what is said of it: nothing that was typed."""

import asyncio
import logging
import traceback
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.exceptions import Error

from ui.api import ENDING, FAULT, Refusal

_LOG = logging.getLogger(__name__)


def keep_discretion(blocks: gr.Blocks) -> None:
    """Let no error of a page's events take what was typed into the log, or a path to the caller.

    Gradio prints an error's words, which may hold the question. Here the log gets its type and
    the lines of code that it came by, and the caller is told whose fault it may be.
    """
    process = blocks.process_api

    async def discreetly(block_fn: Any, inputs: list[Any], *args: Any, **named: Any) -> Any:
        if len(inputs) < len(block_fn.inputs):
            wanted = len(block_fn.inputs)
            raise Refusal(f"this has {len(inputs)} values and needs {wanted}; give all of them")
        try:
            return await process(block_fn, inputs, *args, **named)
        except Error as error:  # meant for the caller
            error.print_exception = False
            raise
        except asyncio.CancelledError:
            if blocks.is_running:
                raise
            raise Refusal(ENDING) from None  # gradio would print where it was
        except Exception as error:  # whatever it is, it goes no further as it is
            _LOG.error("%s at %s", type(error).__name__, _lines(error))
            raise Refusal(FAULT) from None

    blocks.process_api = discreetly  # type: ignore[method-assign]


def _lines(error: Exception) -> str:
    """Where an error came by, its own line first; without the folders."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    return ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
