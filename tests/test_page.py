"""The real page in a real browser: words unchanged, nothing executed, nobody else spoken to."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from corpus import Article
from index import Index
from qa import Answer, Quote, answer, caveats_in
from served import free_port, said_until_on, served
from ui.escaping import escaped
from ui.export import as_json, as_markdown, as_page
from ui.feedback import Feedback
from ui.first_look import examples
from ui.quote_card import citation
from ui.render import answer_html
from ui.wording import KIND_WORDS

pytestmark = [pytest.mark.browser, pytest.mark.model]

expect.set_options(timeout=20_000)  # on a busy machine
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",  # a container's root has none
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PHONE = {"width": 390, "height": 844}
MARK = "window.hacked = true"  # what hostile articles try to do
HOSTILE = {
    "turmeric": f"<script>{MARK}</script><img src=x onerror='{MARK}'><b>bold</b><!-- gone -->",
    "ginger": f"</blockquote></div><svg onload='{MARK}'><iframe srcdoc='<script>{MARK}</script>'>",
    "garlic": "**bold** __strong__ *it* _x_ ~~s~~ ==m== `code` ```fence```",
    "mint": "$x$ $$y$$ \\(x\\) \\[y\\] \\begin{a} E=mc^2",
    "sage": f"[a](javascript:{MARK}) ![i](x.png) <https://example.org> https://example.org",
    "basil": "&lt;b&gt; &amp;amp; &#60;i&#62; &nbsp; &copy",
    "clove": "# one ## two ### three > quote | a | b | --- 1. first - [ ] box",
    "thyme": "\u202eesrever\u202c \u200fright\u200e zero\u200bwidth\u200d\ufeff \u2067deep",
    "nutmeg": "::: note ::: {{value}} ${value} {% if %} <think>hm</think> :smile:",
    "saffron": "😀👩‍👩‍👧 é e\u0301 ½ ≥ — “quoted” ’ … ﷽ 漢字",
    "fennel": "W" * 300,
}
ALIEN = "script, img, svg, iframe, b, i, em, s, code, h1, [onerror], [onload], [onmouseover]"


def hostile_articles() -> Iterator[Article]:
    for herb, text in HOSTILE.items():
        said = f"About {herb} {text}"
        url = f'https://example.org/{herb}/"onmouseover="{MARK.replace(" ", "")}'
        yield Article(
            herb,
            said,
            f"In people who took it, {herb} {text} eased sore knees.",
            "clinic",
            said,
            said,
            f"javascript:{MARK}" if herb == "turmeric" else url,
            said,
        )


@pytest.fixture(scope="module")
def address(starter: Index) -> Iterator[str]:
    """Where the page over the starter library is."""
    with served(starter) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with sync_playwright() as playwright:
        if not found and not Path(playwright.chromium.executable_path).exists():
            pytest.fail(
                "there is no Chromium to test the page with; `make test` installs one, and so does "
                "`python -m playwright install chromium`"
            )
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(90_000)  # on a busy machine
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext, address: str) -> Page:
    return opened(context, address)


def opened(context: BrowserContext, address: str) -> Page:
    tab = context.new_page()
    tab.goto(address)
    box(tab).wait_for()
    return tab


def box(tab: Page) -> Locator:
    return tab.get_by_label("Your question")


def ask(tab: Page, question: str) -> Locator:
    """Ask, and wait for the answer."""
    before = tab.locator("#chat .cv-answer").count()
    tab.wait_for_timeout(1000)  # a person is slower than the last event's end
    box(tab).fill(question)
    box(tab).press("Enter")
    answers = tab.locator("#chat .cv-answer")
    try:
        expect(answers).to_have_count(before + 1)
    except AssertionError:
        # on a busy machine Gradio at times drops what is sent just as another event ends
        expect(box(tab)).to_have_value(question)
        box(tab).press("Enter")
        expect(answers).to_have_count(before + 1)
    # Gradio can drop a click that comes while what follows an answer is under way
    expect(tab.locator(".cv-busy, .cv-offering")).to_have_count(0, timeout=60_000)
    return answers.last


def search(tab: Page, words: str) -> Locator:
    """Search within the articles, and wait for the passages."""
    field = tab.get_by_label("Search within the articles")
    field.fill(words)
    field.press("Enter")
    found = tab.locator("#found .cv-answer")
    found.wait_for()
    return found


def words(text: str | None) -> str:
    return " ".join((text or "").split())


def quoted(found: Locator) -> list[str]:
    """The quotes that are presented as an answer."""
    return [
        words(text)
        for text in found.locator("> .cv-card > blockquote .cv-words").all_text_contents()
    ]


def texts(found: Answer) -> list[str]:
    return [words(quote.text) for quote in found.quotes]


def test_an_example_leads_to_quotes_with_sources_and_caveats(tab: Page, starter: Index) -> None:
    expect(tab).to_have_title("Caveat")
    expect(tab.locator("footer")).not_to_be_visible()
    expect(tab.get_by_role("button", name="New chat")).not_to_be_visible()
    example = tab.locator("button.example").first
    question = words(example.text_content())
    expected = answer(question, index=starter)
    assert any(quote.caveats for quote in expected.quotes)
    example.click()
    expect(tab.locator(".cv-answer")).to_have_count(1)
    found = tab.locator(".cv-answer")
    assert words(tab.locator(".user-row").text_content()) == question
    assert expected.note in words(found.locator(".cv-note").text_content())
    assert quoted(found) == texts(expected)
    for card, quote in zip(found.locator("> .cv-card").all(), expected.quotes, strict=True):
        source = words(card.locator("> .cv-source").text_content())
        assert quote.article.title in source
        assert (quote.article.publisher or "") in source
        assert (quote.article.published or "") in source
        kind = card.locator("> .cv-source .cv-kind")
        meaning = kind.get_by_text(KIND_WORDS[quote.article.kind][1])
        expect(meaning).not_to_be_visible()
        kind.locator("summary").click()
        expect(meaning).to_be_visible()
        caveats = card.locator(".cv-caveat")
        assert caveats.count() == len(quote.caveats)
        for shown, caveat in zip(caveats.all(), quote.caveats, strict=True):
            assert caveat.message in words(shown.text_content())
            for fact in caveat.facts:
                assert fact.text in words(shown.text_content())
            assert is_under(card.locator("> blockquote"), shown)
            assert font_size(shown.locator("> p").first) == font_size(card.locator("> blockquote"))


def is_under(upper: Locator, lower: Locator) -> bool:
    # both in one look: the page may be scrolling
    gap: float = upper.evaluate(
        "(a, b) => b.getBoundingClientRect().top - a.getBoundingClientRect().bottom",
        lower.element_handle(),
    )
    return 0 <= gap < 120


def font_size(element: Locator) -> str:
    size: str = element.evaluate("element => getComputedStyle(element).fontSize")
    return size


def test_a_question_without_an_answer_gets_a_note_and_no_quote(tab: Page, starter: Index) -> None:
    question = "What is the capital of France?"
    expected = answer(question, index=starter, history=[QUESTION])
    assert expected.status == "not_found"
    tab.set_viewport_size(PHONE)
    ask(tab, QUESTION)  # so that there is something to scroll
    found = ask(tab, question)
    assert quoted(found) == []
    expect(found.locator(".cv-note")).to_contain_text("Not found")
    expect(found.locator(".cv-note")).to_contain_text(expected.note)
    nearest = found.locator(".cv-card > blockquote")
    assert nearest.count() == len(expected.related)
    for passage in nearest.all():
        expect(passage).not_to_be_visible()
    expect(tab.locator("#following .cv-chips .cv-chip")).to_have_count(4)
    last = tab.locator("#following .cv-chip").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= place_of(tab.locator("#ask"))  # the box covers none


@pytest.mark.parametrize(("question", "said"), [("   ", "blank"), ("knee " * 401, "2,005")])
def test_a_bad_question_stays_in_the_box_with_what_mends_it(
    tab: Page, question: str, said: str
) -> None:
    box(tab).fill(question)
    box(tab).press("Enter")
    alert = tab.get_by_role("alert")
    expect(alert).to_contain_text(said)
    expect(alert).to_contain_text("ask in")
    expect(box(tab)).to_have_value(question)
    expect(tab.locator(".cv-answer")).to_have_count(0)
    ask(tab, "Is stem cell therapy approved by the FDA?")
    expect(alert).to_have_count(0)
    expect(box(tab)).to_have_value("")


def test_a_follow_up_leans_on_the_conversation_and_a_new_chat_forgets_it(
    context: BrowserContext, address: str, starter: Index
) -> None:
    first, then = "Is stem cell therapy approved by the FDA?", "and in Florida?"
    leaning = texts(answer(then, index=starter, history=[first]))
    alone = texts(answer(then, index=starter))
    assert leaning != alone
    tab, other = opened(context, address), opened(context, address)
    assert quoted(ask(tab, first)) == texts(answer(first, index=starter))
    assert quoted(ask(other, then)) == alone  # each window has a conversation of its own
    assert quoted(ask(tab, then)) == leaning
    box(tab).fill("half a question")
    tab.get_by_role("button", name="New chat").click()
    expect(tab.locator(".cv-answer")).to_have_count(0)
    expect(tab.locator("button.example").first).to_be_visible()
    expect(box(tab)).to_have_value("")
    assert quoted(ask(tab, then)) == alone


def test_the_newest_question_is_at_the_top_and_the_box_at_the_foot(tab: Page) -> None:
    tab.set_viewport_size(PHONE)
    for question in ("Does stem cell therapy help knee arthritis?", "Is it approved by the FDA?"):
        ask(tab, question)
        expect(tab.locator(".user-row").last).to_be_in_viewport()
        tab.wait_for_function(
            "() => [...document.querySelectorAll('.user-row')].at(-1).getClientRects()[0].y < 30"
        )
    expect(box(tab)).to_be_in_viewport(ratio=1)
    expect(tab.get_by_role("button", name="New chat")).to_be_in_viewport(ratio=1)
    assert float(font_size(box(tab)).removesuffix("px")) >= 16  # or a phone zooms in
    assert sideways(tab) == 0
    # a screen reader is given words, not the source of a message
    labels = tab.locator("#chat [aria-label]").evaluate_all("all => all.map(e => e.ariaLabel)")
    assert not any("cv-" in label or "&#" in label for label in labels)


def sideways(tab: Page) -> int:
    """How many pixels the page scrolls to the side."""
    pixels: int = tab.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    return pixels


def test_hostile_articles_are_shown_and_not_obeyed(context: BrowserContext) -> None:
    index = Index.build(hostile_articles())
    with served(index) as address:
        tab = context.new_page()
        tab.set_viewport_size(PHONE)
        faults: list[str] = []
        tab.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.goto(address)
        begun = tab.locator(".example-text")
        expect(begun).to_have_count(6)
        assert [words(text) for text in begun.all_text_contents()] == [
            words(text) for text in examples(index)
        ]
        assert tab.locator(".example-text *").count() == 0
        assert sideways(tab) == 0
        for herb, text in HOSTILE.items():
            question = f"Does {herb} ease sore knees?"
            expected = answer(question, index=index)
            quotes = expected.quotes or expected.related
            assert text in next(q.text for q in quotes if q.article.slug == herb)
            found = ask(tab, question)
            for card, quote in zip(found.locator(".cv-card").all(), quotes, strict=True):
                assert_shown(card, quote)
            card = next(n for n, quote in enumerate(quotes) if quote.article.slug == herb)
            if not expected.quotes:
                found.locator(".cv-related > summary").click()
            found.locator(".cv-card").nth(card).locator(".cv-more .cv-open").first.click()
            expect(tab.locator("#reader h2")).to_have_text(
                re.compile(re.escape(words(quotes[card].article.title))), use_inner_text=False
            )
            assert words(text) in words(tab.locator("#reader .cv-text").text_content())
            for view in (found, tab.locator("#reader"), tab.locator("#following")):
                assert not view.locator(ALIEN).count()
            assert sideways(tab) == 0
            tab.get_by_role("button", name="Back to the answer").click()
            tab.get_by_role("button", name="New chat").click()
            expect(tab.locator("#chat .cv-answer")).to_have_count(0)
        tab.get_by_role("tab", name="Sources").click()
        assert [words(t) for t in tab.locator(".cv-sources h2").all_text_contents()] == [
            words(article.title) for article in index.articles
        ]
        search(tab, "sore knees")
        assert not tab.locator("#sources").locator(ALIEN).count()
        assert sideways(tab) == 0
        tab.get_by_role("tab", name="Ask").click()
        for text in HOSTILE.values():  # nor is what is typed
            ask(tab, f"Does {text} help?")
            typed = tab.locator(".user-row").last
            assert words(typed.text_content()) == words(f"Does {text} help?")
        assert tab.evaluate("() => window.hacked") is None
        assert faults == []


def assert_shown(card: Locator, quote: Quote) -> None:
    article = quote.article
    shown = card.locator("> blockquote .cv-words")
    assert words(shown.text_content()) == words(quote.text)
    assert shown.locator("*:not(mark)").count() == 0
    source = words(card.locator("> .cv-source").text_content())
    meaning = KIND_WORDS["clinic"][1]
    assert source == words(
        f"Clinic{meaning} {article.title} · {article.publisher} · {article.published}"
    )
    based = words(card.locator(".cv-based").text_content())
    assert based == words(f"Based on: {article.based_on}")
    link = card.locator("> .cv-source a")
    if article.slug == "turmeric":
        assert link.count() == 0
    else:
        assert link.get_attribute("href") == article.url
        assert link.get_attribute("onmouseover") is None


def test_the_page_asks_nobody_else_for_anything(context: BrowserContext, address: str) -> None:
    asked: set[str] = set()
    context.on("request", lambda request: asked.add(request.url))
    context.on("page", lambda tab: tab.on("websocket", lambda socket: asked.add(socket.url)))
    tab = opened(context, address)
    tab.locator("button.example").first.click()
    expect(tab.locator(".cv-answer")).to_have_count(1)
    ask(tab, "What is the capital of France?")
    tab.get_by_role("button", name="New chat").click()
    tab.wait_for_timeout(500)  # what comes late comes now
    hosts = {urlsplit(url).netloc for url in asked if urlsplit(url).scheme not in ("data", "blob")}
    assert hosts == {urlsplit(address).netloc}
    fonts = tab.evaluate("() => [...document.fonts].map(font => font.family)")
    assert fonts == []


WATCHED = """
import sys

