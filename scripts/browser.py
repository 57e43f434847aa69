"""Debian's Chromium on a served instance: what pictures and browser tests share."""

import shutil
import time

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from scripts.instance import Instance

# A browser's own calls home (updates, field trials) would be mistaken for the service's.
CHROMIUM_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
# The map's container says so once, and the event does not bubble: it is caught on its way down.
REMEMBER_THE_MAP = """
window.addEventListener("hotspots:loaded", (event) => {
  window.hotspotsLoaded = event.detail;
}, true);
"""
WAIT_SECONDS = 20.0


def chromium_path() -> str | None:
    """The browser of the machine, or None where there is none.

    First the one that never had a window: the same engine, with a quarter less work.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def launch(playwright: Playwright) -> Browser:
    path = chromium_path()
    if path is None:
        raise FileNotFoundError(
            "there is no Chromium here; on Debian: apt install chromium-headless-shell"
        )
    return playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGUMENTS))


def new_context(browser: Browser, width: int, height: int) -> BrowserContext:
    """A visitor of its own, in Vietnamese, whose pages remember when the map was drawn."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.add_init_script(REMEMBER_THE_MAP)
    return context


def sign_in(page: Page, instance: Instance, user: str = "", password: str = "") -> None:
    """Sign in by the form; as the instance's own user unless another is named."""
    if "/login" not in page.url:
        page.goto(f"{instance.url}/login")
    form = page.locator("form:has(input[type=password])")
    form.locator("input[name=name]").fill(user or instance.user)
    form.locator("input[type=password]").fill(password or instance.password)
    form.locator("button").click()
    page.wait_for_url(lambda url: "/login" not in url)


def wait_until(page: Page, expression: str, seconds: float = WAIT_SECONDS) -> None:
    """Until an expression holds in the page.

    Playwright's own wait_for_function evaluates a string inside the page, which the service's
    Content-Security-Policy refuses.
    """
    deadline = time.monotonic() + seconds
    while not page.evaluate(f"Boolean({expression})"):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{expression} did not hold within {seconds:.0f} s on {page.url}")
        page.wait_for_timeout(50)


def wait_for_map(page: Page) -> None:
    """Until the hotspots are on the map and its movements (a quarter of a second) are over."""
    wait_until(page, "window.hotspotsLoaded")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)
