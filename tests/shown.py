"""HTML to what a browser would show of it."""

from html.parser import HTMLParser

BLOCKS = set("p br div section blockquote h1 h2 h3 ul li pre details summary".split())
VOID = {"br", "meta"}  # of the elements in our pages, those that have no end


class Shown(HTMLParser):
    """The words of a page, those of each quote, and its elements in their order.

    Elements must be closed in order, and there may be no comment. Blocks are parted by a space.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.quotes: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in BLOCKS:
            self.handle_data(" ")
        if tag not in VOID:
            self._open.append(tag)
        if tag == "blockquote":
            self.quotes.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # <br />

    def handle_endtag(self, tag: str) -> None:
        innermost = self._open.pop() if self._open else None
        assert innermost == tag, f"</{tag}> ends <{innermost}>"

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        self.text += data
        if "blockquote" in self._open:
            self.quotes[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")
