"""A process that forks a run of `hotspots` whenever its arguments come in on a line.

Importing the application takes seconds, and many runs are to be killed. Answers with the number of
each run's process when it is about to begin, and with a line when it has ended.
"""

import json
import os
import sys
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import geo_app
from geo_app.cli import main


def serve() -> None:
    import_everything()
    for line in sys.stdin:
        sys.stdout.flush()
        child = os.fork()
        if not child:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os._exit(run(**json.loads(line)))
        say(child)
        _child, status = os.waitpid(child, 0)
        say(os.waitstatus_to_exitcode(status))


def import_everything() -> None:
    """What a run would import late is there already, so that a kill falls into its work."""
    for module in walk_packages(geo_app.__path__, "geo_app."):
        # Migrations are run by Alembic alone; a program's main module runs when it is imported.
        if not module.name.startswith("geo_app.migrations.") and "__main__" not in module.name:
            import_module(module.name)


def run(arguments: list[str], environment: dict[str, Any]) -> int:
    os.environ.update(environment)
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
