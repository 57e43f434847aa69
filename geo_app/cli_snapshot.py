"""`hotspots snapshot`: a district's map sheet as a file."""

from pathlib import Path

import click

from geo_app.cli_service import service, write_whole
from geo_app.cli_text import gettext as _
from geo_app.db import session


@click.command(help=_("Draw the map sheet of a district."))
@click.option("--district", required=True, metavar="CODE", help=_("Code of the district."))
@click.option("--as-of", metavar="D", help=_("Day whose state is shown; today if left out."))
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
def snapshot(district: str, as_of: str | None, format_name: str, out: Path) -> None:
    # Drawing loads the plotting library: no other command should wait for it.
    from geo_app.accounts.actions import checked_district  # noqa: PLC0415 (as above)
    from geo_app.exports import sheets  # noqa: PLC0415 (as above)

    with service():
        code = checked_district(district)
        day = sheets.day_of_state(as_of)
        sheet = sheets.district_sheet(session(), code, format_name, scope=None, as_of=day)
        write_whole(out, sheet)
    click.echo(_("Wrote %(file)s.", file=out))
