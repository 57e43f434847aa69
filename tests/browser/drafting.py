"""Text that somebody types into a form and does not save."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Dialog, Page, Route

from scripts.browser import wait_until
from scripts.instance import Instance

HOTSPOT = "/hotspots/PL2-I-1"
INSPECTION = f"{HOTSPOT}/inspections/new"
BASIS = "BB 77/BB-CA"
BACK = ".draft-back"
DRAFTS = "Object.entries(localStorage).filter(([key]) => key.startsWith('draft:'))"
STORED = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"
# Pages with a form, and a text in it.
FORMS = {
    "event": (HOTSPOT, "#event-basis"),
    "withdrawal": (HOTSPOT, "#withdraw-reason"),
    "merge": (HOTSPOT, "#merge-reason"),
    "inspection": (INSPECTION, "#inspection-basis"),
    "report": ("/indicators/3.1", "#report-basis"),
    "new hotspot": ("/hotspots/new", "#new-name"),
}


def begin(page: Page, instance: Instance, path: str, field: str, text: str = BASIS) -> None:
    page.goto(f"{instance.url}{path}")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.locator(field).press_sequentially(text)


def questions_of(page: Page) -> list[str]:
    """The browser's questions before typed text is left, which are answered with yes."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def sign_out(page: Page, choice: str = "") -> None:
    page.locator("form[data-signs-out] button").click()
    if choice:
        page.locator(f"#drafts-left button[value={choice}]").click()
    page.wait_for_url("**/login")


def no_draft(page: Page) -> None:
    wait_until(page, f"{DRAFTS}.length === 0")


@contextmanager
def held(page: Page, script: str) -> Iterator[Callable[[], None]]:
    """A script that is on its way until it is let go."""
    waiting: list[Route] = []

    def let_go() -> None:
        while waiting:
            waiting.pop().continue_()

    page.route(f"**/{script}*", lambda route: waiting.append(route))  # noqa: PLW0108  (its own name)
    yield let_go
    page.unroute_all(behavior="ignoreErrors")
