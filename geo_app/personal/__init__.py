"""What points to a person in free text: numbers, addresses and names, and where they stand.

The register is about places and duties, never about persons. Everything here is pure: a text in,
findings out, in time proportional to the text. `rules.py` is the table of what is found,
`refusal.py` says it to a reader.
"""

from geo_app.personal.findings import Finding, without_overlaps
from geo_app.personal.page import Page
from geo_app.personal.rules import RULES

__all__ = ["Finding", "findings_in"]


def findings_in(text: str) -> list[Finding]:
    """Every piece of the text that points to a person, in the order of the text."""
    page = Page.of(text)
    return without_overlaps(found for rule in RULES for found in rule.findings(page))
