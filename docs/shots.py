"""The pictures of the page in the README: `python docs/shots.py` takes them anew."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from qa import answer as ask  # noqa: E402
from qa import starter_index  # noqa: E402
from ui.page import page  # noqa: E402
from ui.serving import serve  # noqa: E402

QUESTION = "Does stem cell therapy help joint pain?"
WIDE = (1200, 900, 1)  # width, height, scale
PHONE = (390, 844, 2)


def answer(tab: Page) -> None:
    """Ask the question, and wait for the answer."""
    tab.get_by_label("Your question").fill(QUESTION)
    tab.get_by_role("button", name="Ask", exact=True).click()
    tab.locator("#chat .cv-answer").wait_for()


def article(tab: Page) -> None:
    """Open the article of the first quote."""
    answer(tab)
    tab.get_by_role("button", name="Open the article").first.click()
    tab.locator("#reader h2").wait_for()


def sources(tab: Page) -> None:
    """Go to the list of articles."""
    tab.get_by_role("tab", name="Sources").click()
    tab.locator(".cv-sources").wait_for()


def first_look(tab: Page) -> None:
    """Leave the page as it is found."""


Theme = Literal["light", "dark"]
PICTURES: dict[str, tuple[Callable[[Page], None], tuple[int, int, int], Theme]] = {
    "first-look.png": (first_look, WIDE, "light"),
    "answer.png": (answer, WIDE, "light"),
    "answer-dark.png": (answer, WIDE, "dark"),
    "answer-phone.png": (answer, PHONE, "light"),
    "article.png": (article, WIDE, "light"),
    "article-phone.png": (article, PHONE, "dark"),
    "sources.png": (sources, WIDE, "light"),
}


def main() -> None:
    """Take each picture in a browser of its own."""
    index = starter_index()
    ask(QUESTION, index=index)  # loads the model, as the command does
    blocks = page(index)
    address = serve(blocks, host="127.0.0.1", port=None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (act, (width, height, scale), theme) in PICTURES.items():
            tab = browser.new_page(
                viewport={"width": width, "height": height},
                device_scale_factor=scale,
                reduced_motion="reduce",
                color_scheme=theme,
            )
            tab.set_default_timeout(120_000)  # on a busy machine
            tab.goto(address)
            tab.get_by_label("Your question").wait_for()
            act(tab)
            tab.wait_for_timeout(1000)  # until it has scrolled
            tab.screenshot(path=HERE / name)
            print(HERE / name)
            tab.close()
        browser.close()
    blocks.close(verbose=False)


if __name__ == "__main__":
    main()
