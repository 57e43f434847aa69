"""Contents of map sheets for tests and benchmarks: real districts, made-up states."""

from dataclasses import replace

import shapely

from geodata.geocoding import Located, geocode
from maps import symbology
from maps.sheet import SheetContent, SheetHotspot, SheetTexts, district_layers

TEXTS = SheetTexts(
    title="Bản đồ điểm phức tạp về tệ nạn mại dâm – Huyện Thanh Trì",
    subtitle="Theo Kế hoạch số 46/KH-UBND ngày 05/02/2024 của UBND Thành phố Hà Nội",
    state_date="Tình trạng đến ngày 17/6/2024",
    table_title="Danh sách điểm",
    heading_number="STT",
    heading_name="Tên điểm",
    heading_commune="Xã, phường, thị trấn",
    heading_level="Mức độ",
    heading_clearance="Tình trạng",
    empty="Địa bàn không có điểm phức tạp nào trong kế hoạch tính đến ngày 17/6/2024.",
    more="… và {count} điểm khác",
    more_overleaf="… và {count} điểm khác; danh sách đầy đủ ở trang sau",
    abridged_overleaf="Tên được rút gọn; danh sách đầy đủ ở trang sau",
    off_map_note="* Điểm chưa có vị trí hoặc nằm ngoài khung bản đồ",
    legend_title="Chú giải",
    category_title="Loại điểm (hình dạng)",
    level_title="Mức độ phức tạp (ô nhỏ góc dưới)",
    clearance_title="Triệt xóa (màu và ký hiệu)",
    categories=(
        ("establishment", "Cơ sở kinh doanh dịch vụ"),
        ("public_place", "Tụ điểm nơi công cộng"),
    ),
    levels=(
        ("complex", "Phức tạp"),
        ("active", "Có hoạt động"),
        ("low_activity", "Ít hoạt động"),
        ("inactive", "Không hoạt động"),
        ("unverified", "Chưa xác minh"),
    ),
    clearances=(
        ("not_cleared", "Chưa triệt xóa"),
        ("cleared", "Đã triệt xóa"),
        ("handed_over", "Đã bàn giao cho địa phương"),
        ("recurred", "Tái hoạt động"),
    ),
    district_line="Địa giới quận, huyện",
    neighbour_line="Địa giới lân cận",
    road_line="Đường chính",
    hotspot_line="Đoạn đường có điểm",
    hotspot_area="Khu vực có điểm",
    inset_title="Vị trí trong Thành phố",
    scale_prefix="Tỷ lệ",
    thousands_separator=".",
    unit_metre="m",
    unit_kilometre="km",
    north="B",
    projection="Hệ tọa độ WGS 84 / UTM múi 48N (EPSG:32648)",
    sources=(
        (
            "Nguồn: Kế hoạch 46/KH-UBND của UBND Thành phố Hà Nội; "
            "sổ theo dõi điểm phức tạp, Sở LĐTBXH Hà Nội"
        ),
        (
            "Địa giới hành chính năm 2024, đường giao thông: "
            "© OpenStreetMap contributors, giấy phép ODbL 1.0"
        ),
    ),
    page_note="Ký hiệu đọc được khi in đen trắng",
    mark="Dấu đối chiếu: 1a2b 3c4d 5e6f 7890",
    page_number="Trang {page}/{pages}",
)

_LABELS = {code: label for rows in (TEXTS.levels, TEXTS.clearances) for code, label in rows} | {
    "handed_over": "Đã bàn giao"
}


def hotspot(
    number: int,
    name: str,
    geometry: shapely.Geometry | None,
    *,
    category: str = "establishment",
    level: str = "unverified",
    clearance: str = "not_cleared",
    communes: str = "xã Tân Triều",
) -> SheetHotspot:
    """Build one row."""
    return SheetHotspot(
        number=number,
        name=name,
        category=category,
        level=level,
        clearance=clearance,
        commune_text=communes,
        level_label=_LABELS[level],
        clearance_label=_LABELS[clearance],
        geometry=geometry,
    )


