"""Who really asks: what reverse proxies say of it, believed only from the proxies of this setting.

Werkzeug's ProxyFix counts hops and cannot look at who the peer is: whoever reaches the port
directly, past the proxy, would be believed as well and could choose an address to be counted and
logged under. Waitress can name one trusted proxy only, no network and no chain.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Any

from flask import Flask, Response
from flask_babel import gettext as _
from werkzeug.exceptions import SecurityError

from geo_app.config import SettingError, words_of

# A provider gives one customer a network of this size, and with it as many addresses.
ONE_CUSTOMER_BITS = 64

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

# All that tell of a caller. None of them is left for others to read: Flask-Login, for one, binds
# the session to X-Forwarded-For whoever sent it.
TOLD = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_X_REAL_IP",
)
SCHEMES = frozenset({"http", "https"})
# A header of a thousand made-up hops is not worth walking.
MOST_HOPS = 20


class TrustedProxies:
    """WSGI middleware: puts the caller in the place of the trusted proxies it came through."""

    def __init__(self, application: Application, trusted: Iterable[Network]) -> None:
        self.application = application
        self.trusted = tuple(trusted)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        told = {name: values_of(environ.pop(name, "")) for name in TOLD}
        peer = address_of(environ.get("REMOTE_ADDR", ""))
        if peer is not None and self.trusts(peer):
            caller, hops = self.walk(peer, told["HTTP_X_FORWARDED_FOR"])
            environ["REMOTE_ADDR"] = str(caller)
            scheme = said_by(hops, told["HTTP_X_FORWARDED_PROTO"]).lower()
            if scheme in SCHEMES:
                environ["wsgi.url_scheme"] = scheme
            host = said_by(hops, told["HTTP_X_FORWARDED_HOST"])
            if host:
                environ["HTTP_HOST"] = host
        return self.application(environ, start_response)

    def trusts(self, address: Address) -> bool:
        return any(address in network for network in self.trusted)

    def walk(self, peer: Address, told: list[str]) -> tuple[Address, int]:
        """The first address from the right that is no proxy of ours, and how many of ours spoke.

        What stands left of it was sent by that address and may be made up. Where a proxy of ours
        tells nothing that is an address, the walk ends at this proxy.
        """
        caller, hops = peer, 1
        for text in reversed(told[-MOST_HOPS:]):
            address = address_of(text)
            if address is None:
                break
            caller = address
            if not self.trusts(address):
                break
            hops += 1
        return caller, hops


def said_by(hops: int, told: list[str]) -> str:
    """What the outermost proxy of ours says: each adds at the right, or replaces all of it."""
    return told[-min(hops, len(told))] if told else ""


def values_of(header: str) -> list[str]:
    return [part.strip() for part in header.split(",") if part.strip()]


def address_of(text: str) -> Address | None:
    """The address, without a port or brackets; an IPv4 address in IPv6 clothes as itself."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def customer_of(text: str) -> str:
    """An address as its failures and its haste are counted: of IPv6 the network around it."""
    address = address_of(text)
    if isinstance(address, IPv6Address):
        return str(ip_network((address, ONE_CUSTOMER_BITS), strict=False))
    return str(address or text)


def networks_in(setting: Any) -> tuple[Network, ...]:
    found = []
    for text in words_of(setting):
        try:
            found.append(ip_network(text))
        except ValueError as error:
            raise SettingError(
                "HOTSPOTS_TRUSTED_PROXIES takes addresses or networks such as 127.0.0.1 or "
                f"10.1.2.0/24, not “{text[:40]}”"
            ) from error
    return tuple(found)


def refuse_name(_error: SecurityError) -> Response:
    """The answer to a request for another host: plain, because no address of ours can be built."""
    sentence = _("The service does not answer under this name. Ask the operator for its address.")
    return Response(
        f"{sentence}\n", HTTPStatus.BAD_REQUEST, content_type="text/plain; charset=utf-8"
    )


def init_app(app: Flask) -> None:
    app.register_error_handler(SecurityError, refuse_name)
    networks = networks_in(app.config["TRUSTED_PROXIES"])
    app.extensions["trusted_proxies"] = networks
    app.wsgi_app = TrustedProxies(app.wsgi_app, networks)  # type: ignore[method-assign]  # Flask's own way
