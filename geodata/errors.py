"""The exceptions of ``geodata``, small enough to be turned into one sentence each."""

from __future__ import annotations


class GeodataError(Exception):
    """Anything that ``geodata`` refuses to do."""


class DataFileError(GeodataError):
    """A packaged data file is missing, damaged or not the one the manifest describes.

    Parameters
    ----------
    file_name : str
        Name of the file inside ``geodata/data/``.
    problem : str
        What is wrong with it, as the end of a sentence.
    """

    def __init__(self, file_name: str, problem: str) -> None:
        self.file_name = file_name
        self.problem = problem
        super().__init__(
            f"geodata/data/{file_name} {problem}. Reinstall the application, "
            "or rebuild its data with: python -m geodata.build SOURCE_DIR"
        )


class UnknownEditionError(GeodataError, LookupError):
    """No edition of boundaries has this code."""

    def __init__(self, edition: str, known: tuple[str, ...]) -> None:
        self.edition = edition
        super().__init__(f"no edition {edition!r} of boundaries; there are {', '.join(known)}")


class UnknownUnitError(GeodataError, LookupError):
    """No unit of the edition has this code."""

    def __init__(self, code: str, edition: str) -> None:
        self.code = code
        self.edition = edition
        super().__init__(f"no unit with code {code!r} in edition {edition}")


class UnknownLayerError(GeodataError, LookupError):
    """No layer for the web has this name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        super().__init__(f"no layer {name!r}; there are {', '.join(known)}")


class BorderZoneError(GeodataError, ValueError):
    """A border zone was asked for without a width above 0, or for an empty geometry."""


class BuildError(GeodataError):
    """A source layer is not what it claims to be, so nothing is built from it."""
