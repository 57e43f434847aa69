"""Where the interactive map fetches its data from; never from another host."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class MapSources:
    """Say where the browser fetches what the map shows.

    Parameters
    ----------
    hotspots_url
        GeoJSON of the hotspots; the query string of the filters is appended to it.
    districts_url, communes_url, roads_url
        GeoJSON of the background, see `geodata.layers.layer_geojson`.
    symbol_url_pattern
        With the placeholders ``{category}``, ``{level}`` and ``{clearance}``.
    asset_url_pattern
        With the placeholders ``{package}`` and ``{file}``, see `maps.assets`.

    Raises
    ------
    ValueError
        If an address leads to another host, or a placeholder is missing.
    """

    hotspots_url: str
    districts_url: str
    communes_url: str
    roads_url: str
    symbol_url_pattern: str
    asset_url_pattern: str

    def __post_init__(self) -> None:
        for url in (
            self.hotspots_url,
            self.districts_url,
            self.communes_url,
            self.roads_url,
            self.symbol_url_pattern,
            self.asset_url_pattern,
        ):
            # A browser reads a backslash in an address as a slash.
            parts = urlsplit(url.replace("\\", "/"))
            if parts.scheme or parts.netloc:
                raise ValueError(f"the map fetches nothing from another host: {url!r}")
        require_placeholders(self.symbol_url_pattern, "category", "level", "clearance")
        require_placeholders(self.asset_url_pattern, "package", "file")

    def asset_url(self, package: str, file: str) -> str:
        """Return the address of a file of `maps.assets`.

        Parameters
        ----------
        package, file
            As in `maps.assets.SCRIPTS`.

        Returns
        -------
        str
            The pattern with both filled in.
        """
        return self.asset_url_pattern.replace("{package}", package).replace("{file}", file)


def require_placeholders(pattern: str, *names: str) -> None:
    """Refuse an address pattern in which something cannot be filled in.

    Parameters
    ----------
    pattern
        With placeholders such as ``{z}``.
    *names
        What must be among them, without the braces.

    Raises
    ------
    ValueError
        If one is missing.
    """
    for name in names:
        if f"{{{name}}}" not in pattern:
            raise ValueError(f"{pattern!r} lacks the placeholder {{{name}}}")
