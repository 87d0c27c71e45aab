"""The page: a question in the box, quotes with their sources and caveats in the chat."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from index import Index
from qa import Answer, answer, known_facts
from ui.api import AT_ONCE, WAITING, add_endpoints
from ui.article_view import article_html
from ui.escaping import escaped
from ui.feedback import Feedback
from ui.first_look import examples, head_html
from ui.following import following_html
from ui.places import asked_for
from ui.render import answer_html
from ui.sources import facts_html, passages_html, sources_html
from ui.take_along import saved
from ui.verdict import note, verdict_html

_HERE = Path(__file__).parent
_LONGEST = 50  # questions of a chat; a page of more is slow, and nobody reads it

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question's answer, and how the page shows it."""

    answer: Answer
    html: str


_Shown = tuple[list[Message], list[Turn], Any]  # the chat, the turns, what is amiss


def page(index: Index, feedback: Feedback | None = None) -> gr.Blocks:
    """The page over one library. It speaks to no other host, and keeps nothing of what is asked.

    With `feedback` a reader can say of an answer what it was worth, and that alone is kept.
    """

    def turn(question: str, turns: list[Turn]) -> Turn:
        if len(turns) >= _LONGEST:
            raise ValueError(f"this chat has {_LONGEST} questions; start a new one")
        found = answer(question, index=index, history=[t.answer.question for t in turns])
        return Turn(found, answer_html(found))

    def ask(clicked: gr.EventData, turns: list[Turn]) -> _Shown:
        """The chat, the turns so far and what is amiss, after this question."""
        try:
            turns = [*turns, turn(_sent(clicked, "question", str), turns)]
        except ValueError as error:
            return messages(turns), turns, _problem(str(error))
        return messages(turns), turns, _problem("")

    def reopen(clicked: gr.EventData) -> tuple[str, *_Shown]:
        """An earlier chat: its questions, which the browser kept, answered anew.

        The first is what belongs in the box: a question that could not be asked again.
        """
        turns: list[Turn] = []
        for question in _sent(clicked, "questions", list):
            try:
                turns.append(turn(str(question), turns))
            except ValueError as error:
                return str(question), messages(turns), turns, _problem(str(error))
        return "", messages(turns), turns, _problem("")

    def read(clicked: gr.EventData) -> str:
        try:
            article, at, marks = asked_for(index.articles, clicked._data)
        except ValueError as error:
            return _problem_html(str(error))
        return article_html(article, marks, at)

    def look(words: str) -> str:
        try:
            return passages_html(words, index)
        except ValueError as error:
            return _problem_html(str(error))

    def offer(turns: list[Turn]) -> str:
        after = following_html([turn.answer for turn in turns], index)
        return after + verdict_html() if feedback and turns else after

    def judge(clicked: gr.EventData, turns: list[Turn]) -> None:
        kind = _sent(clicked, "kind", str)
        if feedback and turns:
            try:
                note(feedback, kind, turns[-1].answer, index.digest)
            except (ValueError, OSError) as error:
                raise gr.Error("This could not be kept.", print_exception=False) from error

    def take(clicked: gr.EventData, turns: list[Turn]) -> dict[str, str]:
        found = [turn.answer for turn in turns]
        return saved(found, index, _sent(clicked, "form", str))

    blocks = gr.Blocks(title="Caveat", analytics_enabled=False)
    with blocks:
        # what a click in an answer asks for goes to the server by way of its events
        clicks = gr.HTML(
            (_HERE / "page.html").read_text(encoding="utf-8"),
            js_on_load=(_HERE / "page.js").read_text(encoding="utf-8"),
            elem_id="clicks",
        )
        gr.HTML(head_html(index.articles), elem_id="head")
        turns = gr.State([])
        file = gr.JSON(visible=False)
        with gr.Tabs(elem_id="views"):
            with gr.Tab("Ask", elem_id="asking"):
                chat = _chat(examples(index))
                after = gr.Markdown(elem_id="following", **_SAFE)
                with gr.Column(elem_id="ask"):
                    problem = gr.HTML(visible=False)
                    box = _field(
                        "Your question",
                        "Ask",
                        "question",
                        placeholder="Ask a health question",
                        autofocus=True,
                        max_lines=4,
                    )
                    gr.HTML((_HERE / "foot.html").read_text(encoding="utf-8"), elem_id="foot")
            with gr.Tab("Sources", elem_id="sources"):
                searched = "Search within the articles"
                words = _field(searched, "Search", "search", placeholder=searched, max_lines=1)
                found = gr.Markdown(elem_id="found", **_SAFE)
                gr.Markdown(sources_html(index.articles), elem_id="listed", **_SAFE)
                gr.Markdown(facts_html(known_facts()), elem_id="known", **_SAFE)
        reader = gr.Markdown(elem_id="reader", **_SAFE)

        shown = [chat, turns, problem]
        # the page asks one question at a time, so none need be dropped or put off here
        asks = _EVENT | {"trigger_mode": "multiple", "show_progress_on": box}
        asking = [
            clicks.submit(ask, [turns], shown, **asks),
            clicks.edit(reopen, None, [box, *shown], **asks),
        ]
        for event in asking:
            event.failure(None, js="() => caveat.failed()")
            told = event.success(None, js="() => caveat.answered()")
            # one at a time: each tries questions of its own, and answers come first
            later = told.then(offer, [turns], after, **_QUIET | {"concurrency_limit": 1})
            later.then(None, js="() => caveat.offered()")
        clearing = clicks.clear(lambda: ([], [], _problem(""), ""), None, [*shown, after], **_QUIET)
        clearing.then(None, js="() => caveat.cleared()")
        opening = clicks.select(read, None, reader, **_QUIET)
        opening.success(None, js="() => caveat.opened()")
        taking = clicks.download(take, [turns], file, **_QUIET)
        taking.success(None, [file], js="file => caveat.save(file)")
        looking = words.submit(look, [words], found, **_QUIET)
        looking.success(None, js="() => caveat.looked()")
        judging = clicks.like(judge, [turns], None, **_QUIET)
        judging.success(None, js="() => caveat.thanked()")
        for event in (opening, taking, looking, judging):
            event.failure(None, js="() => caveat.stuck()")
        add_endpoints(index)
    blocks.queue(max_size=WAITING)
    return blocks


