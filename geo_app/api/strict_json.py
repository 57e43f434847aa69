"""JSON that can mean one thing only; Python's own reader takes more than the standard allows."""

import json
import math
from typing import Any

# What is sent here is an object of fields, at most with a list in it.
DEEPEST = 16


def read_json(content: bytes) -> Any:
    """What the JSON says; a `ValueError` for what two readers could understand differently.

    Refused are names that stand twice in an object, NaN and Infinity, also as a number too great
    for its type, and more levels than anything here has.
    """
    try:
        read = json.loads(
            # Given bytes, it would guess an encoding; RFC 8259 knows one, and no mark before it.
            content.decode(),
            object_pairs_hook=object_of,
            parse_constant=refuse_constant,
            parse_float=finite,
        )
    except RecursionError as error:
        raise ValueError("too deep") from error
    if depth(read) > DEEPEST:
        raise ValueError("too deep")
    # A half of a surrogate pair can be written in JSON, but not into any database.
    json.dumps(read, ensure_ascii=False).encode()
    return read


def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name stands twice")
    return made


def refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number that is too great")
    return number


def depth(value: Any) -> int:
    """How many objects and lists stand in one another."""
    deepest, left = 0, [(value, 1)]
    while left:
        part, level = left.pop()
        if isinstance(part, dict | list):
            deepest = max(deepest, level)
            inner = part.values() if isinstance(part, dict) else part
            left.extend((each, level + 1) for each in inner)
    return deepest
