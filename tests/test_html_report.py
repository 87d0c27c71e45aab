"""The page of a report: it says what it should, and nothing in it does anything."""

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from typing import get_args

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st
from playwright.sync_api import Browser, sync_playwright

import eval.command
import eval.running
from corpus import Article, Passage
from eval.baseline import Run, compared, kept
from eval.command import caveat_eval
from eval.html_report import html_report
from eval.measures import Measure, Outcome, measured
from eval.questions import Question
from eval.report import Report
from index import Index
from qa import Answer, Quote, Status

NEEDLES = Article("needles", "Needles", "Needles relieve pain. Needles may bruise. Ask first.")
RELIEF, BRUISE = (0, 21), (22, 41)
MARK = "window.hacked = true"
HOSTILE = [
    f"<script>{MARK}</script>",
    f"<img src=x onerror='{MARK}'>",
    f'"><svg onload="{MARK}">',
    f"</p></article></body><iframe srcdoc='<script>{MARK}</script>'>",
    "</style><style>body { display: none }</style>",
    "{{ 7 * 7 }}{% raw %}{# gone #}",
    "&lt;b&gt; &amp; &#60;i&#62; &nbsp;",
    "-->]]><!-- gone",
    "<link rel=stylesheet href=https://example.org/a.css><base href=https://example.org/>",
    "\u202eesrever \u2067deep \u200bwide",
    "W" * 300,
]


def outcome(question, status, place, *, article=NEEDLES, confidence=0.5, passages=(), signs=None):
    quotes = (Quote(article, *place, 1.0),)
    answer = Answer(question.text, status, quotes, "A note.", (), confidence)
    return Outcome(question, passages, answer, 1.0, signs or {"best_cosine": 0.25, "words": 3.0})


def asked(text="Do needles help?", article=NEEDLES, name="q1"):
    return Question(name, text, True, (Passage(article, *RELIEF),))


def report(*outcomes, comparison=None):
    measures = measured(outcomes, [NEEDLES])
    return Report("c1", "d1", "m1", "s1", measures, outcomes, comparison)


def hostile_report(*texts):
    """A report in which everything that a file gives is hostile: two misses to a text."""
    missed, told = [], []
    for number, words in enumerate(texts):
        article = Article(words, words, words * 40 + ". And no more.")
        end = len(article.text)
        question = replace(asked(words, article, f"{number}{words}"), after=words)
        missed.append(outcome(question, "weak", (end - 12, end), article=article))
        unanswerable = Question(f"{number}-{words}", words, False, (), near=True)
        told.append(outcome(unanswerable, "answered", (0, len(words)), article=article))
    words = texts[0]
    then = {o.question.id: replace(kept(o), quote_rank=1) for o in missed}
    comparison = compared(Run(words, words, words, then), missed, library="d1", model="m1")
    measures = {words: Measure(0.5, 0.2, 0.8, 3)}
    return Report(words, words, words, words, measures, (*missed, *told), comparison)


