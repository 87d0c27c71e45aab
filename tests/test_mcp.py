"""The library as MCP tools, asked by the official client over HTTP."""

import asyncio
import json
from base64 import b64encode
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import httpx
import pytest
from mcp import ClientSession, McpError
from mcp.client.streamable_http import streamablehttp_client

import qa
from corpus import Article
from index import Index
from qa import Answer, Quote
from served import served

pytestmark = pytest.mark.filterwarnings("ignore:Use `streamable_http_client` instead")


@pytest.fixture
def index(fake: Any, articles: tuple[Article, ...], monkeypatch: pytest.MonkeyPatch) -> Index:
    """An index from which every question gets the same sentence for an answer."""

    def answer(question: str, *, index: Index, history: Sequence[str], limit: int) -> Answer:
        if not question.strip():
            raise ValueError("the question is blank; ask in words")
        quote = Quote(index.articles[0], 26, 66, 0.5)
        note = f"After {len(history)}, at most {limit} – “here”."
        return Answer(question, "answered", (quote,), note)

    monkeypatch.setattr(qa, "answer", answer)
    return Index.build(articles, encoder=fake)


@pytest.fixture
def address(index: Index, kept: Callable[..., str]) -> str:
    return kept(index, mcp=True)


def talk(
    address: str, talking: Callable[[ClientSession], Coroutine[Any, Any, Any]], **headers: str
) -> Any:
    """What comes of a session with the server."""

    async def session() -> Any:
        url = f"{address}gradio_api/mcp/"
        async with (
            streamablehttp_client(url, headers) as (reading, writing, _),
            ClientSession(reading, writing) as client,
        ):
            await client.initialize()
            return await talking(client)

    return asyncio.run(session())


def test_there_are_two_tools_and_nothing_else(address: str) -> None:
    async def look(client: ClientSession) -> Any:
        with pytest.raises(McpError):
            await client.list_resources()
        with pytest.raises(McpError):
            await client.list_prompts()
        with pytest.raises(McpError):
            await client.read_resource("http://192.0.2.1/")  # type: ignore[arg-type]
        return (await client.list_tools()).tools

    answer, articles = talk(address, look)
    assert (answer.name, articles.name) == ("answer", "articles")
    assert "unchanged, with its source and its caveats" in answer.description
    schema = answer.inputSchema
    assert schema["required"] == ["question"]
    values = schema["properties"]
    assert {name: value["type"] for name, value in values.items()} == {
        "question": "string",
        "history": "array",
        "limit": "integer",
    }
    assert values["history"]["items"] == {"type": "string"}
    assert all(len(value["description"]) > 20 for value in values.values())
    assert articles.inputSchema["properties"] == {}


def test_an_answer_comes_as_json(index: Index, address: str) -> None:
    async def ask(client: ClientSession) -> list[Any]:
        values = {"question": "and nerves?", "history": ["Knees?"], "limit": 2}
        found = [
            await client.call_tool("answer", {"question": "Knees?"}),
            await client.call_tool("answer", values),
            await client.call_tool("articles"),
        ]
        assert not any(each.isError for each in found)
        return [json.loads(each.content[0].text) for each in found]  # type: ignore[union-attr]

    plain, following, articles = talk(address, ask)
    assert plain == qa.answer("Knees?", index=index, history=[], limit=3).to_dict()
    assert plain["quotes"][0]["text"] == index.articles[0].text[26:66]
    assert following["note"] == "After 1, at most 2 – “here”."
    assert [each["slug"] for each in articles] == ["knees", "nerves", "sleep"]


def test_a_bad_question_gets_a_sentence_that_says_what_mends_it(address: str) -> None:
    async def ask(client: ClientSession) -> list[str]:
        bad = [{"question": " "}, {"question": 5}, {"limit": 3}]
        results = [await client.call_tool("answer", values) for values in bad]
        assert all(result.isError for result in results)
        return [result.content[0].text for result in results]  # type: ignore[union-attr]

    blank, number, missing = talk(address, ask)
    assert blank == "the question is blank; ask in words"
    assert "5 is not of type 'string'" in number
    assert "'question' is a required property" in missing


def test_an_error_within_names_no_file(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(question: str, **_: Any) -> Answer:
        raise RuntimeError(f"{question} failed in /home/somebody/secret.py")

    async def ask(client: ClientSession) -> str:
        result = await client.call_tool("answer", {"question": "Knees?"})
        return str(result)

    monkeypatch.setattr(qa, "answer", answer)
    said = talk(address, ask)
    assert "cannot be answered now" in said
    assert "secret" not in said


def test_without_mcp_there_is_no_such_server(index: Index) -> None:
    with served(index) as address:
        for path in ("mcp", "mcp/", "mcp/sse", "mcp/schema"):
            url = f"{address}gradio_api/{path}"
            assert httpx.post(url, json={}, trust_env=False, timeout=60).status_code == 404
            assert httpx.get(url, trust_env=False, timeout=60).status_code in (404, 405)


def test_the_tools_ask_for_the_password_as_the_page_does(index: Index) -> None:
    async def look(client: ClientSession) -> int:
        return len((await client.list_tools()).tools)

    with served(index, mcp=True, login=("reader", "opens sesame")) as address:
        known = b64encode(b"reader:opens sesame").decode()
        assert talk(address, look, Authorization=f"Basic {known}") == 2
        with pytest.raises(ExceptionGroup):
            talk(address, look)
