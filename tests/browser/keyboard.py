"""A person who uses no mouse: Tab to a control, then keys."""

from playwright.sync_api import Page

MOST_TABS = 120


def tab_to(page: Page, control: str) -> None:
    """Press Tab until the control has the focus, which must then be visible."""
    for _ in range(MOST_TABS):
        if is_focused(page, control):
            assert outlined(page), f"the focus on {control} cannot be seen"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{control} is not reached by {MOST_TABS} tabs on {page.url}")


def is_focused(page: Page, control: str) -> bool:
    return bool(page.locator(control).evaluate("(each) => each === document.activeElement"))


def outlined(page: Page) -> bool:
    style = "getComputedStyle(document.activeElement)"
    return bool(page.evaluate(f"{style}.outlineStyle !== 'none' && {style}.outlineWidth !== '0px'"))


def type_into(page: Page, control: str, text: str) -> None:
    tab_to(page, control)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose(page: Page, control: str, value: str) -> None:
    """Move through a list from its beginning to the option with this value."""
    tab_to(page, control)
    page.keyboard.press("Home")
    options = page.locator(f"{control} option").evaluate_all("(all) => all.map((o) => o.value)")
    for _ in range(options.index(value)):
        page.keyboard.press("ArrowDown")
    chosen = page.locator(control).input_value()
    assert chosen == value, f"{control} holds {chosen}"


def press(page: Page, control: str, key: str = "Enter") -> None:
    tab_to(page, control)
    page.keyboard.press(key)


def follow(page: Page, control: str) -> None:
    """Press Enter on what leads to another page, and wait for that page."""
    tab_to(page, control)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fill_date(page: Page, day: str, month: str, year: str) -> None:
    type_into(page, "#event-day", day)
    choose(page, "#event-month", month)
    type_into(page, "#event-year", year)
