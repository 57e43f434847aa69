"""The shapes of hotspots, as schemas.py has those of the rest."""

from geo_app.api.schemas import (
    GEOMETRY,
    OBJECT,
    TEXT,
    WHOLE,
    Shape,
    many,
    one_of,
    or_null,
    record,
    ref,
    said,
)
from geo_app.register.vocabulary import CATEGORIES, CLEARANCES, LEVELS, PRECISIONS

MONTHS: Shape = {
    "type": "object",
    "nullable": True,
    "description": "Whole months, from the least to the most that the dates allow; null where a "
    "date is not recorded, most is null where only the least can be told.",
    "required": ["least", "most"],
    "properties": {"least": WHOLE, "most": or_null(WHOLE)},
}
FEATURE: Shape = {
    **record(
        number=said(WHOLE, "On the map and in the tables of this account."),
        code=TEXT,
        name=TEXT,
        category=one_of(*CATEGORIES),
        category_label=TEXT,
        level=one_of(*LEVELS),
        level_label=TEXT,
        clearance=one_of(*CLEARANCES),
        clearance_label=TEXT,
        district=said(TEXT, "Its Vietnamese name, in every language."),
        district_code=TEXT,
        communes=said(TEXT, "Names, with commas."),
        precision=or_null(TEXT),
        precision_label=TEXT,
        changed_on=said(
            TEXT,
            "When its state last became another, as precisely as it is known: 2024-05-17, 2024-05 "
            "or 2024. Saying again what stands is no change.",
        ),
        changed_precision=one_of(*PRECISIONS),
        changed_on_label=TEXT,
        version=said(or_null(WHOLE), "null in a reading of the past: nothing builds on it."),
        url=TEXT,
    ),
    "description": "What is known; what ends in _label is in the language asked for.",
}

HOTSPOT_SCHEMAS: dict[str, Shape] = {
    "Feature": record(
        type=one_of("Feature"),
        id=said(TEXT, "The hotspot's code."),
        geometry=GEOMETRY,
        properties=FEATURE,
    ),
    "Hotspot": record(
        type=one_of("Feature"),
        id=said(TEXT, "The hotspot's code."),
        geometry=GEOMETRY,
        properties={
            **said(OBJECT, "As in a Feature, and the episodes that its events tell."),
            "required": [*FEATURE["required"], "episodes"],
            "properties": {**FEATURE["properties"], "episodes": many(ref("Episode"))},
        },
    ),
    "Episode": record(
        number=WHOLE,
        follows=said(or_null(WHOLE), "The episode whose clearance did not hold."),
        opened=said(or_null(TEXT), "As precisely as it is known; null where nothing says it."),
        cleared=or_null(TEXT),
        handed_over=or_null(TEXT),
        months_to_clear=MONTHS,
        months_from_clearance_to_recurrence=MONTHS,
    ),
    "FeatureCollection": record(
        type=one_of("FeatureCollection"),
        features=many(ref("Feature")),
        mark=said(
            record(of=one_of("journal", "rows"), digits=or_null(TEXT)),
            "By which `hotspots verify` finds this answer in the ledger later: where the journal "
            "stood, or, for an account or a token of some districts, a fingerprint of these rows.",
        ),
    ),
}