class Read(HTMLParser):
    """The elements of a page with their attributes' names, its words, and what it links to."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.words, self.links = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, *(name for name, _ in attrs)))
        self.links += [
            value for name, value in attrs if name in ("href", "src", "srcset", "action")
        ]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


# --- what it says


def test_a_miss_is_shown_with_gold_quotes_and_the_step_that_failed():
    far = Passage(NEEDLES, *BRUISE), Passage(NEEDLES, *RELIEF)
    text = Read(
        html_report(
            report(
                outcome(asked(name="q1"), "weak", BRUISE),
                outcome(asked(name="q2"), "weak", BRUISE, passages=far),
                outcome(asked(name="q3"), "not_found", RELIEF, confidence=0.07),
                outcome(Question("q4", "What do they cost?", False, ()), "answered", BRUISE),
                outcome(asked("Do they work?", name="q5"), "answered", RELIEF),
            )
        )
    ).text
    assert "no gold in the first 3 quotes: 2 q1 Do needles help? weak Search: none of" in text
    assert "Choice: passage 2 has the gold, and other words were quoted." in text
    assert "Status: quote 1 has the gold, but confidence .07 is too low." in text
    assert "q4 What do they cost? answered Status: confidence .50 is too high" in text
    assert "confidence .50 · best cosine 0.25 · words 3 Needles relieve pain. gold needles" in text
    assert "Needles may bruise. quote 1 needles" in text
    assert "Do they work?" not in text  # no miss


def test_the_tables_have_the_figures_and_the_plots_their_points():
    rows = [
        outcome(asked(name=f"q{n}"), "answered", RELIEF, confidence=n / 10) for n in range(1, 9)
    ]
    shown = report(*rows, outcome(asked(), "weak", BRUISE, confidence=0.05))
    page = html_report(shown)
    text = Read(page).text
    assert "quote hit@1 .89 [.67, 1.00]" in text
    assert "abstention AUC, near –" in text
    assert "Expected calibration error: .59 as the likelihood" in text
    assert "called answered: .89 of the questions, .00 of these" in text
    (drawn,) = re.findall(r'class="curve" points="([^"]+)"', page)
    assert len(drawn.split()) == len(shown.bins) == 9
    (curve,) = re.findall(r'class="curve" d="([^"]+)"', page)
    assert curve.startswith("M44,270.0V270.0H72.9")  # no risk, and the ninth part called
    assert curve.endswith("V241.1H304.0")  # one in nine at last


def test_a_loss_is_told():
    then = outcome(asked(), "answered", RELIEF)
    now = [outcome(asked(name=f"q{n}"), "answered", BRUISE) for n in range(12)]
    run = Run(
        "c0",
        "d0",
        "m1",
        {o.question.id: replace(kept(then), question=kept(o).question) for o in now},
    )
    text = Read(
        html_report(report(*now, comparison=compared(run, now, library="d1", model="m1")))
    ).text
    assert "Compared with c0: 12 questions are the same." in text
    assert "Mind that the library is another than then, d0." in text
    assert "Lost, by more than chance may bring (p ≤ .05): quote hit@1, quote hit@3." in text
    assert "quote hit@3 12 1.00 .00 .001 q0 q1 q2" in text


def test_nothing_asked_is_a_page_all_the_same():
    assert "Every miss" in Read(html_report(report())).text


def test_the_same_report_is_the_same_page():
    shown = report(outcome(asked(), "weak", BRUISE))
    assert html_report(shown) == html_report(shown)


# --- what it cannot do

# letters stand for themselves, and \r is a line's end to whoever reads a page
texts = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(exclude_characters="\r"), min_size=1)
)


@pytest.fixture(scope="module")
def harmless():
    return Read(html_report(hostile_report("harmless")))


@given(words=texts)
def test_whatever_a_text_holds_the_page_has_the_same_elements_and_shows_the_text(words, harmless):
    if not words.strip():
        words += "a"
    assume(not words.endswith(get_args(Status)))  # measures so named stand in a table of their own
    read = Read(html_report(hostile_report(words)))
    assert read.elements == harmless.elements
    shown = " ".join(words.split())
    assert read.text.count(shown) >= 8  # thrice in the head, question, id, after, gold, article …
    assert not read.links


def test_the_page_needs_and_runs_nothing():
    page = html_report(hostile_report("a"))
    read = Read(page)
    assert {element[0] for element in read.elements}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "embed", "base", "form", "a", "use", "image"}
    )
    assert not [name for element in read.elements for name in element[1:] if name.startswith("on")]
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'; style-src 'unsafe-inline'" in page


def test_the_command_writes_the_page(fake, tmp_path, monkeypatch):
    index = Index.build([NEEDLES], encoder=fake)
    monkeypatch.setattr(eval.command, "starter_articles", lambda: (NEEDLES,))
    monkeypatch.setattr(eval.command, "starter_index", lambda progress: index)
    monkeypatch.setattr(eval.command, "JUDGED", tmp_path / "absent")
    questions, to = tmp_path / "questions.jsonl", tmp_path / "report.html"
    questions.write_text(
        '{"id": "q1", "question": "Do \\ud800 needles help?", "answerable": true, '
        '"gold": [{"article": "needles", "quote": "Ask first."}]}'
    )

    def answer(question, **_):
        return Answer(question, "weak", (Quote(NEEDLES, *BRUISE, 1.0),), "A note.", (), 0.5)

    monkeypatch.setattr(eval.running, "answer", answer)
    done = CliRunner().invoke(caveat_eval, ["--questions", str(questions), "--html", str(to)])
    assert done.exit_code == 0, done.output
    written = to.read_text(encoding="utf-8")
    assert "Do &#55296; needles help?" in written
    assert "best least 0" in Read(written).text  # the signs of the real search


# --- in a browser


@pytest.fixture(scope="module")
def chromium():
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 390, 1200])
def test_hostile_words_stay_words_and_no_page_is_wider_than_its_window(
    chromium: Browser, tmp_path, width
):
    path = tmp_path / "report.html"
    path.write_text(html_report(hostile_report(*HOSTILE)), encoding="utf-8")
    tab = chromium.new_page(viewport={"width": width, "height": 800})
    requests, complaints = [], []
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.goto(path.as_uri())
    assert tab.evaluate("window.hacked") is None
    assert requests == [path.as_uri()]
    assert complaints == []  # the browser tells of everything that the policy forbids
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    questions = tab.locator(".miss h4 .text:nth-child(2)")
    assert questions.all_text_contents() == [*HOSTILE, *HOSTILE]
    tab.close()


@pytest.mark.browser
def test_the_page_is_dark_where_the_reader_likes_it_dark(chromium: Browser, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(html_report(report(outcome(asked(), "weak", BRUISE))), encoding="utf-8")
    inks = []
    for scheme in ("light", "dark"):
        tab = chromium.new_page(color_scheme=scheme)
        tab.goto(path.as_uri())
        style = "getComputedStyle(document.body)"
        inks.append(tab.evaluate(f"[{style}.color, {style}.backgroundColor]"))
        tab.close()
    assert inks == [
        ["rgb(27, 36, 48)", "rgb(245, 246, 248)"],
        ["rgb(232, 235, 239)", "rgb(16, 20, 24)"],
    ]
