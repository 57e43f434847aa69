"""A place that is not in the register yet, among the hotspots of the map's data.

The description stands in the address of the data, so that the map needs no script of its own for
it and the text reaches the page in JSON only.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from geo_app.accounts.scope import Scope
from geo_app.errors import InvalidError
from geo_app.mapping.features import district_name, geojson_geometry
from geo_app.register.finding import find_place
from geo_app.register.new_hotspots import Described, described_place
from geo_app.register.vocabulary import (
    CATEGORY_NAMES,
    CLEARANCE_NAMES,
    LEVEL_NAMES,
    PLACE_PRECISION_NAMES,
)

# No hotspot has it: theirs hold a number.
PREVIEW_CODE = "new"
LEVEL, CLEARANCE = "unverified", "not_cleared"


def query_of_preview(described: Described) -> str:
    """The part of an address from which `preview_feature` makes the place again."""
    return urlencode(
        [
            ("preview", described.place),
            ("preview_name", described.name),
            ("preview_category", described.category),
            ("district", described.district_code),
            *(("commune", each.code) for each in described.communes),
        ]
    )


def preview_feature(values: MultiDict[str, str], scope: Scope) -> dict[str, Any] | None:
    """The place as a GeoJSON feature, lon/lat; None where the address describes none."""
    asked: Mapping[str, Any] = {
        "name": values.get("preview_name"),
        "category": values.get("preview_category"),
        "district": values.get("district"),
        "communes": values.getlist("commune"),
        "place": values.get("preview"),
    }
    try:
        described = described_place(asked, scope=scope)
        place = find_place(described).located
    except InvalidError:
        return None
    properties = {
        "code": PREVIEW_CODE,
        "name": described.name,
        "category": described.category,
        "category_label": str(CATEGORY_NAMES[described.category]),
        "level": LEVEL,
        "level_label": str(LEVEL_NAMES[LEVEL]),
        "clearance": CLEARANCE,
        "clearance_label": str(CLEARANCE_NAMES[CLEARANCE]),
        "district": district_name(described.district_code),
        "communes": ", ".join(described.commune_names),
        "precision_label": str(PLACE_PRECISION_NAMES[place.precision]),
        "changed_on_label": _("not saved yet"),
    }
    return {
        "type": "Feature",
        "id": PREVIEW_CODE,
        "geometry": geojson_geometry(place.geometry),
        "properties": properties,
    }
