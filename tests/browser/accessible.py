"""What axe finds on a page, and Vietnamese text that a page in English does not mark as such."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {"resultTypes": ["violations"], "preload": False, "elementRef": False}
AXE = Axe()


def violations(page: Page) -> list[str]:
    """A line for each element that breaks a rule of axe, the recommended ones included."""
    found = AXE.run(page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary'].splitlines()[1].strip()}"
        for rule in found
        for node in rule["nodes"]
    ]


# Letters that English does not have; a name without any of them is not found.
UNMARKED = """() => {
  const letters = /[ăâđêôơưà-ãè-êìíò-õùúýạ-ỹ]/i;
  const found = [];
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: holder, data } = texts.currentNode;
    if (holder.matches("script, style, noscript, title, textarea") || !letters.test(data)) continue;
    if (holder.closest("[lang]").lang !== "vi") {
      found.push(`${holder.localName}.${holder.className}: ${data.trim()}`);
    }
  }
  return found;
}"""


def unmarked(page: Page) -> list[str]:
    """Vietnamese text on a page in another language, which does not say that it is Vietnamese."""
    found: list[str] = page.evaluate(UNMARKED)
    return found