_EVENT: dict[str, Any] = {
    "trigger_mode": "always_last",  # what is clicked while a click is on its way comes next
    "concurrency_limit": AT_ONCE,
    "api_visibility": "private",
    "show_progress": "minimal",
}
_QUIET: dict[str, Any] = _EVENT | {"show_progress": "hidden"}
_SAFE: dict[str, Any] = {"sanitize_html": True, "latex_delimiters": []}


def messages(turns: list[Turn]) -> list[Message]:
    """The chat, as Gradio's component takes it."""
    return [
        message
        for turn in turns
        for message in (
            {"role": "user", "content": escaped(turn.answer.question)},
            {"role": "assistant", "content": turn.html},
        )
    ]


def _chat(questions: list[str]) -> gr.Chatbot:
    return gr.Chatbot(
        show_label=False,
        container=False,
        height=None,
        autoscroll=False,
        layout="bubble",
        sanitize_html=True,
        allow_tags=False,
        latex_delimiters=[],
        feedback_options=None,
        buttons=[],
        examples=[{"text": words} for words in questions],
        group_consecutive_messages=False,
        elem_id="chat",
    )


def _field(label: str, button: str, name: str, **options: Any) -> gr.Textbox:
    """A line to write in, and the button that sends it."""
    return gr.Textbox(
        label=label,
        show_label=False,
        container=False,
        interactive=True,
        submit_btn=button,
        lines=1,
        elem_id=name,
        html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=True),
        **options,
    )


def _sent(event: gr.EventData, name: str, kind: type) -> Any:
    """One field of what a click sent. Any browser can send anything."""
    value = event._data.get(name) if isinstance(event._data, dict) else None
    if not isinstance(value, kind):
        raise gr.Error("The page is out of date. Reload it and ask again.", print_exception=False)
    return value


def _problem_html(words: str) -> str:
    sentence = words[:1].upper() + words[1:]
    return f'<p class="cv-problem" role="alert">{escaped(sentence)}.</p>'


def _problem(words: str) -> Any:
    """What is amiss, above the box, until the next question mends it."""
    return gr.update(value=_problem_html(words), visible=bool(words))
