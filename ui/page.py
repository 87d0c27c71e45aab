"""The chat page: a question in the box, quotes with their sources and caveats in the chat."""

from collections import Counter
from pathlib import Path
from typing import Any

import gradio as gr

from index import Index
from qa import answer
from ui.render import KIND_WORDS, answer_html, escaped

_CSS = Path(__file__).parent / "page.css"
_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
_WAITING = 64  # questions in the queue; the next one is told that the page is busy
_AT_ONCE = 8  # questions answered at a time; one model serves them in turn
_EXAMPLES = (
    "Does stem cell therapy help knee arthritis?",
    "Is it approved by the FDA?",
    "What side effects have been reported?",
    "What did the trials find?",
    "What should I ask a clinic before paying?",
    "Can I stop my pain medicine?",
)

Message = dict[str, Any]


def page(index: Index) -> gr.Blocks:
    """The page over one library. It speaks to no other host, and keeps nothing."""

    def reply(
        question: str, chat: list[Message], asked: list[str]
    ) -> tuple[str, list[Message], list[str]]:
        """The box, the chat and the questions so far, after this question."""
        try:
            found = answer(question, index=index, history=asked)
        except ValueError as error:
            gr.Warning(escaped(str(error)), title="Please ask again")
            return question, chat, asked
        chat = [
            *chat,
            {"role": "user", "content": escaped(found.question)},
            {"role": "assistant", "content": answer_html(found)},
        ]
        return "", chat, [*asked, found.question]

    def example(picked: gr.SelectData) -> str:
        return str(picked.value["text"])

    with gr.Blocks(title="Caveat", analytics_enabled=False) as blocks:
        gr.HTML(_head(index))
        asked = gr.State([])
        chat = gr.Chatbot(
            show_label=False,
            label="Conversation",
            height="62vh",
            min_height=320,
            layout="bubble",
            sanitize_html=True,
            allow_tags=False,
            latex_delimiters=[],
            feedback_options=None,
            buttons=[],
            examples=[{"text": words} for words in _EXAMPLES],
            group_consecutive_messages=False,
            elem_id="chat",
        )
        box = gr.Textbox(
            label="Your question",
            show_label=False,
            placeholder="Ask about a treatment, a condition or a worry",
            submit_btn=True,
            autofocus=True,
            lines=1,
            max_lines=4,
            elem_id="question",
            html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=True),
        )
        settings: dict[str, Any] = {
            "concurrency_limit": _AT_ONCE,
            "api_visibility": "private",
            "show_progress": "minimal",
        }
        box.submit(reply, [box, chat, asked], [box, chat, asked], **settings)
        chat.example_select(example, None, box, **settings).then(
            reply, [box, chat, asked], [box, chat, asked], **settings
        )
        chat.clear(lambda: [], None, asked, **settings)
    blocks.queue(max_size=_WAITING)
    return blocks


def serve(blocks: gr.Blocks, *, host: str, port: int | None) -> str:
    """Serve the page from a thread of its own; its address."""
    _, local, _ = blocks.launch(
        server_name=host,
        server_port=port,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        show_error=False,
        footer_links=[],
        ssr_mode=False,
        pwa=False,
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        theme=gr.themes.Base(font=_FONTS, font_mono=["ui-monospace", "monospace"]),
        css=_CSS.read_text(encoding="utf-8"),
    )
    return str(local)


def _head(index: Index) -> str:
    articles = index.articles
    kinds = Counter(KIND_WORDS[article.kind][0].lower() for article in articles)
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    dates = [article.published for article in articles if article.published]
    newest = f"; the newest is of {escaped(max(dates))}" if dates else ""
    number = f"{len(articles)} article{'' if len(articles) == 1 else 's'}"
    return (
        '<div class="cv-head"><h1>Caveat</h1><p>Answers health questions in the words of '
        f"{number}, with a caveat beside every claim that a treatment works.</p>"
        f'<p class="cv-small">{number}: {escaped(listed)}{newest}. Not medical advice.</p></div>'
    )
