"""The library for other programs: two named endpoints, which are the MCP server's tools as well."""

from functools import partial
from hashlib import sha256
from typing import Any

import anyio
from gradio.events import api
from gradio.exceptions import Error

import qa
from corpus import Article
from index import Index
from qa.asking import asked

ENDPOINTS = ("answer", "articles")
AT_ONCE = 8  # questions answered at a time; one model serves them in turn
WAITING = 64  # questions that wait for it; the next one is told that Caveat is busy
_HISTORY = 20  # earlier questions that are looked at, the last ones; more are left out
BUSY = f"Caveat is busy: {WAITING} questions are waiting already; ask again in a moment"
ENDING = "Caveat is ending"
FAULT = (
    "this cannot be answered now; if it can't be later either, the log of Caveat says where it "
    "went wrong"
)


class Refusal(Error):
    """What the caller can mend, in words for them; nothing of it goes into the log."""

    def __init__(self, message: str) -> None:
        super().__init__(message, print_exception=False)

    def __str__(self) -> str:  # gradio's own puts quotation marks around it
        return str(self.message)


def add_endpoints(index: Index) -> None:
    """Add `/answer` and `/articles` to the page that is being built."""
    at_work = anyio.CapacityLimiter(AT_ONCE)
    here = 0  # questions that are answered or wait, those past Gradio's queue too

    # Both are named for the tool that they are, and what they say of themselves is what its user
    # reads.
    async def answer(
        question: str,
        history: list[str] = [],  # noqa: B006  the schema's default is taken from here
        limit: int = 3,
    ) -> dict[str, Any]:
        """Answer a health question in the words of the library's articles, or say that they hold
        no answer. Nothing is generated: each quote is a slice of its article, from the character
        `start` to `end`. Show a quote unchanged, with its source and its caveats. The status is
        "answered", "weak" (the quotes come near and may not answer) or "not_found" (no quotes).

        Args:
            question: The question, in a few English sentences; at most 2,000 characters.
            history: The earlier questions of the conversation, oldest first; the last 20 count.
            limit: The most quotes to give, 1 to 10.

        Returns:
            The answer: question, status, confidence, note, quotes and related passages.
        """
        nonlocal here
        if here >= AT_ONCE + WAITING:
            raise Refusal(BUSY)
        here += 1
        try:
            work = partial(_answered, question, history, limit, index)
            return await anyio.to_thread.run_sync(work, limiter=at_work)
        finally:
            here -= 1

    def articles() -> list[dict[str, Any]]:
        """List the articles of the library that answers are quoted from, each with its kind (who
        is speaking), publisher, date, address, length in characters and the SHA-256 of its text.

        Returns:
            The articles.
        """
        return [_listed(article) for article in index.articles]

    # Unqueued, an MCP call goes straight to the function and not by way of another request.
    for endpoint in (answer, articles):
        api(endpoint, queue=False, concurrency_limit=AT_ONCE)


def _answered(question: Any, history: Any, limit: Any, index: Index) -> dict[str, Any]:
    """The answer as JSON can hold it. What came in is of any type: only MCP checks the schema."""
    try:
        if not isinstance(history, list):
            raise TypeError(f"the history is {type(history).__name__}; give a list of questions")
        if type(limit) is not int:
            raise TypeError(f"limit is {type(limit).__name__}; give a whole number from 1 to 10")
        earlier = [asked(each) for each in history[-_HISTORY:]]
        return qa.answer(question, index=index, history=earlier, limit=limit).to_dict()
    except (TypeError, ValueError) as error:
        raise Refusal(str(error)) from None


def _listed(article: Article) -> dict[str, Any]:
    return {
        "slug": article.slug,
        "title": article.title,
        "kind": article.kind,
        "publisher": article.publisher,
        "published": article.published,
        "url": article.url,
        "based_on": article.based_on,
        "length": len(article.text),
        "sha256": sha256(article.text.encode()).hexdigest(),
    }
