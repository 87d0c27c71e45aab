"""The pictures of the page in the README: `python docs/shots.py` takes them anew."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from qa import starter_index  # noqa: E402
from ui.page import page  # noqa: E402
from ui.serving import serve  # noqa: E402

QUESTION = "Does stem cell therapy help joint pain?"
PICTURES = {"answer.png": (1200, 900, 1), "answer-phone.png": (390, 844, 2)}  # width, height, scale


def main() -> None:
    """Ask the page one question in a window of each size."""
    blocks = page(starter_index())
    address = serve(blocks, host="127.0.0.1", port=None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (width, height, scale) in PICTURES.items():
            tab = browser.new_page(
                viewport={"width": width, "height": height},
                device_scale_factor=scale,
                reduced_motion="reduce",
            )
            tab.goto(address)
            tab.get_by_label("Your question").fill(QUESTION)
            tab.get_by_role("button", name="Ask", exact=True).click()
            tab.locator(".cv-answer").wait_for()
            tab.wait_for_timeout(1000)  # until it has scrolled
            tab.screenshot(path=HERE / name)
            print(HERE / name)
        browser.close()
    blocks.close(verbose=False)


if __name__ == "__main__":
    main()
