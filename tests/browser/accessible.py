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
