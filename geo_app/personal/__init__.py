"""What points to a person in free text: numbers, addresses and names, and where they stand.

The register is about places and duties, never about persons. Everything here is pure: a text in,
findings out. `refusal.py` says them to a reader.
"""

from geo_app.personal import addresses, names, numbers
from geo_app.personal.findings import Finding, without_overlaps
from geo_app.personal.reading import read

__all__ = ["Finding", "findings_in"]


def findings_in(text: str) -> list[Finding]:
    """Every piece of the text that points to a person, in the order of the text."""
    plain = read(text)
    found = [
        *addresses.findings(plain),
        *numbers.findings(plain),
        *names.findings(plain),
    ]
    return without_overlaps(found)
