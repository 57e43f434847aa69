"""How many connections the server holds at once, and for how long one may do nothing.

A browser keeps up to six connections open beside what it asks, so an office of fifty people holds
some three hundred. A connection costs a few kilobytes and a descriptor, and no thread.
"""

import logging
import select
import sys
from typing import Any

log = logging.getLogger(__name__)

MOST = 1000
# Without poll, as on Windows, the server waits with select, which takes no more than 512 there.
MOST_WITH_SELECT = 400
# A connection, and two files of what it sends or is sent, where that is large.
DESCRIPTORS_EACH = 3
# The database, packaged data, the log, the drawing processes.
OTHER_DESCRIPTORS = 200
IDLE_SECONDS = 20
LOOK_FOR_IDLE_SECONDS = 5


def settings() -> dict[str, Any]:
    """What the server is told, once the system was asked for enough descriptors."""
    return {
        "connection_limit": connections_within(descriptors()),
        "channel_timeout": IDLE_SECONDS,
        "cleanup_interval": LOOK_FOR_IDLE_SECONDS,
        # Its select fails at the first descriptor above 1023, and ends the service with it.
        "asyncore_use_poll": True,
    }


def connections_within(descriptors: int | None) -> int:
    if not hasattr(select, "poll"):
        return MOST_WITH_SELECT
    if descriptors is None:
        return MOST
    held = max(1, min(MOST, (descriptors - OTHER_DESCRIPTORS) // DESCRIPTORS_EACH))
    if held < MOST:
        log.warning("only %s connections: the system allows %s open files", held, descriptors)
    return held


def descriptors() -> int | None:
    """How many this process may have, raised as far as is needed and allowed; None: no limit."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415  # Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return None
    wanted = MOST * DESCRIPTORS_EACH + OTHER_DESCRIPTORS
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)