def watch(event, args):
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        host = args[1][0] if isinstance(args[1], tuple) else None
    else:
        return
    if host not in (None, "", "localhost", "127.0.0.1", "::1", b"localhost", b"127.0.0.1"):
        print("SPOKE TO", host, flush=True)
        raise OSError(f"the test forbids {host}")

sys.addaudithook(watch)
from ui.command import caveat
caveat(["chat", "--no-open", "--port", sys.argv[1], "--library", sys.argv[2]])
"""


def test_the_server_speaks_to_no_other_host(starter: Index, tmp_path: Path) -> None:
    library = tmp_path / "made"
    Index.build(starter.articles[:1], library)
    port = free_port()
    left = {
        "GRADIO_ANALYTICS_ENABLED",
        "HF_HUB_OFFLINE",
        "HF_HUB_DISABLE_TELEMETRY",
        "DO_NOT_TRACK",
    }
    proxy = {"http_proxy": "http://192.0.2.1:9", "https_proxy": "http://192.0.2.1:9"}
    command = [sys.executable, "-c", WATCHED, str(port), str(library)]
    process = subprocess.Popen(
        command,
        cwd=Path(__file__).parents[1],
        env={name: value for name, value in os.environ.items() if name not in left} | proxy,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        lines = said_until_on(process, port)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{port}/") as response:
            assert response.status == 200
        time.sleep(1)  # a message to its makers would go from a thread of its own
    finally:
        process.terminate()
        rest, _ = process.communicate(timeout=20)
    assert "SPOKE TO" not in "".join([*lines, rest])


QUESTION = "Does stem cell therapy help joint pain?"
WIDE = {"width": 1280, "height": 900}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_an_opened_article_has_the_quotes_of_the_answer_marked_and_nothing_else(
    tab: Page, starter: Index, size: ViewportSize
) -> None:
    tab.set_viewport_size(size)
    expected = answer(QUESTION, index=starter)
    found = ask(tab, QUESTION)
    reader = tab.locator("#reader")
    for card, quote in zip(found.locator("> .cv-card").all(), expected.quotes, strict=True):
        opener = card.get_by_role("button", name="Open the article").last
        opener.evaluate("opener => opener.scrollIntoView({block: 'center'})")
        tab.wait_for_timeout(200)
        top = place_of(opener)
        opener.click()
        expect(reader.locator("h2")).to_have_text(quote.article.title)
        expect(reader.locator("h2")).to_be_focused()
        here = reader.locator(".cv-here")
        assert words(" ".join(here.all_text_contents())) == words(quote.text)
        expect(here.first).to_be_in_viewport()
        assert reader.evaluate(CUT) == []  # the bar hides no part of a line
        marked = sorted(words(t) for t in reader.locator("mark").all_text_contents())
        assert words(" ".join(marked)) == words(
            " ".join(sorted(words(q.text) for q in expected.quotes if q.article == quote.article))
        )
        assert sideways(tab) == 0
        chat_is_covered = size is PHONE
        assert tab.locator("#views").evaluate("views => views.inert") == chat_is_covered
        if chat_is_covered:
            reader.get_by_role("button", name="Back to the answer").click()
        else:
            assert place_of(opener) == pytest.approx(top, abs=2)  # though the chat is narrower
            tab.keyboard.press("Escape")
        expect(reader).not_to_be_visible()
        expect(opener).to_be_focused()
        assert place_of(opener) == pytest.approx(top, abs=2)


CUT = """reader => {
    const bar = reader.querySelector(".cv-bar").getBoundingClientRect().bottom;
    const words = document.createRange();
    words.selectNodeContents(reader.querySelector(".cv-text"));
    return [...words.getClientRects()].filter(
        (line) => line.height < 60 && line.top < bar - 1 && line.bottom > bar + 3
    ).map((line) => [line.top, line.bottom, bar]);
}"""


def place_of(element: Locator) -> float:
    top: float = element.evaluate("element => element.getBoundingClientRect().top")
    return top


def test_context_shows_the_sentences_around_a_quote(tab: Page, starter: Index) -> None:
    (quote, *_) = answer(QUESTION, index=starter).quotes
    card = ask(tab, QUESTION).locator("> .cv-card").first
    context = card.locator(".cv-context")
    expect(context.locator("p")).not_to_be_visible()
    context.locator("summary").click()
    expect(context.locator("p")).to_be_visible()
    shown = words(context.locator("p").text_content())
    assert words(quote.text) in shown
    assert shown in words(quote.article.text)
    assert shown != words(quote.text)


def test_a_quote_is_copied_with_its_source_and_caveat(
    context: BrowserContext, address: str, starter: Index
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = opened(context, address)
    (quote, *_) = answer(QUESTION, index=starter).quotes
    card = ask(tab, QUESTION).locator("> .cv-card").first
    card.get_by_role("button", name="Copy with source").click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    copied = tab.evaluate("() => navigator.clipboard.readText()")
    assert words(copied) == words(citation(quote))


def test_a_click_asks_the_next_question(tab: Page, starter: Index) -> None:
    ask(tab, QUESTION)
    chips = tab.locator("#following .cv-chips .cv-chip")
    chips.first.wait_for(timeout=60_000)
    assert 1 <= chips.count() <= 4
    covered = tab.locator(".cv-covered").first
    expect(covered).to_contain_text("benefits covered")
    expect(covered).to_contain_text("other choices not yet")
    next_question = words(chips.first.text_content())
    chips.first.click()
    expect(tab.locator("#chat .cv-answer")).to_have_count(2)
    assert words(tab.locator(".user-row").last.text_content()) == next_question
    expected = answer(next_question, index=starter, history=[QUESTION])
    assert quoted(tab.locator("#chat .cv-answer").last) == texts(expected)


def test_chats_are_kept_in_the_browser_until_they_are_deleted(
    context: BrowserContext, address: str, browser: Browser, starter: Index
) -> None:
    first, then = "Is stem cell therapy approved by the FDA?", "and in Florida?"
    tab = opened(context, address)
    ask(tab, first)
    leaning = quoted(ask(tab, then))
    tab.get_by_role("button", name="New chat").click()
    expect(tab.locator("#chat .cv-answer")).to_have_count(0)
    expect(box(tab)).to_be_focused()
    ask(tab, "What side effects have been reported?")
    tab.reload()
    box(tab).wait_for()
    chats = tab.get_by_role("dialog", name="Earlier chats")
    tab.get_by_role("button", name="Earlier chats").click()
    old = chats.locator(".cv-old")
    assert old.all_text_contents() == ["What side effects have been reported?", first]
    old.last.click()
    expect(tab.locator("#chat .cv-answer")).to_have_count(2)
    assert quoted(tab.locator("#chat .cv-answer").last) == leaning
    ask(tab, "What does it cost?")  # goes on in that chat
    show_chats(tab)
    assert old.all_text_contents() == [first, "What side effects have been reported?"]
    chats.get_by_role("button", name="Delete the chat “What side effects").click()
    assert old.all_text_contents() == [first]
    chats.get_by_role("button", name="Delete all").click()
    expect(old).to_have_count(0)
    assert tab.evaluate("() => localStorage.getItem('caveat.chats')") == "[]"
    other = browser.new_context()
    stranger = opened(other, address)
    stranger.get_by_role("button", name="Earlier chats").click()
    expect(stranger.get_by_text("None yet.")).to_be_visible()
    other.close()


def show_chats(tab: Page) -> None:
    tab.get_by_role("button", name="Earlier chats").evaluate("button => button.click()")


def test_what_others_left_in_the_browsers_storage_does_no_harm(
    context: BrowserContext, address: str
) -> None:
    tab = opened(context, address)
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    title = f"<img src=x onerror='{MARK}'>"
    for kept in (
        "no JSON",
        "{}",
        "[1, null]",
        json.dumps([{"id": 1, "questions": [title, "Does it help?"]}, {"questions": [2]}]),
    ):
        tab.evaluate("kept => localStorage.setItem('caveat.chats', kept)", kept)
        show_chats(tab)
        tab.keyboard.press("Escape")
    show_chats(tab)
    assert tab.locator(".cv-old").all_text_contents() == [title]
    tab.locator(".cv-old").click()
    expect(tab.locator("#chat .cv-answer")).to_have_count(2)
    assert tab.evaluate("() => window.hacked") is None
    assert faults == []


@pytest.mark.parametrize(
    ("name", "file", "made"),
    [
        ("A page to print", "caveat.html", as_page),
        ("Markdown", "caveat.md", as_markdown),
        ("JSON, for programs", "caveat.json", as_json),
    ],
)
def test_a_chat_is_saved_with_all_its_answers(
    tab: Page,
    starter: Index,
    name: str,
    file: str,
    made: Callable[[Sequence[Answer], Index], str],
) -> None:
    then = "and in Florida?"
    ask(tab, QUESTION)
    ask(tab, then)
    tab.get_by_role("button", name="Save").click()
    with tab.expect_download() as download:
        tab.get_by_role("button", name=name).click()
    assert download.value.suggested_filename == file
    answers = [
        answer(QUESTION, index=starter),
        answer(then, index=starter, history=[QUESTION]),
    ]
    assert download.value.path().read_text(encoding="utf-8") == made(answers, starter)
    expect(tab.get_by_role("dialog")).to_have_count(0)


def test_what_a_reader_says_of_an_answer_is_kept_where_that_was_asked_for(
    context: BrowserContext, starter: Index, tmp_path: Path
) -> None:
    kept = Feedback(tmp_path / "feedback")
    with served(starter, kept) as address:
        tab = opened(context, address)
        ask(tab, "Is stem cell therapy approved by the FDA?")
        tab.get_by_role("button", name="Wrong source").click()
        expect(tab.locator(".cv-verdicts")).to_contain_text("Thank you")
    (told,) = kept.told()
    assert (told.kind, told.question) == (
        "wrong source",
        "Is stem cell therapy approved by the FDA?",
    )
    assert told.places
    assert told.library == starter.digest


def test_every_source_is_listed_and_can_be_read_and_searched(tab: Page, starter: Index) -> None:
    tab.get_by_role("tab", name="Sources").click()
    rows = tab.locator(".cv-sources li")
    for row, article in zip(rows.all(), starter.articles, strict=True):
        shown = words(row.text_content())
        kind = KIND_WORDS[article.kind][0]
        for said in (article.title, kind, article.publisher, article.published, article.based_on):
            assert words(said) in shown
        assert f"{len(article.text.split()):,} words" in shown
    rows.nth(2).get_by_role("button", name="Read it").click()
    expect(tab.locator("#reader h2")).to_have_text(starter.articles[2].title)
    expect(tab.locator("#reader mark")).to_have_count(0)
    tab.get_by_role("button", name="Back to the sources").click()
    expect(tab.locator("#reader")).not_to_be_visible()
    found = search(tab, "reported side effects")
    expected = [hit.passage for hit in starter.search("reported side effects", 6)]
    assert quoted(found) == [words(passage.text) for passage in expected]
    for card, passage in zip(found.locator("> .cv-card").all(), expected, strict=True):
        assert card.locator(".cv-caveat").count() == len(caveats_in(passage))


def test_an_answer_is_reached_read_and_left_by_keyboard(tab: Page) -> None:
    expect(box(tab)).to_be_focused()
    tab.keyboard.type(QUESTION)
    tab.keyboard.press("Enter")
    found = tab.locator("#chat .cv-answer")
    expect(found.locator(".cv-note")).to_be_focused()
    reached = []
    for _ in range(12):
        tab.keyboard.press("Tab")
        reached.append(words(tab.evaluate("() => document.activeElement.textContent")))
        if reached[-1] == "Open the article":
            break
    assert "Context: the sentences around it" in reached
    tab.keyboard.press("Enter")
    expect(tab.locator("#reader h2")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(found.get_by_role("button", name="Open the article").first).to_be_focused()
    tab.keyboard.press("Escape")
    expect(box(tab)).to_be_focused()


def test_a_question_that_gets_no_answer_stays_in_the_box(
    context: BrowserContext, address: str
) -> None:
    tab = opened(context, address)
    ask(tab, QUESTION)
    tab.locator(".cv-chip").first.wait_for(timeout=60_000)
    box(tab).fill("   ")
    box(tab).press("Enter")
    tab.get_by_role("alert").wait_for()
    busy = {"status": 503, "json": {"detail": "busy"}}
    context.route("**/queue/join*", lambda route: route.fulfill(**busy))
    box(tab).fill("Is it approved?")
    box(tab).press("Enter")
    expect(tab.get_by_text("No answer came").first).to_be_visible()
    expect(box(tab)).to_have_value("Is it approved?")
    for boilerplate in (
        "#question .error",
        "#question .clear-status",
        "#ask .cv-problem",
        ".toast-body",
    ):
        assert not tab.locator(boilerplate).is_visible()  # which would go by itself
    tab.locator(".cv-chip").first.click()
    expect(box(tab)).not_to_have_value("")
    context.unroute("**/queue/join*")
    box(tab).press("Enter")
    expect(tab.locator("#chat .cv-answer")).to_have_count(2)
    expect(tab.get_by_text("No answer came").first).not_to_be_visible()


def test_a_question_outlives_the_connection(context: BrowserContext, address: str) -> None:
    tab = opened(context, address)
    before = quoted(ask(tab, QUESTION))
    context.route("**/queue/join*", lambda route: route.abort())
    with tab.expect_navigation():
        box(tab).fill("Is it approved?")
        box(tab).press("Enter")
        tab.wait_for_timeout(1000)
        context.unroute("**/queue/join*")
    expect(tab.locator("#chat .cv-answer")).to_have_count(1)
    assert quoted(tab.locator("#chat .cv-answer")) == before
    expect(box(tab)).to_have_value("Is it approved?")


def test_what_is_asked_or_typed_while_another_question_is_answered_is_not_lost(
    browser: Browser, address: str
) -> None:
    with browser.new_context(viewport=WIDE, locale="en-GB") as context:
        tab = opened(context, address)
        questions = ["Is it approved by the FDA?", "Does it hurt?", "How long does it last?"]
        for question in questions:
            box(tab).fill(question)
            box(tab).press("Enter")
            box(tab).press("Enter")  # twice is once
        box(tab).fill("And what does it")
        expect(tab.locator("#chat .cv-answer")).to_have_count(3, timeout=60_000)
        expect(tab.locator(".cv-busy")).to_have_count(0)
        expect(box(tab)).to_have_value("And what does it")
        assert tab.locator("#chat .user-row").all_inner_texts() == questions
        expect(tab.locator(".cv-problem")).to_have_count(0)


def test_a_question_sent_the_instant_an_answer_is_there_is_asked(
    browser: Browser, address: str
) -> None:
    questions = ["Is it approved by the FDA?", *(f"Does it hurt {n} people?" for n in range(5))]
    with browser.new_context(viewport=WIDE, locale="en-GB") as context:
        tab = opened(context, address)
        tab.evaluate(ASKING_AT_ONCE, questions[1:])
        box(tab).fill(questions[0])
        box(tab).press("Enter")
        expect(tab.locator("#chat .cv-answer")).to_have_count(len(questions), timeout=60_000)
        assert tab.locator("#chat .user-row").all_inner_texts() == questions
        expect(box(tab)).to_have_value("")


# Asks the next question as soon as one more answer stands on the page.
ASKING_AT_ONCE = """questions => {
    const box = document.querySelector('#question textarea');
    let seen = 0;
    new MutationObserver(() => {
        const answers = document.querySelectorAll('#chat .cv-answer').length;
        if (answers <= seen || !questions.length) return;
        seen = answers;
        box.value = questions.shift();
        box.dispatchEvent(new Event('input', { bubbles: true }));
        box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    }).observe(document.querySelector('#chat'), { childList: true, subtree: true });
}"""


SERIOUS = ("serious", "critical")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_serious_on_any_view(
    browser: Browser, address: str, size: ViewportSize, theme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce")
    tab = opened(context, address)
    faults: list[str] = []

    def look(view: str) -> None:
        tab.wait_for_timeout(300)
        for fault in Axe().run(tab).response["violations"]:
            if fault["impact"] in SERIOUS:
                faults.extend(f"{view}: {fault['id']} {node['html']}" for node in fault["nodes"])

    look("first look")
    found = ask(tab, QUESTION)
    tab.locator(".cv-chip").first.wait_for(timeout=60_000)
    for summary in found.locator("summary").all():
        summary.evaluate("summary => summary.parentElement.open = true")
    look("answer")
    found.locator(".cv-more .cv-open").first.click()
    expect(tab.locator("#reader h2")).to_be_focused()
    look("reader")
    tab.keyboard.press("Escape")
    show_chats(tab)
    look("chats")
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Save").click()
    look("save")
    tab.keyboard.press("Escape")
    ask(tab, "What is the capital of France?").locator(".cv-related > summary").click()
    look("not found")
    box(tab).fill("   ")
    box(tab).press("Enter")
    tab.get_by_role("alert").wait_for()
    look("a bad question")
    context.route("**/queue/join*", lambda route: route.fulfill(status=503, json={"detail": "-"}))
    box(tab).fill("Is it approved?")
    box(tab).press("Enter")
    expect(tab.get_by_text("No answer came").first).to_be_visible()
    look("no answer")
    context.unroute("**/queue/join*")
    tab.get_by_role("tab", name="Sources").evaluate("tab => tab.click()")
    search(tab, "side effects")
    look("passages")
    for summary in tab.locator("#sources summary").all():
        summary.evaluate("summary => summary.parentElement.open = true")
    look("sources")
    tab.get_by_role("button", name="Read it").first.evaluate("button => button.click()")
    expect(tab.locator("#reader h2")).to_be_focused()
    look("a source")
    context.close()
    assert faults == []


def test_at_twice_the_size_nothing_runs_off_the_side(tab: Page) -> None:
    tab.set_viewport_size({"width": 640, "height": 450})  # what is left of 1280 × 900 at 200 %
    found = ask(tab, QUESTION)
    assert sideways(tab) == 0
    found.locator(".cv-more .cv-open").first.click()
    expect(tab.locator("#reader h2")).to_be_focused()
    assert sideways(tab) == 0
    back = tab.get_by_role("button", name="Back to the answer")
    expect(back).to_be_in_viewport(ratio=1)
    back.click()
    expect(box(tab)).to_be_in_viewport(ratio=1)


def test_twenty_at_once_are_answered_each_with_their_own(address: str, starter: Index) -> None:
    questions = [f"{ask} {what}?" for ask in ASKING for what in ASKED_OF]
    assert len(questions) == 20
    expected = [answer(question, index=starter) for question in questions]
    with ThreadPoolExecutor(20) as people:
        found = list(people.map(partial(through_the_queue, address), questions))
    for question, shown, wanted in zip(questions, found, expected, strict=True):
        assert [message["role"] for message in shown] == ["user", "assistant"]
        assert spoken(shown[0]) == escaped(question)
        assert spoken(shown[1]) == answer_html(wanted)


ASKING = ("Is there proof of", "What are the risks of", "Who should avoid", "What do I pay for")
ASKED_OF = ("stem cells", "knee injections", "exosomes", "steroids", "surgery")


def spoken(message: dict[str, Any]) -> str:
    content = message["content"]
    return "".join(part["text"] for part in content) if isinstance(content, list) else content


def through_the_queue(address: str, question: str) -> list[dict[str, Any]]:
    """What the page of one browser shows after a question, asked as the page asks it."""
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        config = client.get("config").json()
        submit = next(
            event
            for event in config["dependencies"]
            if any(target[1] == "submit" for target in event["targets"])
            and len(event["outputs"]) == 3
        )
        session = {"session_hash": f"person{abs(hash(question))}"}
        event = {
            "fn_index": submit["id"],
            "data": [None],
            "event_data": {"question": question},
            **session,
        }
        client.post("gradio_api/queue/join", json=event).raise_for_status()
        with client.stream("GET", "gradio_api/queue/data", params=session) as stream:
            for line in stream.iter_lines():
                told = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if told.get("msg") == "process_completed":
                    assert told["success"]
                    shown: list[dict[str, Any]] = told["output"]["data"][0]
                    return shown
    raise AssertionError("the queue ended without an answer")


def test_no_question_reaches_a_log(
    tab: Page, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    ask(tab, "Does zanzibarium help?")
    box(tab).fill("zanzibarium " * 400)
    box(tab).press("Enter")
    tab.get_by_role("alert").wait_for()
    tab.get_by_role("tab", name="Sources").click()
    search(tab, "zanzibarium")
    told = capfd.readouterr()
    ours = [record.getMessage() for record in caplog.records if record.name != "asyncio"]
    assert "zanzibarium" not in "".join([told.out, told.err, *ours]).lower()
