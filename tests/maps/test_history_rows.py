"""What a row of history says: bands against days, marks, and what is not known to the day."""

import itertools
from datetime import date, timedelta

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from maps.bands import LEVEL_BANDS, level_band
from maps.history import ClearanceMark, History, HistoryRow, LevelSpan
from maps.history.axis import LABEL_OFFSET
from maps.history.picture import history_figure
from maps.symbology import CLEARANCE_COLOURS, CLEARANCES, LEVELS
from tests.maps.history_samples import END, START, TEXTS, in_year, on_day, thanh_tri_rows
from tests.maps.test_symbology import contrast, lightness

HAIR = 0.05


def drawn_row(
    *marks: ClearanceMark,
    levels: tuple[LevelSpan, ...] = (),
    start: date = START,
    end: date = END,
) -> Figure:
    row = HistoryRow(1, "Đường Kim Giang", levels, marks)
    return history_figure(History((row,), TEXTS, start, end), "wide")


def place(figure: Figure, day: date) -> float:
    """Where a day stands, measured from two labels of the axis."""
    labels = {each.get_text(): each.get_position()[0] for each in figure.axes[0].texts}
    april, october = labels["4/2024"] - LABEL_OFFSET, labels["10/2024"] - LABEL_OFFSET
    per_day = (october - april) / (date(2024, 10, 1) - date(2024, 4, 1)).days
    return april + per_day * (day - date(2024, 4, 1)).days


def top(figure: Figure) -> float:
    """Where the rows begin: the legend stands above."""
    ticks = (each for each in figure.axes[0].texts if each.get_label() == "tick")
    return max(each.get_position()[1] for each in ticks)


def bands(figure: Figure) -> list[Rectangle]:
    return [
        each
        for each in figure.axes[0].patches
        if str(each.get_label()).startswith("level-") and each.get_y() < top(figure)
    ]


def lines(figure: Figure, part: str) -> list[np.ndarray]:
    """Lines of a part in the rows, as arrays of (x, y)."""
    return [
        np.asarray(segment)
        for each in figure.axes[0].collections
        if isinstance(each, LineCollection) and each.get_label() == part
        for segment in each.get_segments()
        if segment[0][1] < top(figure)
    ]


def discs(figure: Figure) -> list[tuple[float, str]]:
    """Middle and fill of each mark in the rows, from left to right."""
    shapes = next(each for each in figure.axes[0].collections if each.get_label() == "symbol")
    return sorted(
        ((path.vertices[:, 0].min() + path.vertices[:, 0].max()) / 2, to_hex(colour))
        for path, colour in zip(shapes.get_paths(), shapes.get_facecolor(), strict=True)
        if path.vertices[:, 1].max() < top(figure)
    )


def test_levels_are_steps_of_grey_and_the_unverified_is_no_step() -> None:
    assert tuple(LEVEL_BANDS) == LEVELS
    greys = [lightness(level_band(level).fill) for level in LEVELS[:4]]
    assert greys == sorted(greys)
    assert all(b - a >= 18 for a, b in itertools.pairwise(greys))
    assert [level for level in LEVELS if level_band(level).dotted] == ["unverified"]


@pytest.mark.parametrize("level", LEVELS)
def test_the_badge_stands_out_from_its_band(level: str) -> None:
    style = level_band(level)
    assert contrast(style.fill, style.ink) >= 4.5


@pytest.mark.parametrize("text", ["{{7*7}}", "bad", ""])
def test_an_unknown_level_has_no_band(text: str) -> None:
    with pytest.raises(ValueError, match="unknown level"):
        level_band(text)


def test_bands_reach_from_the_first_day_to_the_last() -> None:
    spans = thanh_tri_rows()[0].levels
    figure = drawn_row(levels=spans)
    drawn = bands(figure)
    assert [each.get_label() for each in drawn] == [f"level-{span.level}" for span in spans]
    for band, span in zip(drawn, spans, strict=True):
        assert band.get_x() == pytest.approx(place(figure, span.start), abs=HAIR)
        assert band.get_x() + band.get_width() == pytest.approx(place(figure, span.end), abs=HAIR)
        assert to_hex(band.get_facecolor()) == level_band(span.level).fill
    assert len({band.get_height() for band in drawn}) == 1


