"""The two endpoints for other programs, over HTTP."""

import asyncio
import json
import re
import shlex
import shutil
import subprocess
import textwrap
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client

import qa
from corpus import Article
from index import Index
from qa import Answer, Quote
from qa.asking import asked as cleaned
from served import served
from ui.api import BUSY

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
AT_ONCE, WAITING = 8, 64


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str], int]]:
    """What answer() is asked; it answers with the first sentence of the first article."""
    asked: list[tuple[str, list[str], int]] = []

    def answer(question: str, *, index: Index, history: Sequence[str], limit: int) -> Answer:
        asked.append((cleaned(question), list(history), limit))
        quote = Quote(index.articles[0], 26, 66, 0.5)
        return Answer(question, "answered", (quote,), "Here.", (), 0.75)

    monkeypatch.setattr(qa, "answer", answer)
    return asked


def run(address: str, name: str, *values: Any) -> httpx.Response:
    url = f"{address}gradio_api/run/{name}"
    return httpx.post(url, json={"data": values}, trust_env=False, timeout=60)


def error(response: httpx.Response) -> str:
    words: str = response.json()["error"]
    return words


def test_there_are_two_endpoints_and_no_others(address: str) -> None:
    for query in ("", "?all_endpoints=True"):
        info = httpx.get(f"{address}gradio_api/info{query}", trust_env=False, timeout=60).json()
        assert set(info["named_endpoints"]) == {"/answer", "/articles"}
        assert info["unnamed_endpoints"] == {}


def test_the_endpoints_say_what_they_take_and_do(address: str) -> None:
    info = httpx.get(f"{address}gradio_api/info", trust_env=False, timeout=60).json()[
        "named_endpoints"
    ]
    taken = {
        value["parameter_name"]: (value["type"]["type"], value["parameter_has_default"])
        for value in info["/answer"]["parameters"]
    }
    assert taken == {
        "question": ("string", False),
        "history": ("array", True),
        "limit": ("integer", True),
    }
    assert "unchanged, with its source and its caveats" in info["/answer"]["description"]
    assert "SHA-256" in info["/articles"]["description"]


def test_gradios_client_gets_the_answer_as_it_is(
    address: str, index: Index, calls: list[tuple[str, list[str], int]]
) -> None:
    client = Client(address, verbose=False, httpx_kwargs={"timeout": 60})
    found = client.predict("Do sore knees ease?", api_name="/answer")
    quote = Quote(index.articles[0], 26, 66, 0.5)
    expected = Answer("Do sore knees ease?", "answered", (quote,), "Here.", (), 0.75)
    assert found == expected.to_dict()
    client.predict("and nerves?", ["Do sore knees ease?"], 2, api_name="/answer")
    assert calls == [("Do sore knees ease?", [], 3), ("and nerves?", ["Do sore knees ease?"], 2)]
    with pytest.raises(Exception, match="the question is blank; ask in words"):
        client.predict("  ", api_name="/answer")


@pytest.mark.model
def test_an_answer_over_http_is_the_one_from_python(starter: Index) -> None:
    question, earlier = "and in Florida?", ["Is stem cell therapy approved by the FDA?"]
    with served(starter) as address:
        found = run(address, "answer", question, earlier, 2).json()["data"][0]
    assert found == qa.answer(question, index=starter, history=earlier, limit=2).to_dict()


def test_the_articles_are_listed_with_what_identifies_their_text(
    address: str, articles: tuple[Article, ...]
) -> None:
    listed = run(address, "articles").json()["data"][0]
    assert [each["slug"] for each in listed] == ["knees", "nerves", "sleep"]
    for each, article in zip(listed, articles, strict=True):
        assert each["length"] == len(article.text)
        assert each["sha256"] == sha256(article.text.encode()).hexdigest()
        for field in ("title", "kind", "publisher", "published", "url", "based_on"):
            assert each[field] == getattr(article, field)


@pytest.mark.skipif(not shutil.which("curl"), reason="there is no curl")
def test_the_readmes_curl_gets_an_answer(
    address: str, calls: list[tuple[str, list[str], int]]
) -> None:
    (command,) = re.findall(r"^    (curl .+\\\n.+)$", README, re.MULTILINE)
    words = shlex.split(command.replace("\\\n", "").replace("http://127.0.0.1:7860/", address))
    done = subprocess.run(
        [*words, "--noproxy", "*"], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(done.stdout)["data"][0]["question"] == "Does it hurt?"
    assert calls == [("Does it hurt?", ["Can stem cells help my knee?"], 3)]


def test_the_readmes_python_asks_from_afar(
    address: str, calls: list[tuple[str, list[str], int]]
) -> None:
    (code,) = re.findall(r"(^    from gradio_client .*?)\n\nAs MCP", README, re.M | re.S)
    code = code.replace("http://127.0.0.1:7860", address)
    httpx.get(f"{address}gradio_api/info", trust_env=False, timeout=60)  # the first takes longest
    names: dict[str, Any] = {}
    exec(compile(textwrap.dedent(code), "README.md", "exec"), names)
    assert names["found"]["question"] == calls[0][0]
    assert len(names["library"]) == 3


def test_an_answer_can_be_waited_for_as_an_event(
    address: str, calls: list[tuple[str, list[str], int]]
) -> None:
    call = f"{address}gradio_api/call"
    with httpx.Client(trust_env=False, timeout=60) as client:
        event = client.post(f"{call}/v2/answer", json={"question": "Knees?"}).json()["event_id"]
        stream = client.get(f"{call}/answer/{event}").text
    lines = stream.splitlines()
    assert "event: complete" in lines
    data = next(line for line in lines if line.startswith("data: [{"))
    assert json.loads(data.removeprefix("data: "))[0]["question"] == "Knees?"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("  ", [], 3), "the question is blank; ask in words"),
        (("knee " * 401, [], 3), "2,005 characters"),
        ((5, [], 3), "the question is int, not text"),
        (("Knees?", ["x" * 2001], 3), "2,001 characters"),
        (("Knees?", "Nerves?", 3), "give a list of questions"),
        (("Knees?", [5], 3), "not text"),
        (("Knees?", None, 3), "give a list of questions"),
        (("Knees?", [], "3"), "give a whole number from 1 to 10"),
        (("Knees?", [], True), "give a whole number from 1 to 10"),
        (("Knees?", [], 11), "limit is 11"),
        (("Knees?",), "1 values and needs 3"),
    ],
)
def test_a_bad_question_gets_a_sentence_that_says_what_mends_it(
    address: str, values: tuple[Any, ...], said: str
) -> None:
    response = run(address, "answer", *values)
    assert said in error(response)
    assert response.status_code == 400


