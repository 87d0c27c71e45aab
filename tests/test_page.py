"""The real page in a real browser: words unchanged, nothing executed, nobody else spoken to."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from corpus import Article
from index import Index
from qa import Answer, Quote, answer
from ui.page import page
from ui.serving import serve

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
    # gradio counts its events with an option that newer pandas would rather not have
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
]

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


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def served(index: Index) -> Iterator[str]:
    blocks = page(index)
    try:
        yield serve(blocks, host="127.0.0.1", port=free_port())
    finally:
        blocks.close(verbose=False)


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
    context.set_default_timeout(15_000)
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
    before = tab.locator(".cv-answer").count()
    box(tab).fill(question)
    box(tab).press("Enter")
    expect(tab.locator(".cv-answer")).to_have_count(before + 1)
    return tab.locator(".cv-answer").last


def words(text: str | None) -> str:
    return " ".join((text or "").split())


def quoted(found: Locator) -> list[str]:
    """The quotes that are presented as an answer."""
    return [words(text) for text in found.locator("> .cv-card .cv-words").all_text_contents()]


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
        source = words(card.locator(".cv-source").text_content())
        assert quote.article.title in source
        assert (quote.article.publisher or "") in source
        assert (quote.article.published or "") in source
        assert card.locator(".cv-kind").get_attribute("title")
        caveats = card.locator(".cv-caveat")
        assert caveats.count() == len(quote.caveats)
        for shown, caveat in zip(caveats.all(), quote.caveats, strict=True):
            assert caveat.message in words(shown.text_content())
            for fact in caveat.facts:
                assert fact.text in words(shown.text_content())
            assert is_under(card.locator(".cv-words"), shown)
            assert font_size(shown.locator("p")) == font_size(card.locator(".cv-words"))


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
    expected = answer(question, index=starter)
    assert expected.status == "not_found"
    found = ask(tab, question)
    assert quoted(found) == []
    expect(found.locator(".cv-note")).to_contain_text("Not found")
    expect(found.locator(".cv-note")).to_contain_text(expected.note)
    nearest = found.locator(".cv-words")
    assert nearest.count() == len(expected.related)
    for passage in nearest.all():
        expect(passage).not_to_be_visible()


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
        titles = tab.locator(".example-text")  # a library of one's own is begun with its titles
        expect(titles).to_have_count(6)
        assert [words(title) for title in titles.all_text_contents()] == [
            words(article.title) for article in index.articles[:6]
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
            assert not found.locator("script, img, svg, iframe, b, i, em, s, code, h1, h2").count()
            assert sideways(tab) == 0
            tab.get_by_role("button", name="New chat").click()
            expect(tab.locator(".cv-answer")).to_have_count(0)
        for text in HOSTILE.values():  # nor is what is typed
            ask(tab, f"Does {text} help?")
            typed = tab.locator(".user-row").last
            assert words(typed.text_content()) == words(f"Does {text} help?")
        assert tab.evaluate("() => window.hacked") is None
        assert faults == []


def assert_shown(card: Locator, quote: Quote) -> None:
    article = quote.article
    assert words(card.locator(".cv-words").text_content()) == words(quote.text)
    assert card.locator(".cv-words *").count() == 0
    source = words(card.locator(".cv-source").text_content())
    assert source == words(f"Clinic {article.title} · {article.publisher} · {article.published}")
    based = words(card.locator("> .cv-fold").text_content())
    assert based == words(f"Based on: {article.based_on}")
    link = card.locator(".cv-source a")
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
        assert process.stdout
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Caveat is on" in line:
                break
        assert lines[-1] == f"Caveat is on http://127.0.0.1:{port}/  (Ctrl+C ends it)\n", lines
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{port}/") as response:
            assert response.status == 200
        time.sleep(1)  # a message to its makers would go from a thread of its own
    finally:
        process.terminate()
        rest, _ = process.communicate(timeout=20)
    assert "SPOKE TO" not in "".join([*lines, rest])
