"""Whether the time of an answer tells a name that exists from one that does not.

    python -m benchmarks.signing_in [TRIES]

A wrong password is tried for a known and for an unknown user in turn, with the password hashes of
real use, and the counts of failures forgotten in between: a locked name is answered at once, but
for both alike. What is printed for each is the middle half of the times, and the chance that a try
for an unknown name takes longer than one for a known name: one half is what tells nothing.
"""

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from geo_app import create_app
from geo_app.accounts.credentials import FailedSignIns
from geo_app.accounts.signing_in import SignInRefusedError, check_password
from geo_app.db import Database
from geo_app.schema import upgrade
from tests.databases import NoServerError, PostgresDatabases
from tests.factories import make_user

TRIES = 100
SEED = 46
KNOWN, UNKNOWN = "can.bo", "khong.co"
# With 100 tries each, chance alone keeps the estimate within this of one half in 99 runs of 100.
TELLS_NOTHING = 0.11


def seconds_for(database: Database, name: str) -> float:
    with database.engine.begin() as connection:
        connection.execute(sa.delete(FailedSignIns))
    started = time.perf_counter()
    try:
        check_password(database, name, "không phải mật khẩu này")
    except SignInRefusedError:
        return time.perf_counter() - started
    raise SystemExit("a wrong password was accepted")


def measure(label: str, app: Flask, tries: int) -> bool:
    database: Database = app.extensions["database"]
    upgrade(database)
    make_user(app, name=KNOWN)
    order = random.Random(SEED)  # noqa: S311  # only the order of measurements
    times: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    with app.test_request_context():
        # Everything is loaded and the hash for nobody made before anything is measured.
        for name in times:
            seconds_for(database, name)
        for _try in range(tries):
            for name in order.sample(sorted(times), 2):
                times[name].append(seconds_for(database, name))
    for name, word in ((KNOWN, "known user"), (UNKNOWN, "unknown user")):
        low, middle, high = (1000 * each for each in statistics.quantiles(times[name], n=4))
        print(f"  {label}: wrong password, {word:13} {middle:7.1f} ms ({low:.1f} to {high:.1f})")
    longer = chance_of_longer(times[UNKNOWN], times[KNOWN])
    print(f"  {label}: chance that the unknown takes longer {longer:.2f} (0.50 tells nothing)")
    return abs(longer - 0.5) <= TELLS_NOTHING


def chance_of_longer(these: list[float], those: list[float]) -> float:
    """The share of all pairs in which the first is longer (Mann and Whitney, 1947)."""
    pairs = [(a > b) + 0.5 * (a == b) for a in these for b in those]
    return sum(pairs) / len(pairs)


def measured_at(url: str, label: str, folder: str, tries: int) -> bool:
    settings = {"SECRET_KEY": "0" * 64, "INSTANCE": folder, "LOG_LEVEL": "ERROR"}
    app = create_app({**settings, "DATABASE_URL": url})
    try:
        return measure(label, app, tries)
    finally:
        app.extensions["database"].engine.dispose()


def main(tries: int = TRIES) -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = f"sqlite:///{Path(folder) / 'hotspots.sqlite'}"
        good = [measured_at(file, "SQLite", folder, tries)]
        try:
            server = PostgresDatabases()
        except NoServerError as error:
            print(f"  PostgreSQL: not measured ({error})")
        else:
            with server.empty() as url:
                good.append(measured_at(url, "PostgreSQL", folder, tries))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