def content(
    code: str, *hotspots: SheetHotspot, title: str | None = None, **texts: str
) -> SheetContent:
    """Build the content of a district's sheet."""
    ground = district_layers(code)
    name = title or f"Bản đồ điểm phức tạp về tệ nạn mại dâm – {ground.district.name}"
    return SheetContent(replace(TEXTS, title=name, **texts), ground, hotspots)


def thanh_tri() -> SheetContent:
    """Two hotspots of Appendix II and one of Appendix III, roughly where they are."""
    return content(
        "020",
        hotspot(
            1,
            "Ngã ba Ngọc Hồi - Liên Ninh",
            shapely.Point(105.8436, 20.9150),
            level="complex",
            communes="xã Ngọc Hồi; xã Liên Ninh",
        ),
        hotspot(
            2,
            "Tuyến đường Cầu Bươu - Phan Trọng Tuệ",
            shapely.LineString(
                [(105.7990, 20.9585), (105.8050, 20.9560), (105.8190, 20.9520), (105.8420, 20.9455)]
            ),
            communes="xã Tân Triều; xã Tả Thanh Oai; xã Thanh Liệt; xã Vĩnh Quỳnh; "
            "thị trấn Văn Điển",
        ),
        hotspot(
            3,
            "Đường Kim Giang (đoạn từ Cầu Tó đến đường Nghiêm Xuân Yêm)",
            shapely.LineString([(105.8105, 20.9580), (105.8128, 20.9660), (105.8140, 20.9735)]),
            level="inactive",
            clearance="handed_over",
            communes="xã Thanh Liệt",
        ),
    )


def crowded(code: str = "268", count: int = 40) -> SheetContent:
    """Many hotspots: half of them spread, half of them in one neighbourhood."""
    outline = district_layers(code).district.outline
    west, south, east, north = outline.bounds
    middle = outline.representative_point()
    spots = []
    step = 0
    while len(spots) < count:
        step += 1
        across, up = (step * 0.618034) % 1, (step * 0.414214) % 1
        if step % 2:
            point = shapely.Point(west + across * (east - west), south + up * (north - south))
        else:
            point = shapely.Point(middle.x + 0.008 * (across - 0.5), middle.y + 0.008 * (up - 0.5))
        if not outline.contains(point):
            continue
        index = len(spots)
        spots.append(
            hotspot(
                index + 1,
                f"Khu vực đường số {index + 1}, đoạn từ ngã tư Vạn Phúc đến chợ Hà Đông",
                point,
                category=symbology.CATEGORIES[index % 2],
                level=symbology.LEVELS[index % 5],
                clearance=symbology.CLEARANCES[index % 4],
                communes="phường Vạn Phúc; phường Yết Kiêu",
            )
        )
    return content(code, *spots)


def with_areas() -> SheetContent:
    """Places that are known as areas: two communes side by side, one of them twice, a district."""

    def area_of(*communes: str) -> shapely.Geometry:
        found = geocode("nơi không ai biết xyz", district="007", communes=communes)
        assert isinstance(found, Located)
        return found.geometry

    return content(
        "007",
        hotspot(1, "Quán ở Vĩnh Tuy", area_of("Vĩnh Tuy"), level="active"),
        hotspot(2, "Quán ở Thanh Lương", area_of("Thanh Lương"), clearance="cleared"),
        hotspot(3, "Quán thứ hai ở Vĩnh Tuy", area_of("Vĩnh Tuy"), clearance="recurred"),
        hotspot(
            4,
            "Một nơi nào đó trong quận",
            district_layers("007").district.outline,
            clearance="handed_over",
        ),
        hotspot(5, "Phố Huế", geocoded_line("Phố Huế"), level="complex"),
        hotspot(6, "Ngã tư", shapely.Point(105.855, 21.005), level="low_activity"),
    )


def geocoded_line(name: str) -> shapely.Geometry:
    found = geocode(name, district="007")
    assert isinstance(found, Located)
    return found.geometry
