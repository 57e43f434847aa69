"""`hotspots backup` and `hotspots restore`."""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo_app.cli_errors import Misused, Refused
from geo_app.cli_service import database_of, service
from geo_app.cli_text import gettext as _
from geo_app.config import SECRET_KEY_FILE, instance_folder
from geo_app.i18n import show_moment, show_number

if TYPE_CHECKING:
    from geo_app.backup.checking import Checked

KEY_OPTION = click.option(
    "--with-key",
    is_flag=True,
    help=_("The secret key too, encrypted under a passphrase that is asked for."),
)
STDIN_OPTION = click.option(
    "--passphrase-stdin", is_flag=True, help=_("Read the passphrase from standard input.")
)


@click.command(
    help=_(
        "Write the whole register into one file while others go on working, and check it by "
        "restoring it elsewhere. If FILE is a folder, the file is named after the moment."
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(1, 10_000),
    metavar="N",
    help=_("In a folder: remove all but the newest N backups, once the new one is good."),
)
@click.option("--check", "only_check", is_flag=True, help=_("Only check a backup that is there."))
@KEY_OPTION
@STDIN_OPTION
def backup(
    file: Path, keep: int | None, *, only_check: bool, with_key: bool, passphrase_stdin: bool
) -> None:
    if only_check:
        check(file)
        return
    if keep is not None and not file.is_dir():
        raise Misused(_("--keep goes with a folder: “%(file)s” is none.", file=file))
    from geo_app.backup import key, making, rotation  # noqa: PLC0415 (only these commands need it)

    with service() as app:
        target = file / rotation.new_name() if file.is_dir() else file
        secret = None
        if with_key:
            passphrase = asked_passphrase(from_stdin=passphrase_stdin, twice=True)
            secret = key.encrypted(app.config["SECRET_KEY"], passphrase)
        made = making.make(database_of(app), target, key=secret)
        say_what_it_holds(made.checked)
        click.echo(_("Wrote %(file)s (SHA-256 %(hash)s).", file=target, hash=made.sha256))
        if not made.checked.report.whole:
            raise Refused(
                _(
                    "The backup is complete, but the ledger in it is not whole: run “hotspots "
                    "verify”. No older backup was removed."
                )
            )
        if keep is not None:
            rotated = rotation.rotate(file, keep)
            click.echo(
                _(
                    "Backups kept: %(kept)s, removed: %(removed)s.",
                    kept=rotated.kept,
                    removed=rotated.removed,
                )
            )


def check(file: Path) -> None:
    from geo_app.backup import checking  # noqa: PLC0415 (as above)

    with service(ready=False):
        checked = checking.check_file(file)
        say_what_it_holds(checked)
        if not checked.report.whole:
            raise Refused(_("The ledger in this backup is not whole."))
        click.echo(_("The backup can be restored, and its ledger is whole."))


def say_what_it_holds(checked: "Checked") -> None:
    manifest = checked.manifest
    click.echo(
        _(
            "The register as it stood at %(moment)s: %(rows)s rows.",
            moment=show_moment(datetime.fromisoformat(manifest.made_at)),
            rows=show_number(manifest.rows, 0),
        )
    )


@click.command(
    help=_("Say what a backup would restore into this empty place; with --commit, restore it.")
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--commit", is_flag=True, help=_("Restore it; without this nothing is changed."))
@KEY_OPTION
@STDIN_OPTION
def restore(file: Path, *, commit: bool, with_key: bool, passphrase_stdin: bool) -> None:
    from geo_app.backup import checking, restoring  # noqa: PLC0415 (as above)

    # Starting makes a key where there is none; that one may be replaced.
    had_key = (instance_folder() / SECRET_KEY_FILE).exists()
    with service(ready=False) as app:
        database = database_of(app)
        restoring.refuse_filled(database)
        anchor = restoring.anchor_in(file)
        number = anchor.number if anchor else 0
        lost = restoring.lost_after(database, number)
        if commit:
            checked = restoring.restore(database, file)
        else:
            checked = checking.check_file(file, restoring.known_by(database, number))
            restoring.refuse_other(checked)
        say_what_it_holds(checked)
        if lost is not None:
            click.echo(
                _(
                    "What was recorded after that is not in it: %(count)s writes, the last at "
                    "%(moment)s.",
                    count=lost.entries,
                    moment=show_moment(lost.last.at),
                )
            )
        if with_key:
            secret = key_in(file, from_stdin=passphrase_stdin)
            put_key(
                Path(app.instance_path) / SECRET_KEY_FILE, secret, had_key=had_key, commit=commit
            )
        if commit:
            click.echo(_("Restored and checked: the ledger is whole."))
        else:
            click.echo(_("Nothing was changed. Run the command again with --commit to restore."))


def key_in(file: Path, *, from_stdin: bool) -> str:
    from geo_app.backup import archive, key  # noqa: PLC0415 (as above)

    with archive.opened(file) as (opened, _manifest):
        return key.read(opened, asked_passphrase(from_stdin=from_stdin, twice=False))


def put_key(path: Path, secret: str, *, had_key: bool, commit: bool) -> None:
    """Put the secret key in its place, where no other stands."""
    if had_key and path.read_text(encoding="ascii").strip() != secret:
        raise Refused(
            _("Another secret key stands in %(path)s already; move it away first.", path=path)
        )
    if commit:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secret)
        click.echo(_("The secret key was written into %(path)s.", path=path))


def asked_passphrase(*, from_stdin: bool, twice: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=twice))
