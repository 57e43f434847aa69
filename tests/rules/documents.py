"""Documentation as part of the suite: what exists is described, what is described exists."""

import re
from collections.abc import Iterable, Iterator

import click


def settings_not_described(names: Iterable[str], page: str) -> list[str]:
    """Settings the page does not name, and names on the page that are no settings."""
    existing = set(names)
    described = set(re.findall(r"^#+ `(HOTSPOTS_\w+)`", page, re.MULTILINE))
    return [
        *(f"{name} has no heading" for name in sorted(existing - described)),
        *(f"{name} is described and does not exist" for name in sorted(described - existing)),
    ]


def commands_not_described(main: click.Command, page: str) -> list[str]:
    """Commands without a heading of their own, and options that their section does not name."""
    sections = _sections(page)
    commands = dict(leaf_commands(main, "hotspots"))
    wrong = [f"{name} has no heading" for name in sorted(commands.keys() - sections.keys())]
    wrong += [
        f"{name} is described and does not exist"
        for name in sorted(sections.keys() - commands.keys())
    ]
    for name in sorted(commands.keys() & sections.keys()):
        options = (
            option
            for parameter in commands[name].params
            if isinstance(parameter, click.Option) and not parameter.hidden
            for option in (*parameter.opts, *parameter.secondary_opts)
            if option.startswith("--")
        )
        wrong += [
            f"{name} {option} is not described"
            for option in options
            if not re.search(rf"{re.escape(option)}(?![\w-])", sections[name])
        ]
    return wrong


def leaf_commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words one types."""
    if isinstance(command, click.Group):
        for word, child in command.commands.items():
            if not child.hidden:
                yield from leaf_commands(child, f"{name} {word}")
    else:
        yield name, command


def dependencies_without_reason(requirements: Iterable[str], page: str) -> list[str]:
    """Dependencies that the table of decisions has no row for."""
    rows = {_normal(name) for name in re.findall(r"^\| `?([\w.-]+)", page, re.MULTILINE)}
    names = (_normal(re.split(r"[\[<>=!~; ]", requirement)[0]) for requirement in requirements)
    return [f"{name} has no row" for name in sorted(set(names) - rows)]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _sections(page: str) -> dict[str, str]:
    """The text under each heading of the form: ## `hotspots user add NAME`."""
    parts = re.split(r"^#+ `(hotspots [^`]+)`.*$", page, flags=re.MULTILINE)
    words = (" ".join(_words(heading)) for heading in parts[1::2])
    return dict(zip(words, parts[2::2], strict=True))


def _words(heading: str) -> Iterator[str]:
    """The words of a command up to its first argument or option."""
    for word in heading.split():
        if not word.islower() or word.startswith(("-", "[")):
            return
        yield word
