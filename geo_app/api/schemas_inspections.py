"""The shapes of inspections, as schemas.py has those of the rest."""

from geo_app.api.schemas import (
    AT_HOTSPOT,
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
from geo_app.inspections.rules import FIGURES, LARGEST
from geo_app.inspections.vocabulary import FOUND_LEVELS, KINDS, TEAM_LEVELS
from geo_app.register.rules import BASIS_LENGTH, NOTE_LENGTH
from geo_app.register.vocabulary import CLEARANCES, LEVELS, PRECISIONS

INSPECTION_SCHEMAS: dict[str, Shape] = {
    "Inspection": record(
        id=AT_HOTSPOT,
        hotspot=said(TEXT, "The hotspot's code."),
        district=said(TEXT, "Code of its district of 2024."),
        effective_on=said(TEXT, "2024-05-17, 2024-05 or 2024: as precisely as it is known."),
        effective_precision=one_of(*PRECISIONS),
        team=said(one_of(*TEAM_LEVELS), "Whose team 178 it was."),
        team_label=TEXT,
        establishments_checked=WHOLE,
        establishments_violating=said(WHOLE, "Of those checked."),
        people_informed=WHOLE,
        level=said(or_null(one_of(*LEVELS)), "What the team found; null where it says nothing."),
        level_label=or_null(TEXT),
        clearance=said(
            or_null(one_of(*CLEARANCES)), "What the team found; null where it says nothing."
        ),
        clearance_label=or_null(TEXT),
        event=said(or_null(WHOLE), "The `id` of the event of this hotspot that says both."),
        basis=or_null(TEXT),
        note=or_null(TEXT),
        recorder=or_null(TEXT),
        recorded_at=said({**TEXT, "format": "date-time"}, "UTC."),
        supersedes=said(or_null(WHOLE), "The inspection of this hotspot which it corrects."),
        reason=said(or_null(TEXT), "Why an earlier one was corrected."),
        replaced_by=said(
            {"nullable": True, "allOf": [ref("Replacement")]},
            "The later entry that corrected it or took it back; it then counts nowhere.",
        ),
        url=TEXT,
    ),
    "Replacement": record(
        id=AT_HOTSPOT,
        kind=one_of(*KINDS),
        reason=or_null(TEXT),
        recorder=or_null(TEXT),
        recorded_at={**TEXT, "format": "date-time"},
    ),
    "HotspotInspections": record(
        hotspot=TEXT, inspections=said(many(ref("Inspection")), "The latest first.")
    ),
    "InspectionTotals": record(
        inspections=WHOLE,
        establishments_checked=WHOLE,
        establishments_violating=WHOLE,
        people_informed=WHOLE,
    ),
    "Inspections": record(
        as_of={**TEXT, "format": "date"},
        totals=ref("InspectionTotals"),
        inspections=said(many(ref("Inspection")), "Those that count, the latest first."),
    ),
    "NewInspection": {
        "type": "object",
        "additionalProperties": False,
        "description": "Date, team, the three figures, and one of basis and note; a correction "
        "and a retraction give a reason.",
        "properties": {
            "effective_on": {
                **said(TEXT, "A day, a month or a year: 2024-05-17, 2024-05 or 2024."),
                "example": "2024-05-17",
            },
            "team": one_of(*TEAM_LEVELS),
            **{figure: {**WHOLE, "minimum": 0, "maximum": LARGEST} for figure in FIGURES},
            "level": or_null(one_of(*FOUND_LEVELS)),
            "clearance": said(
                or_null(one_of(*CLEARANCES)),
                "The clearance that stands where the team found it unchanged, or another that "
                "may follow it; a handover is an event of its own.",
            ),
            "basis": or_null({**TEXT, "minLength": 1, "maxLength": BASIS_LENGTH}),
            "note": or_null({**TEXT, "maxLength": NOTE_LENGTH}),
            "kind": or_null(one_of(*KINDS)),
            "supersedes": said(or_null(WHOLE), "Which inspection of this hotspot, by its `id`."),
            "reason": or_null({**TEXT, "maxLength": NOTE_LENGTH}),
        },
    },
}
