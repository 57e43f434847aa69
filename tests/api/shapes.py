"""A small reader of JSON Schema as OpenAPI 3.0 writes it: what in an answer is not as described."""

from typing import Any

KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def resolve(document: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in shape:
        place, _, name = shape["$ref"].rpartition("/")
        assert place == "#/components/schemas"
        shape = document["components"]["schemas"][name]
    return shape


def faults(document: dict[str, Any], shape: dict[str, Any], value: Any, at: str = "") -> list[str]:
    shape = resolve(document, shape)
    if value is None:
        return [] if shape.get("nullable") else [f"{at} is null"]
    for part in shape.get("allOf", []):
        return faults(document, part, value, at)
    kind = shape["type"]
    if not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return [f"{at} is {type(value).__name__}, not {kind}"]
    if "enum" in shape and value not in shape["enum"]:
        return [f"{at} is {value!r}"]
    found: list[str] = []
    if kind == "array":
        for index, item in enumerate(value):
            found += faults(document, shape["items"], item, f"{at}[{index}]")
    if kind == "object" and "properties" in shape:
        described = shape["properties"]
        found += [f"{at}.{name} is missing" for name in set(shape["required"]) - value.keys()]
        if not shape.get("additionalProperties"):
            found += [f"{at}.{name} is not described" for name in value.keys() - described.keys()]
        for name in value.keys() & described.keys():
            found += faults(document, described[name], value[name], f"{at}.{name}")
    return found


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(references(each) for each in value))
    return set()