def test_days_without_a_level_are_blank_and_days_outside_the_period_are_not_drawn() -> None:
    spans = (
        LevelSpan("complex", date(2020, 1, 1), date(2023, 1, 1)),
        LevelSpan("active", date(2023, 1, 1), date(2024, 3, 1)),
        LevelSpan("inactive", date(2024, 11, 1), date(2030, 1, 1)),
    )
    figure = drawn_row(levels=spans)
    first, last = bands(figure)
    assert first.get_label() == "level-active"
    assert first.get_x() == pytest.approx(place(figure, START), abs=HAIR)
    assert first.get_x() + first.get_width() == pytest.approx(
        place(figure, date(2024, 3, 1)), abs=HAIR
    )
    assert last.get_x() == pytest.approx(place(figure, date(2024, 11, 1)), abs=HAIR)
    assert last.get_x() + last.get_width() == pytest.approx(place(figure, END), abs=HAIR)


def test_the_badge_is_repeated_on_the_band_where_no_mark_covers_it() -> None:
    span = LevelSpan("complex", date(2024, 4, 1), date(2024, 6, 1))
    free = drawn_row(levels=(span,))
    shifted = drawn_row(on_day("cleared", date(2024, 4, 1)), levels=(span,))
    narrow = drawn_row(levels=(LevelSpan("complex", date(2024, 4, 1), date(2024, 4, 5)),))

    def bars(figure: Figure) -> list[float]:
        return [
            segment[0][0]
            for each in figure.axes[0].collections
            if isinstance(each, LineCollection) and each.get_zorder() == 6.4
            for segment in each.get_segments()
            if segment[0][1] < top(figure)
        ]

    assert len(bars(free)) == 3
    assert len(bars(shifted)) == 3
    assert min(bars(shifted)) > discs(shifted)[0][0] + 2
    assert bars(narrow) == []


def test_a_mark_known_to_the_day_stands_on_it() -> None:
    for clearance in CLEARANCES:
        figure = drawn_row(on_day(clearance, date(2024, 8, 15)))
        ((x, fill),) = discs(figure)
        assert x == pytest.approx(place(figure, date(2024, 8, 15)), abs=HAIR)
        assert fill == CLEARANCE_COLOURS[clearance]
        assert lines(figure, "whisker") == []
        (tick,) = lines(figure, "day")
        assert tick[:, 0] == pytest.approx(place(figure, date(2024, 8, 15)), abs=HAIR)


def test_a_mark_known_to_the_month_ends_a_stretch_and_has_no_day() -> None:
    figure = drawn_row(ClearanceMark("cleared", date(2024, 6, 1), date(2024, 6, 30)))
    ((x, _),) = discs(figure)
    (stretch,) = lines(figure, "whisker")
    assert x == pytest.approx(place(figure, date(2024, 6, 30)), abs=HAIR)
    assert stretch[0][0] == pytest.approx(place(figure, date(2024, 6, 1)), abs=HAIR)
    assert stretch[1][0] == pytest.approx(x)
    assert lines(figure, "day") == []
    assert lines(figure, "chevron") == []
    assert TEXTS.uncertain in {each.get_text() for each in figure.axes[0].texts}


def test_a_stretch_that_begins_before_the_axis_points_out_of_it() -> None:
    figure = drawn_row(in_year("handed_over", 2024), end=date(2025, 1, 31))
    (stretch,) = lines(figure, "whisker")
    (sign,) = lines(figure, "chevron")
    edge = stretch[0][0]
    assert edge == pytest.approx(place(figure, START), abs=HAIR)
    assert sign[:, 0].min() == pytest.approx(edge)
    assert discs(figure)[0][0] == pytest.approx(place(figure, date(2024, 12, 31)), abs=HAIR)


