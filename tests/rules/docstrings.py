"""The reference of the libraries: every public function names what it takes and what it returns."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.rules.imports import modules

Function = ast.FunctionDef | ast.AsyncFunctionDef

# One value of these types is described by the summary: "Measure the length of a line in metres."
SCALARS = {"None", "NoReturn", "Never", "bool", "bytes", "float", "int", "str"}


def undocumented(root: Path, rooms: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(root)}:{function.lineno} {name}: {fault}"
        for room in rooms
        for path in modules(root / room)
        if not any(_private(part) for part in path.relative_to(root).with_suffix("").parts)
        for name, function in public_functions(ast.parse(path.read_text(encoding="utf-8")))
        if _offered(path, name.split(".")[0], root)
        for fault in faults(function)
    ]


def _offered(path: Path, name: str, root: Path) -> bool:
    """Whether callers are meant to use it: in a module of the room itself, or handed on.

    A folder inside a room keeps its modules to itself but for what its __init__ imports; one
    with a __main__ is a program, which is run and not called.
    """
    if (path.parent / "__main__.py").exists():
        return False
    if path.name == "__init__.py" or len(path.relative_to(root).parts) == 2:
        return True
    door_file = path.parent / "__init__.py"
    door = ast.parse(door_file.read_text(encoding="utf-8") if door_file.exists() else "")
    return any(
        alias.name == name
        for node in ast.walk(door)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(path.stem)
        for alias in node.names
    )


def public_functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Functions of a module and methods of its classes that others may call."""
    for node in tree.body:
        if isinstance(node, Function) and not _private(node.name):
            yield node.name, node
        elif isinstance(node, ast.ClassDef) and not _private(node.name):
            for member in node.body:
                if isinstance(member, Function) and not member.name.startswith("_"):
                    yield f"{node.name}.{member.name}", member


def faults(function: Function) -> Iterator[str]:
    decorators = {ast.unparse(decorator).split("(")[0] for decorator in function.decorator_list}
    if decorators & {"overload", "typing.overload"}:
        return
    text = ast.get_docstring(function)
    if not text:
        yield "no docstring"
        return
    described = _section(text, "Parameters")
    for name in _parameters(function, bound="staticmethod" not in decorators):
        if not re.search(rf"^(?:\w+, )*\*{{0,2}}{name}\b", described, re.MULTILINE):
            yield f"parameter {name} is not described"
    reads_like_a_value = decorators & {"property", "cached_property", "functools.cached_property"}
    returns = function.returns
    plain = returns is None or ast.unparse(returns) in SCALARS
    said = text.startswith(("Return ", "Yield ")) or _section(text, "Returns", "Yields")
    if not (plain or reads_like_a_value or said):
        yield "what it returns is not described"


def _parameters(function: Function, *, bound: bool) -> list[str]:
    spec = function.args
    names = [argument.arg for argument in (*spec.posonlyargs, *spec.args)]
    if bound and names[:1] in (["self"], ["cls"]):
        names = names[1:]
    names += [argument.arg for argument in spec.kwonlyargs]
    names += [argument.arg for argument in (spec.vararg, spec.kwarg) if argument]
    return [name for name in names if not name.startswith("_")]


def _section(text: str, *titles: str) -> str:
    """The lines under a numpydoc heading, up to the next one."""
    heading = "|".join(titles)
    found = re.search(
        rf"^(?:{heading})\n-{{3,}}\n(.*?)(?=^\w[\w ]*\n-{{3,}}$|\Z)",
        text,
        re.MULTILINE | re.DOTALL,
    )
    return found[1] if found else ""


def _private(name: str) -> bool:
    return name.startswith("_") and name != "__init__"
