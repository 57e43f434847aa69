"""What others wait while one program asks for sixteen sheets at once.

    python -m benchmarks.sixteen_sheets [FORMAT]

A service of its own process on a new SQLite register. /healthz is asked ten times a second, first
of a service that does nothing else, then beside the sheets; the worst of it must stay under a
second. Sheets that were refused are asked for again after the seconds named in the refusal.
"""

import http.client
import statistics
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from scripts.instance import Instance, served_instance

SHEETS = 16
DISTRICTS = ("001", "002", "005", "006", "007", "008", "009", "020")
QUIET_SECONDS = 3.0
EVERY_SECONDS = 0.1
LONGEST_SECONDS = 1.0


def ask(instance: Instance, path: str, token: str = "") -> tuple[int, float, str]:
    """Status, seconds, and when to come again."""
    client = http.client.HTTPConnection(urlsplit(instance.url).netloc, timeout=120)
    began = time.perf_counter()
    client.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
    answer = client.getresponse()
    answer.read()
    client.close()
    return answer.status, time.perf_counter() - began, answer.getheader("Retry-After", "1")


def sheet(instance: Instance, path: str, token: str) -> tuple[float, int]:
    """Seconds until it was there, and how often it was refused before."""
    began, refusals = time.perf_counter(), 0
    while True:
        status, _, again = ask(instance, path, token)
        if status == http.client.OK:
            return time.perf_counter() - began, refusals
        refusals += 1
        time.sleep(int(again))


def watch(instance: Instance, done: threading.Event) -> list[float]:
    taken = []
    while not done.wait(EVERY_SECONDS):
        taken.append(ask(instance, "/healthz")[1])
    return taken


def report(label: str, taken: list[float]) -> None:
    middle, worst = (1000 * each for each in (statistics.median(taken), max(taken)))
    print(f"{label:40} {len(taken):4} times, median {middle:6.0f} ms, worst {worst:6.0f} ms")


def main(kind: str = "png") -> int:
    with served_instance() as instance, ThreadPoolExecutor(SHEETS + 1) as pool:
        token = instance.token(instance.user)
        paths = [
            f"/districts/{DISTRICTS[n % len(DISTRICTS)]}/snapshot.{kind}" for n in range(SHEETS)
        ]
        sheet(instance, paths[0], token)
        done = threading.Event()
        watching = pool.submit(watch, instance, done)
        time.sleep(QUIET_SECONDS)
        done.set()
        report("/healthz, nothing beside it", watching.result())
        done = threading.Event()
        watching = pool.submit(watch, instance, done)
        began = time.perf_counter()
        drawn = list(pool.map(lambda path: sheet(instance, path, token), paths))
        taken = time.perf_counter() - began
        done.set()
        beside = watching.result()
        report(f"/healthz beside {SHEETS} sheets", beside)
        report(f"a sheet ({kind}), refusals waited out", [each for each, _ in drawn])
        refusals = sum(count for _, count in drawn)
        print(f"{SHEETS / taken:.1f} sheets a second; refused for a moment: {refusals}")
    return int(max(beside) > LONGEST_SECONDS)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
