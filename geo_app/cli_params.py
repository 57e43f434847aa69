"""Texts and codes on the command line: of a bounded length, and without what cannot be seen."""

from typing import Any

import click

from geo_app.visible_text import code_typed, visible

LONGEST = 1000


class Text(click.ParamType):
    """A text as its reader sees it."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value)
        if len(text) > LONGEST:
            self.fail("", param, ctx)
        return self.read(text)

    def read(self, text: str) -> str:
        return visible(text)


class Code(Text):
    """A code, or several with commas, whatever was pasted with them."""

    name = "code"

    def read(self, text: str) -> str:
        return code_typed(text)


TEXT, CODE = Text(), Code()
