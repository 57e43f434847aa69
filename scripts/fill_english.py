"""Give every text of the English catalogue its own source text where it has no other wording yet.

The texts in the code are English; a full catalogue lets one test hold for both languages.
"""

import sys
from pathlib import Path

from babel.messages.pofile import read_po, write_po

LINE_WIDTH = 100  # as make translations writes them


def fill(path: Path) -> int:
    """Fill what is empty in the catalogue; returns how many texts that were."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en")
    filled = 0
    for message in catalogue:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, list | tuple) else (message.string,)
        if all(texts):
            continue
        message.string = message.id
        filled += 1
    if filled:
        with path.open("wb") as file:
            write_po(file, catalogue, width=LINE_WIDTH, ignore_obsolete=True)
    return filled


if __name__ == "__main__":
    print(f"{fill(Path(sys.argv[1]))} English texts taken from the source")