def test_what_came_before_the_axis_is_told_left_of_it() -> None:
    figure = drawn_row(in_year("handed_over", 2021), on_day("cleared", date(2020, 6, 17)))
    (told,) = [each for each in figure.axes[0].texts if each.get_label() == "before"]
    assert told.get_text() == "+1 2021"
    ((x, fill),) = discs(figure)
    assert fill == CLEARANCE_COLOURS["handed_over"]
    (sign,) = lines(figure, "chevron")
    assert sign[:, 0].min() < told.get_position()[0] < x < place(figure, START) - 2
    assert lines(figure, "day") == lines(figure, "whisker") == []
    assert TEXTS.before in {each.get_text() for each in figure.axes[0].texts}


def test_signs_that_do_not_occur_are_not_explained() -> None:
    words = {each.get_text() for each in drawn_row(on_day("cleared", START)).axes[0].texts}
    assert words.isdisjoint({TEXTS.before, TEXTS.uncertain})
    assert {label for _, label in (*TEXTS.levels, *TEXTS.clearances)} <= words


def test_what_may_come_after_the_axis_stands_at_its_end_and_what_does_is_left_out() -> None:
    figure = drawn_row(in_year("cleared", 2024), on_day("recurred", END + timedelta(1)))
    ((x, fill),) = discs(figure)
    assert fill == CLEARANCE_COLOURS["cleared"]
    assert x == pytest.approx(place(figure, END), abs=HAIR)


def test_a_mark_close_after_another_makes_way_to_the_right() -> None:
    first, second = date(2024, 8, 15), date(2024, 8, 19)
    found = discs(drawn_row(on_day("cleared", first), on_day("handed_over", second)))
    figure = drawn_row()
    assert found[0][0] == pytest.approx(place(figure, first), abs=HAIR)
    assert found[1][0] > place(figure, second) + 1
    assert found[1][0] - found[0][0] == pytest.approx(5.1, abs=0.1)


def test_marks_at_the_end_of_the_axis_make_way_to_the_left() -> None:
    days = [date(2024, 12, 10) + timedelta(2 * n) for n in range(4)]
    names = ("cleared", "handed_over", "recurred", "cleared")
    figure = drawn_row(*(on_day(*pair) for pair in reversed(list(zip(names, days, strict=True)))))
    found = discs(figure)
    assert [fill for _, fill in found] == [CLEARANCE_COLOURS[name] for name in names]
    # A disc is 4.4 mm wide.
    assert all(b - a >= 4.4 for (a, _), (b, _) in itertools.pairwise(found))
    assert found[-1][0] <= place(figure, END) + HAIR
    ticks = sorted(tick[0][0] for tick in lines(figure, "day"))
    assert ticks == pytest.approx([place(figure, day) for day in days], abs=HAIR)


@pytest.mark.parametrize(
    ("start", "end", "labels"),
    [
        (date(2024, 8, 8), date(2024, 8, 22), {"8/8", "12/8", "21/8"}),
        (date(2024, 2, 5), date(2024, 12, 17), {"3/2024", "10/2024"}),
        (date(2022, 6, 17), date(2025, 6, 17), {"7/2022", "1/2023", "1/2025"}),
        (date(2013, 12, 17), date(2025, 12, 17), {"2014", "2020", "2025"}),
    ],
)
def test_the_axis_is_marked_in_days_months_or_years(
    start: date, end: date, labels: set[str]
) -> None:
    figure = drawn_row(start=start, end=end)
    ticks = [each.get_text() for each in figure.axes[0].texts if each.get_label() == "tick"]
    assert labels <= set(ticks)
    assert 4 <= len(ticks) <= 20


def test_rows_that_contradict_themselves_are_refused() -> None:
    spring = LevelSpan("active", date(2024, 3, 1), date(2024, 6, 1))
    summer = LevelSpan("complex", date(2024, 5, 31), date(2024, 8, 1))
    with pytest.raises(ValueError, match="overlap"):
        HistoryRow(1, "x", (spring, summer), ())
    with pytest.raises(ValueError, match="ends before"):
        LevelSpan("active", date(2024, 3, 2), date(2024, 3, 1))
    with pytest.raises(ValueError, match="last day"):
        ClearanceMark("cleared", date(2021, 12, 31), date(2021, 1, 1))
    with pytest.raises(ValueError, match="empty period"):
        History((), TEXTS, END, END)
