"""The command `hotspots`, as Click commands in one module per task."""

import click

from geo_app.cli_accounts import token, user
from geo_app.cli_backup import backup, restore
from geo_app.cli_check import check
from geo_app.cli_clock import clock
from geo_app.cli_errors import HotspotsGroup
from geo_app.cli_geocode import geocode
from geo_app.cli_import import import_events
from geo_app.cli_serve import serve
from geo_app.cli_setup import init
from geo_app.cli_snapshot import snapshot
from geo_app.cli_text import gettext as _
from geo_app.cli_verify import verify_ledger


@click.group(cls=HotspotsGroup, help=_("The register of hotspots of plan 46/KH-UBND."))
def main() -> None:
    pass


for command in (init, serve, user, token, geocode, snapshot, check, clock, backup, restore):
    main.add_command(command)
main.add_command(import_events, "import")
main.add_command(verify_ledger, "verify")
