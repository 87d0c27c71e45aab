"""A place to the heading that it stands under."""

from corpus import Article, Passage, outline


def heading_above(place: Passage) -> str:
    """The heading of the section that a place is in; nothing where it has none."""
    above = [words for start, words in headings(place.article) if start <= place.start]
    return above[-1] if above else ""


def headings(article: Article) -> tuple[tuple[int, str], ...]:
    """Each section's first character and its heading, in the order of the text."""
    return tuple(
        (
            section.heading[0] if section.heading else 0,
            article.text[slice(*section.heading)] if section.heading else "",
        )
        for section in outline(article.text)
    )
