"""Addresses, with what nobody should write into them in place of a code or a number."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from tests.accounts.asked import VALUES
from tests.fuzz.hostile import mostly

VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")


@st.composite
def paths(draw: Callable[..., Any], route: str, values: dict[str, Any]) -> str:
    """An address of the route, its variables mostly those given."""
    known = {**VALUES, **values}
    chosen = {name: draw(mostly([known[name]])) for name in VARIABLE.findall(route)}
    return VARIABLE.sub(
        lambda found: quote(str(chosen[found[1]]), safe="", errors="surrogatepass"), route
    )
