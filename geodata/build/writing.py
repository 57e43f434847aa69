"""Writes the packaged files: the same content is the same bytes on every day.

Another version of zlib may pack the same content differently, so the manifest also has the sha256
of what is inside.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import shapely

from geodata.errors import BuildError
from geodata.store import MANIFEST_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from geodata.build.sources import Source

# The package is downloaded and kept by offices with slow lines.
TOTAL_LIMIT_BYTES = 4_000_000


def features(layer: gpd.GeoDataFrame, columns: Sequence[str]) -> bytes:
    """Return a layer as compact GeoJSON, coordinates longitude first with five decimals."""
    shapes = shapely.set_precision(layer.geometry.to_numpy(), 0.0)
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {column: row[column] for column in columns},
                "geometry": _rounded(json.loads(shapely.to_geojson(shape))),
            }
            for row, shape in zip(layer[list(columns)].to_dict("records"), shapes, strict=True)
        ],
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return value


def table(rows: pd.DataFrame) -> bytes:
    """Return a table as CSV, UTF-8, with Unix line ends."""
    text: str = rows.to_csv(index=False, lineterminator="\n")
    return text.encode()


def document(value: object) -> bytes:
    """Return a value as JSON that a person can read."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass
class Output:
    """Collects the files of one build and writes them with their manifest.

    Parameters
    ----------
    source_directory : pathlib.Path
        Where the sources are, to record their sha256.
    """

    source_directory: Path
    files: dict[str, bytes] = field(default_factory=dict)
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(
        self, name: str, content: bytes, rows: int, made_from: Sequence[Source], done: str
    ) -> None:
        """Add a file; ``done`` says in a sentence what was done to its sources."""
        packed = content
        if name.endswith(".gz"):
            # Neither a time nor a file name goes into the gzip header.
            packed = gzip.compress(content, compresslevel=9, mtime=0)
        self.files[name] = packed
        self.entries[name] = {
            "source": "; ".join(source.origin for source in made_from),
            "source_files": {source.path: self._sha256(source) for source in made_from},
            "licence": "; ".join(dict.fromkeys(source.licence for source in made_from)),
            "date": "; ".join(dict.fromkeys(source.date for source in made_from)),
            "rows": rows,
            "bytes": len(packed),
            "sha256": hashlib.sha256(packed).hexdigest(),
            "content_sha256": hashlib.sha256(content).hexdigest(),
            "done": done,
        }

    def _sha256(self, source: Source) -> str:
        return hashlib.sha256((self.source_directory / source.path).read_bytes()).hexdigest()

    def write(self, target: Path) -> int:
        """Replace the files in a directory and return their total size in bytes.

        Raises
        ------
        BuildError
            If together they are too large; nothing is then written.
        """
        described = {"files": dict(sorted(self.entries.items()))}
        self.files[MANIFEST_NAME] = document(described)
        total = sum(len(content) for content in self.files.values())
        if total > TOTAL_LIMIT_BYTES:
            raise BuildError(f"the data is {total} bytes, more than {TOTAL_LIMIT_BYTES}")
        target.mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            partial = target / f"{name}.part"
            partial.write_bytes(content)
            partial.replace(target / name)
        return total
