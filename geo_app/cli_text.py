"""What the command says, in Vietnamese, also before there is an application."""

from functools import cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations

CATALOGUES = Path(__file__).parent / "translations"


@cache
def catalogue() -> NullTranslations:
    return Translations.load(str(CATALOGUES), ["vi"])


def gettext(message: str, **values: Any) -> str:
    text = str(catalogue().gettext(message))
    return text % values if values else text
