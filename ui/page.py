"""The chat page: a question in the box, quotes with their sources and caveats in the chat."""

import re
from collections import Counter
from typing import Any

import gradio as gr

from corpus import starter_articles
from index import Index
from qa import answer
from ui.render import KIND_WORDS, answer_html, escaped

_WAITING = 64  # questions in the queue; the next one is told that the page is busy
_AT_ONCE = 8  # questions answered at a time; one model serves them in turn
_EXAMPLES = (
    "Does stem cell therapy help joint pain?",
    "Is stem cell therapy approved by the FDA?",
    "Do stem cells help knee osteoarthritis?",
    "What side effects have been reported?",
    "What should I ask a clinic before paying?",
    "Can I stop my pain medicine?",
)
# The newest question goes to the top of the window, so that its answer is read from the start; a
# phone's keyboard makes room. Gradio names each message by its source, which a screen reader would
# spell out.
_SHOW_NEWEST = """() => setTimeout(() => {
    document.querySelectorAll("#chat [data-testid]").forEach((message) => {
        message.removeAttribute("aria-label");
    });
    if (matchMedia("(pointer: coarse)").matches) document.activeElement?.blur();
    [...document.querySelectorAll("#chat .user-row")].at(-1)?.scrollIntoView();
}, 100)"""
_FOCUS = '() => document.querySelector("#question textarea").focus()'

Message = dict[str, Any]


def page(index: Index) -> gr.Blocks:
    """The page over one library. It speaks to no other host, and keeps nothing."""

    def reply(
        question: str, chat: list[Message], asked: list[str]
    ) -> tuple[str, list[Message], list[str], Any]:
        """The box, the chat, the questions so far and what is amiss, after this question."""
        try:
            found = answer(question, index=index, history=asked)
        except ValueError as error:
            return question, chat, asked, _problem(str(error))
        said = [
            {"role": "user", "content": escaped(found.question)},
            {"role": "assistant", "content": answer_html(found)},
        ]
        return "", [*chat, *said], [*asked, found.question], _problem("")

    def example(
        picked: gr.SelectData, chat: list[Message], asked: list[str]
    ) -> tuple[str, list[Message], list[str], Any]:
        return reply(picked.value["text"], chat, asked)

    articles = index.articles
    examples = _EXAMPLES if articles == starter_articles() else [a.title for a in articles[:6]]

    blocks = gr.Blocks(title="Caveat", analytics_enabled=False)
    with blocks:
        gr.HTML(_head(index), elem_id="head")
        asked = gr.State([])
        chat = gr.Chatbot(
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
            examples=[{"text": words} for words in examples],
            group_consecutive_messages=False,
            elem_id="chat",
        )
        with gr.Column(elem_id="ask"):
            problem = gr.HTML(visible=False)
            box = gr.Textbox(
                label="Your question",
                show_label=False,
                container=False,
                placeholder="Ask a health question",
                submit_btn="Ask",
                autofocus=True,
                lines=1,
                max_lines=4,
                elem_id="question",
                html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=True),
            )
            with gr.Row(elem_id="foot"):
                gr.HTML('<p class="cv-small">Quotes, not medical advice.</p>')
                new = gr.Button("New chat", size="sm", elem_id="new")
        settings: dict[str, Any] = {
            "concurrency_limit": _AT_ONCE,
            "api_visibility": "private",
            "show_progress": "minimal",
            "show_progress_on": box,
        }
        shown = [box, chat, asked, problem]
        box.submit(reply, [box, chat, asked], shown, **settings).then(None, js=_SHOW_NEWEST)
        chat.example_select(example, [chat, asked], shown, **settings).then(None, js=_SHOW_NEWEST)
        new.click(lambda: ("", [], [], _problem("")), None, shown, **settings).then(None, js=_FOCUS)
    blocks.queue(max_size=_WAITING)
    return blocks


def _problem(words: str) -> Any:
    """What is amiss, above the box, until the next question mends it."""
    sentence = words[:1].upper() + words[1:]
    shown = f'<p class="cv-problem" role="alert">{escaped(sentence)}.</p>'
    return gr.update(value=shown, visible=bool(words))


def _head(index: Index) -> str:
    articles = index.articles
    kinds = Counter(article.kind for article in articles).most_common()
    listed = " &nbsp; ".join(
        f'<span class="cv-kind cv-kind-{kind}" title="{KIND_WORDS[kind][1]}">'
        f"{KIND_WORDS[kind][0]}</span> {count}"
        for kind, count in kinds
    )
    # an article gives its date as it likes; these can be compared
    dates = [a.published for a in articles if re.fullmatch(r"\d{4}(-\d\d){0,2}", a.published or "")]
    newest = f", the newest of {escaped(max(map(str, dates)))}" if dates else ""
    number = f"{len(articles)} article{'' if len(articles) == 1 else 's'}"
    return (
        "<h1>Caveat</h1><p>Health questions, answered in the articles’ own words, with a caveat "
        "beside every claim that a treatment works.</p>"
        f'<p class="cv-small">{number}{newest}: {listed}</p>'
    )
