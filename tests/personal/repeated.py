"""Pieces that, repeated, made patterns of one kind or another take time with the square of a text.

Half of them begin what a rule looks for, again and again, and never end it.
"""

import re
import sys
import time
from collections.abc import Callable, Iterator
from types import ModuleType

PIECES = (
    *("1.", "0 ", "1,", "1/", "1-", "9", "0912-345-", "0912\n", "1\n", "0\n9\n", "+84 ", "1,111"),
    *("12.1.2020.", "21.02 ", "0.", "1 . ", "(0", "084", "12/34/", "01-02-", "1 234 567 "),
    *("a@", "a", "a.", "a.a@", "a at ", "[at]", "@ ", "w.", "a@b.", "a@b-", "t.me/", "http://"),
    *("Nguyễn ", "NGUYỄN ", "Nguyễn Văn ", "nguyen van ", "nguyễn văn ", "A.", "A ", "Sao ", "+"),
    *("ông ", "bà: ", "chủ quán ", "tên ", "tên là ", "Nguyễn Trãi, ", "Lê và ", "Công ty TNHH "),
    *("phố ", "số 1 ", '"Cô ', "“", "người Hàn Quốc ", "đ/c ", "anh tuấn ", "quán ", "xe 29A "),
    *("zalo ", "zalo1", "zalo@", "fb: ", "nick:", "STK ", "STK1", "cccd ", "cccd1 ", "BHXH a"),
    *("sinh năm ", "nam, 1990, quê ", "(1990", "sinh ngày 1/", "không ", "không, một ", "hai 1 "),
    *(" ", "\n", "\n ", "\t", "\u200b", "\u0301", "\u0323\u0301", "a\u0301", "\u00a0", "²", "①"),
)


def text_of(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def seconds(work: Callable[[], object], tries: int = 1) -> float:
    """The least of some measurements of the processor's time: what else runs does not count."""
    times = []
    for _try in range(tries):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def patterns_in(*packages: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of these packages, with a name for it."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith(packages) and isinstance(module, ModuleType):
            for key, value in sorted(vars(module).items()):
                for number, pattern in enumerate(flat(value)):
                    if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                        yield f"{name.rpartition('.')[2]}.{key}.{number}", pattern


def flat(value: object) -> Iterator[object]:
    """What stands in tuples, lists and the values of dictionaries, however deep."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, tuple | list):
        for each in value:
            yield from flat(each)
    else:
        yield value
