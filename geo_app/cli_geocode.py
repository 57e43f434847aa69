"""`hotspots geocode`: one text, the plan's own places, or a column of a table."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import shapely

from geo_app.cli_batch import geocode_table, lon_lat, names_something
from geo_app.cli_errors import Misused, Refused
from geo_app.cli_params import TEXT
from geo_app.cli_service import words
from geo_app.cli_table import table
from geo_app.cli_text import gettext as _
from geo_app.i18n import show_number
from geo_app.register.places import LOOKED_AT, REASON_SENTENCES, describe_steps
from geo_app.register.vocabulary import PLACE_PRECISION_NAMES
from geodata.geocoding import Located, NotFound, Verdict, plan_check
from geodata.geocoding import geocode as find


@click.command(help=_("Find where a Vietnamese description of a place lies."))
@click.argument("text", type=TEXT, required=False)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help=_("How to print what was found."),
)
@click.option(
    "--district", type=TEXT, metavar="NAME", help=_("Name or code of the district to look in.")
)
@click.option(
    "--plan-check", "checks_plan", is_flag=True, help=_("Show where the places of the plan lie.")
)
@click.option(
    "--batch",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="IN.csv",
    help=_("Table with one place a row."),
)
@click.option(
    "--column", type=TEXT, metavar="C", help=_("Column of the table that describes the place.")
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.csv",
    help=_("Table to write: the same rows, with what was found."),
)
def geocode(
    text: str | None,
    *,
    format_name: str,
    district: str | None,
    batch: Path | None,
    column: str | None,
    out: Path | None,
    checks_plan: bool,
) -> None:
    if sum((text is not None, checks_plan, batch is not None)) != 1:
        raise Misused(_("Give a text, --plan-check or --batch: one of the three."))
    with words():
        if checks_plan:
            show_plan_check(format_name)
        elif batch is not None:
            if column is None or out is None:
                raise Misused(_("--batch needs --column and --out as well."))
            rows, found = geocode_table(batch, column, out, district=district)
            click.echo(
                _(
                    "%(found)s of %(rows)s rows were found; written to %(file)s.",
                    found=found,
                    rows=rows,
                    file=out,
                )
            )
        else:
            show_place(find_place(text or "", district), format_name)


def find_place(text: str, district: str | None) -> Located | NotFound:
    if not names_something(text):
        raise Misused(_("The text names no place: it holds neither letter nor digit."))
    return find(text, district=district)


def show_place(answer: Located | NotFound, format_name: str) -> None:
    if format_name == "json":
        click.echo(json.dumps(as_json(answer), ensure_ascii=False, indent=2))
    elif isinstance(answer, Located):
        click.echo(table(("", ""), located_rows(answer)).lstrip())
        click.echo(steps_text(answer))
    else:
        click.echo(
            _(
                "Not found; gave up at the level “%(level)s”. %(reason)s",
                level=LOOKED_AT.get(answer.gave_up_at, answer.gave_up_at),
                reason=REASON_SENTENCES[answer.reason],
            )
        )
        if answer.candidates:
            click.echo(_("Close names: %(names)s", names=", ".join(answer.candidates)))
        click.echo(steps_text(answer))


def located_rows(place: Located) -> list[tuple[str, str]]:
    lon, lat = lon_lat(place.geometry)
    rows = [
        (_("Name"), place.name),
        (_("District"), f"{place.district.name} ({place.district.code})" if place.district else ""),
        (_("Communes"), ", ".join(place.communes)),
        (_("Precision"), str(PLACE_PRECISION_NAMES[place.precision])),
        (_("Typical error"), f"{show_number(place.error_m, 0)} m"),
        (_("Score"), show_number(place.score, 2)),
        (_("Longitude, latitude"), f"{lon:.6f}, {lat:.6f}"),
        (_("Verdict"), verdict_text(place.verdict)),
    ]
    if place.length_m:
        rows.insert(4, (_("Length"), f"{show_number(place.length_m, 0)} m"))
    return rows


def share_text(share: float) -> str:
    return _("%(number)s %%", number=show_number(share * 100))


def verdict_text(verdict: Verdict) -> str:
    if verdict.planned is None:
        return _("no district was given to compare with")
    share = share_text(verdict.share_inside)
    sentences = {
        "agrees": _("agrees: %(share)s lies in %(district)s"),
        "straddles": _("straddles: only %(share)s lies in %(district)s"),
        "differs": _("differs: %(share)s lies in %(district)s"),
    }
    return sentences[verdict.kind] % {"share": share, "district": verdict.planned.name}


def steps_text(answer: Located | NotFound) -> str:
    lines = [f"  {number}. {line}" for number, line in enumerate(describe_steps(answer.steps), 1)]
    return "\n".join([_("How it was found:"), *lines])


def as_json(answer: Located | NotFound) -> dict[str, Any]:
    steps = [
        {"code": step.code, "values": dict(step.values), "text": text}
        for step, text in zip(answer.steps, describe_steps(answer.steps), strict=True)
    ]
    if isinstance(answer, NotFound):
        return {
            "found": False,
            "query": answer.query,
            "gave_up_at": answer.gave_up_at,
            "reason": answer.reason,
            "reason_text": str(REASON_SENTENCES[answer.reason]),
            "candidates": list(answer.candidates),
            "steps": steps,
        }
    verdict = answer.verdict
    return {
        "found": True,
        "query": answer.query,
        "name": answer.name,
        "precision": answer.precision,
        "score": round(answer.score, 3),
        "error_m": round(answer.error_m, 1),
        "length_m": round(answer.length_m, 1),
        "district": asdict(answer.district) if answer.district else None,
        "communes": list(answer.communes),
        "verdict": {
            "kind": verdict.kind,
            "planned": asdict(verdict.planned) if verdict.planned else None,
            "share_inside": round(verdict.share_inside, 4),
            "shares": {code: round(share, 4) for code, share in verdict.shares.items()},
        },
        "geometry": json.loads(shapely.to_geojson(answer.geometry)),
        "steps": steps,
    }


def show_plan_check(format_name: str) -> None:
    """Print where each place of the plan lies; a failure unless all lie in their district."""
    rows = plan_check()
    agreeing = [row for row in rows if row.verdict == "agrees"]
    if format_name == "json":
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        headings = (
            _("Code"),
            _("Precision"),
            _("District computed"),
            _("Share inside"),
            _("Commune"),
            _("Length (m)"),
        )
        cells = [
            (
                row.code,
                row.precision,
                row.district,
                share_text(row.share_inside),
                ", ".join(row.communes),
                show_number(row.length_m, 0),
            )
            for row in rows
        ]
        click.echo(table(headings, cells, numbers=(3, 5)))
        click.echo(
            _(
                "%(agreeing)s of %(all)s lie in the district which the plan names.",
                agreeing=len(agreeing),
                all=len(rows),
            )
        )
    if len(agreeing) != len(rows):
        raise Refused(_("Not every place lies in the district which the plan names."))
