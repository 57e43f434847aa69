"""Time of one district's map sheet in a warm process, beside an empty page saved at that size."""

import io
import statistics
import time
from collections.abc import Callable

from matplotlib.figure import Figure

from maps.sheet import draw_sheet
from tests.maps.sheet_samples import crowded, thanh_tri

ROUNDS = 9
DPI = 200


def empty_page() -> None:
    """What Matplotlib itself needs for a blank A4 page."""
    Figure(figsize=(297 / 25.4, 210 / 25.4)).savefig(io.BytesIO(), format="png", dpi=DPI)


def milliseconds(draw: Callable[[], object]) -> tuple[float, float]:
    """Return the medians of time passed and of processor time."""
    draw()
    wall, processor = [], []
    for _ in range(ROUNDS):
        started, worked = time.perf_counter(), time.process_time()
        draw()
        wall.append(1000 * (time.perf_counter() - started))
        processor.append(1000 * (time.process_time() - worked))
    return statistics.median(wall), statistics.median(processor)


def main() -> None:
    district, crowd = thanh_tri(), crowded()
    base, base_processor = milliseconds(empty_page)
    print(f"{'what':32} {'ms':>8} {'CPU ms':>8} {'ratio':>7}")
    print(f"{'empty page, PNG (baseline)':32} {base:8.0f} {base_processor:8.0f} {1:7.1f}")
    for label, draw in (
        ("3 hotspots, PNG 200 dpi", lambda: draw_sheet(district, "png")),
        ("3 hotspots, PDF", lambda: draw_sheet(district, "pdf")),
        ("3 hotspots, SVG", lambda: draw_sheet(district, "svg")),
        ("40 hotspots, PNG 200 dpi", lambda: draw_sheet(crowd, "png")),
    ):
        taken, processor = milliseconds(draw)
        print(f"{label:32} {taken:8.0f} {processor:8.0f} {taken / base:7.1f}")


if __name__ == "__main__":
    main()
