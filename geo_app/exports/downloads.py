"""Answers that a browser saves as a file."""

import re

from werkzeug import Response

from geodata.text import strip_marks

NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 100


def as_download(response: Response, *parts: str, ending: str) -> Response:
    """Have the answer saved under a name of these parts.

    Only small letters, digits and hyphens are left in it: no path, no header of its own, no ending
    but the one given, and no letter that a system for files does not know.
    """
    words = (NOT_IN_A_NAME.sub("-", strip_marks(part).lower()).strip("-") for part in parts)
    stem = "-".join(filter(None, words))[:LONGEST_NAME]
    name = f"{stem or 'hotspots'}.{ending}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
