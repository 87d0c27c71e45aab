"""One thread for small matrices: two libraries that each start one a core get in each other's way.

The language model's library keeps its threads waiting at full speed for more work, and the one
under numpy then finds no core free: on two cores an answer took nearly twice as long.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from threadpoolctl import ThreadpoolController


@contextmanager
def one_thread() -> Iterator[None]:
    """Let numpy multiply on the caller's thread alone, for as long as the block lasts."""
    with _pools().limit(limits=1, user_api="blas"):
        yield


@cache
def _pools() -> ThreadpoolController:
    return ThreadpoolController()
