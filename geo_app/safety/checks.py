"""The checks of the settings, and the list of all checks."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask_babel import gettext as _

from geo_app.production import weakness_of
from geo_app.safety.checks_machine import (
    check_administrators,
    check_database_file,
    check_database_password,
    check_instance_folder,
    check_key_file,
    check_second_factor,
)
from geo_app.safety.checks_register import check_backup, check_guards, check_writing
from geo_app.safety.findings import Check, Finding, Surroundings, not_checked, ok, unsafe

# Wider than any row of proxies: half of an office would be believed.
WIDEST_IPV4_BITS = 24
WIDEST_IPV6_BITS = 64
HERE_ONLY = frozenset({"localhost", "127.0.0.1", "::1"})


def only_this_machine(around: Surroundings) -> bool | None:
    """Whether nobody else reaches the port; None where it is not known."""
    host = around.listens_on
    if host is None:
        return None
    if host in HERE_ONLY:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_https(around: Surroundings) -> Finding:
    about = _("HTTPS")
    if around.app.config["HTTPS"]:
        return ok(about, _("Cookies are sent over HTTPS only."))
    here = only_this_machine(around)
    if here is None:
        return not_checked(
            about,
            _(
                "Off. That is safe only while nobody but this machine reaches the service; "
                "otherwise put a reverse proxy in front and set HOTSPOTS_HTTPS=1."
            ),
        )
    if here:
        return ok(about, _("Off, but only this machine reaches the service."))
    return unsafe(
        about,
        _(
            "Off, and others reach the service: passwords can be read on the way. "
            "Put a reverse proxy in front and set HOTSPOTS_HTTPS=1."
        ),
    )


def check_hsts(around: Surroundings) -> Finding:
    about = _("HTTPS only (HSTS)")
    if around.app.config["HTTPS"]:
        return ok(about, _("Browsers are told to use nothing but HTTPS for a year."))
    return not_checked(about, _("Browsers are told so as soon as HTTPS is on."))


def check_production(around: Surroundings) -> Finding:
    about = "HOTSPOTS_PRODUCTION"
    if around.app.config["PRODUCTION"]:
        return ok(about, _("The service refuses to start with unsafe settings."))
    sentence = _("Set it to 1 where others rely on the service: it then refuses unsafe settings.")
    if around.app.config["HTTPS"] or only_this_machine(around) is False:
        return unsafe(about, sentence)
    return not_checked(about, sentence)


def check_secret_key(around: Surroundings) -> Finding:
    about = _("Secret key")
    keys = [around.app.config["SECRET_KEY"], *around.app.config["SECRET_KEY_FALLBACKS"]]
    if any(map(weakness_of, keys)):
        return unsafe(
            about,
            _(
                "It can be guessed, or an earlier one can: who does so signs in as anybody. "
                "Set HOTSPOTS_SECRET_KEY to 64 characters made at random; see docs/operation.md."
            ),
        )
    if len(keys) > 1:
        return ok(
            about,
            _("Earlier keys are still taken; unset HOTSPOTS_SECRET_KEY_OLD after the change."),
        )
    return ok(about, _("Long enough to be made at random."))


def check_debugging(around: Surroundings) -> Finding:
    about = _("Debugging")
    if around.app.debug:
        return unsafe(about, _("On: pages show how the service works inside. Unset FLASK_DEBUG."))
    return ok(about, _("Off."))


def check_log_level(around: Surroundings) -> Finding:
    about = _("Log level")
    if str(around.app.config["LOG_LEVEL"]).upper() == "DEBUG":
        return unsafe(
            about, _("DEBUG writes more than an operator needs; set HOTSPOTS_LOG_LEVEL=INFO.")
        )
    return ok(about, _("No more than an operator needs; secrets are taken out."))


def check_proxies(around: Surroundings) -> Finding:
    about = _("Trusted proxies")
    networks = around.app.extensions["trusted_proxies"]
    widest = {4: WIDEST_IPV4_BITS, 6: WIDEST_IPV6_BITS}
    wide = [str(each) for each in networks if each.prefixlen < widest[each.version]]
    if wide:
        return unsafe(
            about,
            _(
                "%(networks)s is too wide: whoever sits in it can claim to be another address. "
                "Name the proxies themselves in HOTSPOTS_TRUSTED_PROXIES.",
                networks=", ".join(wide),
            ),
        )
    if around.app.config["HTTPS"] and not networks:
        return unsafe(
            about,
            _(
                "None, though HTTPS needs a reverse proxy: everybody then counts as one address, "
                "in limits and in the log. Name it in HOTSPOTS_TRUSTED_PROXIES."
            ),
        )
    return ok(about, ", ".join(map(str, networks)) or _("None: no header tells who asks."))


def check_hosts(around: Surroundings) -> Finding:
    about = _("Names of the service")
    if around.app.config["TRUSTED_HOSTS"]:
        return ok(about, ", ".join(around.app.config["TRUSTED_HOSTS"]))
    sentence = _("Any name is answered; set HOTSPOTS_HOSTS to the name which people type.")
    if around.app.config["HTTPS"] or only_this_machine(around) is False:
        return unsafe(about, sentence)
    return not_checked(about, sentence)


def check_tiles(around: Surroundings) -> Finding:
    about = _("Tile server")
    address = around.app.config["TILE_URL"]
    if not address:
        return ok(about, _("None: no request leaves the network."))
    parts = urlsplit(address)
    if parts.scheme != "https":
        return unsafe(
            about,
            _(
                "It is asked without HTTPS: everybody on the way reads which area is looked at. "
                "Use an address with https, or unset HOTSPOTS_TILE_URL."
            ),
        )
    return ok(
        about,
        _(
            "%(host)s learns from the browsers which area is looked at; unset HOTSPOTS_TILE_URL "
            "unless that was decided.",
            host=parts.hostname or "",
        ),
    )


def check_rate_limits(around: Surroundings) -> Finding:
    about = _("Rate limits")
    if around.app.config["RATE_LIMITS"]:
        return ok(about, _("On for signing in, finding places and drawing."))
    return unsafe(about, _("Off: passwords can be tried without end. Unset HOTSPOTS_RATE_LIMITS."))


CHECKS: tuple[Check, ...] = (
    check_https,
    check_hsts,
    check_production,
    check_secret_key,
    check_key_file,
    check_instance_folder,
    check_database_file,
    check_database_password,
    check_debugging,
    check_log_level,
    check_proxies,
    check_hosts,
    check_tiles,
    check_rate_limits,
    check_administrators,
    check_second_factor,
    check_writing,
    check_backup,
    check_guards,
)
