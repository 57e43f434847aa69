"""Lines of history for tests: real places, made-up states."""

from dataclasses import replace
from datetime import date, timedelta

from maps import symbology
from maps.history import ClearanceMark, History, HistoryRow, HistoryTexts, LevelSpan
from maps.sheet import SheetContent
from tests.maps.sheet_samples import TEXTS as SHEET_TEXTS

TEXTS = HistoryTexts(
    title="Diễn biến của các điểm phức tạp, từ ngày 5/2/2024 đến ngày 17/12/2024",
    level_title="Mức độ:",
    levels=SHEET_TEXTS.levels,
    clearance_title="Tình trạng triệt xóa:",
    clearances=SHEET_TEXTS.clearances,
    uncertain="Chưa rõ ngày: trong đoạn nét đứt",
    before="Lần gần nhất trước đó",
    empty="Chưa có điểm phức tạp nào trong thời gian này.",
    more="… và {count} điểm khác",
    overleaf="Diễn biến của các điểm ở trang sau",
    no_room="Không đủ chỗ cho diễn biến của các điểm; xem bản PDF",
    months=tuple(str(month) for month in range(1, 13)),
    day_tick="{day}/{month}",
    month_tick="{month}/{year}",
    year_tick="{year}",
)
START = date(2024, 2, 5)
END = date(2024, 12, 17)


def on_day(clearance: str, day: date) -> ClearanceMark:
    """A change of clearance whose day is known."""
    return ClearanceMark(clearance, day, day)


def in_year(clearance: str, year: int) -> ClearanceMark:
    """A change of clearance known to a year."""
    return ClearanceMark(clearance, date(year, 1, 1), date(year, 12, 31))


def thanh_tri_rows() -> tuple[HistoryRow, ...]:
    """Two hotspots of Appendix II and one of Appendix III."""
    return (
        HistoryRow(
            1,
            "Ngã ba Ngọc Hồi - Liên Ninh",
            (
                LevelSpan("unverified", START, date(2024, 3, 18)),
                LevelSpan("complex", date(2024, 3, 18), date(2024, 5, 20)),
                LevelSpan("active", date(2024, 5, 20), date(2024, 7, 2)),
                LevelSpan("low_activity", date(2024, 7, 2), date(2024, 8, 15)),
                LevelSpan("inactive", date(2024, 8, 15), date(2024, 11, 4)),
                LevelSpan("active", date(2024, 11, 4), END),
            ),
            (
                on_day("cleared", date(2024, 8, 15)),
                on_day("handed_over", date(2024, 8, 20)),
                on_day("recurred", date(2024, 11, 4)),
            ),
        ),
        HistoryRow(
            2,
            "Tuyến đường Cầu Bươu - Phan Trọng Tuệ",
            (LevelSpan("unverified", START, END),),
            (ClearanceMark("cleared", date(2024, 6, 1), date(2024, 6, 30)),),
        ),
        HistoryRow(
            3,
            "Đường Kim Giang (đoạn từ Cầu Tó đến đường Nghiêm Xuân Yêm)",
            (
                LevelSpan("unverified", START, date(2024, 5, 6)),
                LevelSpan("inactive", date(2024, 5, 6), END),
            ),
            (in_year("cleared", 2020), in_year("handed_over", 2021)),
        ),
    )


def thanh_tri_history() -> History:
    return History(thanh_tri_rows(), TEXTS, START, END)


def many_rows(count: int, start: date = START, end: date = END) -> tuple[HistoryRow, ...]:
    """Rows with every level and every clearance, at days that differ from row to row."""
    length = (end - start).days
    rows = []
    for index in range(count):
        cuts = [0, *(length * (each + 1) // 5 + index * 7 % 30 - 15 for each in range(4)), length]
        days = [start + timedelta(cut) for cut in cuts]
        spans = tuple(
            LevelSpan(symbology.LEVELS[(index + each) % 5], days[each], days[each + 1])
            for each in range(5)
        )
        marks = (
            on_day("cleared", days[1]),
            ClearanceMark("handed_over", days[2], days[3]),
            *((on_day("recurred", days[4]),) if index % 3 == 0 else ()),
            *((in_year("cleared", start.year - 3),) if index % 4 == 0 else ()),
        )
        name = f"Khu vực đường số {index + 1}, đoạn từ ngã tư Vạn Phúc đến chợ Hà Đông"
        rows.append(HistoryRow(index + 1, name, spans, marks))
    return tuple(rows)


def sheet_with_history(sample: SheetContent, rows: tuple[HistoryRow, ...]) -> SheetContent:
    """A sheet that shows what became of its hotspots."""
    texts = replace(TEXTS, title="Diễn biến từ ngày 5/2/2024 đến ngày 17/12/2024")
    return replace(sample, history=History(rows, texts, START, END))
