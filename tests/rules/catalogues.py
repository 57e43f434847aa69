"""The catalogues of the interface against the texts in the code, and against each other."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2), "N_": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]?\d*(?:\.\d+)?[a-zA-Z]|%[sdifr]|\{\w*\}")


def texts_in_code(root: Path) -> set[str]:
    """The text of every message that the code and the templates of geo_app mark as one."""
    with (root / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(root / "geo_app", methods, options, keywords=KEYWORDS)
    return {_text_of(message) for _file, _line, message, _comments, _context in found}


def catalogue(folder: Path, language: str) -> Catalog:
    with (folder / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def differences(in_code: set[str], one: Catalog) -> list[str]:
    translated = {_text_of(message.id) for message in _messages(one)}
    return [
        *(f"{one.locale}: not in the catalogue: {text!r}" for text in sorted(in_code - translated)),
        *(
            f"{one.locale}: no longer in the code: {text!r}"
            for text in sorted(translated - in_code)
        ),
    ]


def untranslated(one: Catalog) -> list[str]:
    return [
        f"{one.locale}: {'fuzzy' if message.fuzzy else 'empty'}: {_text_of(message.id)!r}"
        for message in _messages(one)
        if message.fuzzy or not all(_forms(message.string))
    ]


def unequal_placeholders(one: Catalog) -> list[str]:
    """Translations that lose a value, or ask for one that is not given."""
    wrong = []
    for message in _messages(one):
        sources = [set(PLACEHOLDER.findall(text)) for text in _forms(message.id)]
        # A singular form may leave out the number: "one hotspot".
        given, needed = set.union(*sources), set.intersection(*sources)
        for form in _forms(message.string):
            used = set(PLACEHOLDER.findall(form))
            if form and not needed <= used <= given:
                wrong.append(f"{one.locale}: {_text_of(message.id)!r} -> {form!r}")
    return wrong


def out_of_step(folder: Path, language: str) -> list[str]:
    """Messages whose compiled form is not what the catalogue says."""
    compiled_file = folder / language / "LC_MESSAGES" / "messages.mo"
    if not compiled_file.exists():
        return [f"{language}: messages.mo is missing; run: make translations"]
    with compiled_file.open("rb") as file:
        compiled = _translations(read_mo(file))
    written = _translations(catalogue(folder, language))
    return [
        f"{language}: compiled differently, run make translations: {text!r}"
        for text in sorted(compiled.keys() | written.keys())
        if compiled.get(text) != written.get(text)
    ]


def _translations(one: Catalog) -> Mapping[str, tuple[str, ...]]:
    return {_text_of(message.id): _forms(message.string) for message in _messages(one)}


def _messages(one: Catalog) -> Iterator[Message]:
    return (message for message in one if message.id)


def _text_of(message_id: str | list[str] | tuple[str, ...]) -> str:
    """The singular: what a catalogue is searched by."""
    return message_id if isinstance(message_id, str) else message_id[0]


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    if text is None:
        return ("",)
    return (text,) if isinstance(text, str) else tuple(text)