def test_values_by_a_wrong_name_are_refused(address: str) -> None:
    for values in ({"query": "Knees?"}, {"limit": 3}):
        url = f"{address}gradio_api/call/v2/answer"
        response = httpx.post(url, json=values, trust_env=False, timeout=60)
        assert response.status_code == 400
        assert "/gradio_api/info lists them" in response.json()["detail"]


def test_of_a_long_history_the_last_twenty_questions_count(
    address: str, calls: list[tuple[str, list[str], int]]
) -> None:
    earlier = [f"Question {number}?" for number in range(100)]
    assert run(address, "answer", "Knees?", earlier, 3).status_code == 200
    assert calls[0][1] == earlier[-20:]


@pytest.mark.parametrize("name", ["reply", "example", "predict", "lambda", "reply_1"])
def test_the_pages_own_events_cannot_be_called_by_name(address: str, name: str) -> None:
    for way in ("run", "call", "call/v2", "api"):
        response = httpx.post(
            f"{address}gradio_api/{way}/{name}", json={}, trust_env=False, timeout=60
        )
        assert response.status_code == 404


def test_an_error_within_tells_neither_the_caller_nor_the_log_what_was_asked(
    address: str, monkeypatch: pytest.MonkeyPatch, capfd: Any, caplog: Any
) -> None:
    def answer(question: str, **_: Any) -> Answer:
        raise RuntimeError(f"{question} failed in /home/somebody/secret.py")

    monkeypatch.setattr(qa, "answer", answer)
    response = run(address, "answer", "Do zebras limp?", [], 3)
    said = error(response)
    assert "cannot be answered now" in said
    assert response.status_code == 500
    assert "RuntimeError at test_api.py:" in caplog.text
    run(address, "answer", "Do zebras limp?")  # too few values, which gradio would print
    logged = "".join([*capfd.readouterr(), caplog.text])
    for secret in ("zebras", "somebody", "Traceback"):
        assert secret not in logged + said


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Callable[[], int], threading.Event]]:
    """How many questions are being answered, and what lets them be."""
    begun: list[str] = []
    release = threading.Event()

    def answer(question: str, **_: Any) -> Answer:
        begun.append(question)
        assert release.wait(60)
        return Answer(question, "not_found", (), "Nothing.")

    monkeypatch.setattr(qa, "answer", answer)
    yield lambda: len(begun), release
    release.set()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_when_the_queue_is_full_the_next_one_is_told_that_caveat_is_busy(
    address: str, held: tuple[Callable[[], int], threading.Event]
) -> None:
    begun, release = held
    body = {"data": ["Knees?", [], 3]}
    with httpx.Client(trust_env=False, timeout=60) as client:
        call = f"{address}gradio_api/call/answer"

        def ask() -> httpx.Response:
            return client.post(call, json=body)

        for _ in range(AT_ONCE):
            assert ask().status_code == 200
        until(lambda: begun() == AT_ONCE)
        events = [ask().json()["event_id"] for _ in range(WAITING)]
        refused = ask()
        assert refused.status_code == 503
        assert refused.json() == {"detail": BUSY}
        assert int(refused.headers["Retry-After"]) > 0
        assert begun() == AT_ONCE
        release.set()
        assert "event: complete" in client.get(f"{call}/{events[-1]}").text
        until(lambda: begun() == AT_ONCE + WAITING)
        assert ask().status_code == 200


def test_questions_past_the_queue_are_bounded_as_well(
    address: str, held: tuple[Callable[[], int], threading.Event]
) -> None:
    begun, release = held
    too_many = 5

    async def ask_all() -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=200)
        async with httpx.AsyncClient(trust_env=False, timeout=60, limits=limits) as client:
            url, body = f"{address}gradio_api/run/answer", {"data": ["Knees?", [], 3]}
            asked = [client.post(url, json=body) for _ in range(AT_ONCE + WAITING + too_many)]
            answers = []
            for done in asyncio.as_completed(asked):
                answers.append(await done)
                if len(answers) == too_many:
                    assert begun() == AT_ONCE
                    release.set()
        return answers

    answers = asyncio.run(ask_all())
    assert [error(answer) for answer in answers[:too_many]] == [BUSY] * too_many
    assert {answer.status_code for answer in answers[:too_many]} == {503}
    found = [answer.json()["data"][0]["status"] for answer in answers[too_many:]]
    assert found == ["not_found"] * (AT_ONCE + WAITING)
