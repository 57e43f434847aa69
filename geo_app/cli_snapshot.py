"""`hotspots snapshot`: a district's map sheet as a file."""

from pathlib import Path

import click

from geo_app.cli_params import CODE, TEXT
from geo_app.cli_service import database_of, service, write_whole
from geo_app.cli_text import gettext as _
from geo_app.db import session
from geo_app.personal import findings_in


@click.command(help=_("Draw the map sheet of a district."))
@click.option(
    "--district", type=CODE, required=True, metavar="CODE", help=_("Code of the district.")
)
@click.option(
    "--as-of", type=TEXT, metavar="D", help=_("Day whose state is shown; today if left out.")
)
@click.option(
    "--known-on",
    type=TEXT,
    metavar="MOMENT",
    help=_("Only what was recorded by that moment, as 2024-06-20T08:00; all of it if left out."),
)
@click.option(
    "--format",
    "format_name",
    required=True,
    type=click.Choice(("png", "pdf", "svg")),
    help=_("Kind of file."),
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("File to write."),
)
def snapshot(
    district: str, as_of: str | None, known_on: str | None, format_name: str, out: Path
) -> None:
    # Drawing loads the plotting library: no other command should wait for it.
    from geo_app.accounts import audit  # noqa: PLC0415 (as above)
    from geo_app.accounts.actions import checked_district  # noqa: PLC0415 (as above)
    from geo_app.exports import sheets  # noqa: PLC0415 (as above)
    from geo_app.register.reading import reading_from  # noqa: PLC0415 (as above)

    with service() as app:
        code = checked_district(district)
        reading = reading_from({"as_of": as_of or "", "known_on": known_on or ""})
        sheet = sheets.district_sheet(session(), code, format_name, scope=None, reading=reading)()
        # What points to a person would stay in the audit for good.
        file = "…" if findings_in(out.name) else out.name[:100]
        said = {"format": format_name, **sheets.said_of(reading), "file": file}
        audit.note(database_of(app), audit.SYSTEM, "export.sheet", f"district/{code}", after=said)
        write_whole(out, sheet)
    click.echo(_("Wrote %(file)s.", file=out))
