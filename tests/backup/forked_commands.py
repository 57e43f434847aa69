"""A process that forks a run of `hotspots` whenever its arguments come in on a line.

Importing the application takes seconds, and many runs are to be killed. Answers with the number of
each run's process when it is about to begin, and with a line when it has ended.
"""

import json
import os
import sys

from geo_app.backup import checking, making, restoring  # noqa: F401  (what the commands import)
from geo_app.cli import main


def serve() -> None:
    for line in sys.stdin:
        sys.stdout.flush()
        child = os.fork()
        if not child:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os._exit(run(json.loads(line)))
        say(child)
        _child, status = os.waitpid(child, 0)
        say(os.waitstatus_to_exitcode(status))


def run(arguments: list[str]) -> int:
    try:
        main(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
