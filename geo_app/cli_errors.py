"""What went wrong in a command, as one sentence; the rest is in the log."""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from geo_app.cli_log import log_in
from geo_app.cli_text import gettext as _
from geo_app.config import SettingError, instance_folder
from geo_app.errors import InvalidError, ServiceError, service_error_from
from geodata.errors import GeodataError

log = logging.getLogger(__name__)


class Refused(click.ClickException):
    """One sentence on standard error, and how the command ends."""

    exit_code = 1

    def show(self, file: object = None) -> None:  # noqa: ARG002 (Click's own signature)
        click.echo(self.message, err=True)


class Misused(Refused):
    """What was asked for is not something the command can do."""

    exit_code = 2


@contextmanager
def in_sentences() -> Iterator[None]:
    """Turn whatever goes wrong inside into a sentence; wants the context of an application."""
    try:
        yield
    except InvalidError as error:
        raise Misused(" ".join(sentences_of(error))) from error
    except ServiceError as error:
        raise Refused(str(error.detail)) from error
    except DBAPIError as error:
        log.error("the database refused", exc_info=error)  # noqa: TRY400 (as errors.py)
        raise Refused(str(service_error_from(error).detail)) from error
    except OSError as error:
        log.error("the system refused", exc_info=error)  # noqa: TRY400 (as errors.py)
        raise Refused(sentence_of_system(error)) from error


def sentences_of(error: InvalidError) -> list[str]:
    """What is wrong, part by part where the parts are known."""
    said = [str(sentence) for sentence in error.errors.values()]
    return said or [str(error.detail)]


def sentence_of_failure(error: Exception) -> Refused:
    """What goes wrong outside an application, or in its surroundings."""
    if isinstance(error, SettingError):
        return Misused(_("A setting is not usable: %(problem)s.", problem=error))
    if isinstance(error, GeodataError):
        return Refused(str(error))
    if isinstance(error, OSError):
        return Refused(sentence_of_system(error))
    return Refused(
        _("This did not work, for a reason that was not foreseen. Details are in the log.")
    )


def sentence_of_system(error: OSError) -> str:
    name = str(error.filename or "")
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _("The disk is full: nothing was written. Make room and run the command again.")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _("“%(name)s” may not be written or read by this account.", name=name)
    if error.errno == errno.ENOENT:
        return _("There is no file or folder “%(name)s”.", name=name)
    if error.errno == errno.EISDIR:
        return _("“%(name)s” is a folder; name a file.", name=name)
    if error.errno == errno.ENOTDIR:
        return _("“%(name)s” cannot be made: a part of this path is a file.", name=name)
    return _("The system refused: %(reason)s (%(name)s).", reason=error.strerror, name=name)


def sentence_of_usage(error: click.UsageError) -> Refused:
    """Click's complaints about arguments, in our language and with where to read on."""
    command = error.ctx.command_path if error.ctx else "hotspots"
    more = _("See: %(command)s --help", command=command)
    return Misused(f"{complaint(error)} {more}")


def complaint(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return _("There is no option %(name)s.", name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return _("%(name)s needs a value.", name=error.option_name)
    if isinstance(error, click.BadParameter):
        return complaint_about_value(error)
    if error.ctx and isinstance(error.ctx.command, click.Group):
        return _("There is no such command.")
    return _("These arguments do not fit the command.")


def complaint_about_value(error: click.BadParameter) -> str:
    name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""
    if isinstance(error, click.MissingParameter):
        return _("%(name)s is missing.", name=name)
    if error.param and isinstance(error.param.type, click.Choice):
        choices = ", ".join(map(str, error.param.type.choices))
        return _("%(name)s must be one of: %(choices)s.", name=name, choices=choices)
    return _("%(name)s has a value that cannot be used.", name=name)


class HotspotsGroup(click.Group):
    """The command, whose every failure is a sentence."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        with failures():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with failures():
            return super().invoke(ctx)


@contextmanager
def failures() -> Iterator[None]:
    try:
        yield
    except (Refused, click.exceptions.NoArgsIsHelpError):
        raise
    except click.UsageError as error:
        raise sentence_of_usage(error) from error
    except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
        raise
    except Exception as error:
        with log_in(instance_folder()):
            log.error("hotspots failed", exc_info=error)  # noqa: TRY400 (as errors.py)
        raise sentence_of_failure(error) from error
