"""Labels, addresses and hotspots for tests of the web map; the places are made up."""

import json
from dataclasses import replace
from typing import Any

import geodata.layers
from maps.document import MapLabels, MapSources

HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    "${window.hacked=1}",
    "`",
    "\\",
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "\"'>&amp;{#\u2028",
)

SOURCES = MapSources(
    hotspots_url="/map/hotspots.geojson",
    districts_url="/map/layers/districts-2024.geojson",
    communes_url="/map/layers/communes-2025.geojson",
    roads_url="/map/layers/roads.geojson",
    symbol_url_pattern="/map/symbols/{category}-{level}-{clearance}.svg",
    asset_url_pattern="/static/vendor/{package}/{file}",
)

LABELS = MapLabels(
    locale="vi",
    title="Bản đồ các điểm phức tạp trên địa bàn Hà Nội",
    attribution="Ranh giới quận, huyện, đường: © OpenStreetMap contributors (ODbL)",
    layer_hotspots="Điểm phức tạp",
    layer_districts="Quận, huyện (2024)",
    layer_communes="Xã, phường (2025)",
    layer_roads="Đường chính",
    layer_tiles="Bản đồ nền",
    layers="Lớp bản đồ",
    zoom_in="Phóng to",
    zoom_out="Thu nhỏ",
    home="Hiện tất cả các điểm",
    close="Đóng",
    legend="Chú giải",
    legend_category="Loại (hình dạng)",
    legend_clearance="Tình trạng triệt xóa (màu và dấu)",
    legend_level="Mức độ (ô nhỏ)",
    legend_shading="Số điểm mỗi quận, huyện, thị xã",
    legend_line="Đoạn đường",
    legend_area="Vị trí gần đúng",
    categories=(
        ("establishment", "Cơ sở kinh doanh dịch vụ"),
        ("public_place", "Tụ điểm công cộng"),
    ),
    clearances=(
        ("not_cleared", "Chưa triệt xóa"),
        ("cleared", "Đã triệt xóa"),
        ("handed_over", "Đã bàn giao cho địa phương"),
        ("recurred", "Tái hoạt động"),
    ),
    levels=(
        ("complex", "Phức tạp"),
        ("active", "Có hoạt động"),
        ("low_activity", "Ít hoạt động"),
        ("inactive", "Không hoạt động"),
        ("unverified", "Chưa xác minh"),
    ),
    loading="Đang tải bản đồ …",
    empty="Không có điểm nào khớp với bộ lọc.",
    error="Không tải được các điểm. Hãy kiểm tra kết nối rồi thử lại.",
    error_base="Không tải được một phần bản đồ nền.",
    signed_out="Phiên làm việc đã hết. Hãy đăng nhập lại.",
    retry="Thử lại",
    field_category="Loại",
    field_clearance="Tình trạng triệt xóa",
    field_level="Mức độ",
    field_district="Quận, huyện",
    field_communes="Phường, xã",
    field_precision="Vị trí theo",
    field_changed_on="Từ",
    open="Mở hồ sơ điểm này",
    cluster="{count} điểm gần nhau",
)


def hostile_labels(text: str) -> MapLabels:
    """Every label that may hold any text holds this one; layer names still differ."""
    free = {
        name: text
        for name in MapLabels.__slots__
        if isinstance(getattr(LABELS, name), str) and not name.startswith(("layer_", "locale"))
    }
    layers = {
        name: f"{text}{number}"
        for number, name in enumerate(n for n in MapLabels.__slots__ if n.startswith("layer_"))
    }
    coded = {
        name: tuple((code, text) for code, _ in getattr(LABELS, name))
        for name in ("categories", "clearances", "levels")
    }
    return replace(LABELS, **free, **layers, **coded)


def feature(
    code: str,
    name: str,
    geometry: dict[str, Any] | None,
    state: tuple[str, str, str],
    unit: tuple[str, str],
    **more: Any,
) -> dict[str, Any]:
    """One hotspot as the service hands it out; coordinates lon/lat."""
    category, level, clearance = state
    properties = {
        "code": code,
        "number": 1,
        "name": name,
        "category": category,
        "category_label": dict(LABELS.categories)[category],
        "level": level,
        "level_label": dict(LABELS.levels)[level],
        "clearance": clearance,
        "clearance_label": dict(LABELS.clearances)[clearance],
        "district_code": unit[0],
        "district": unit[1],
        "communes": "Xã Tân Triều, Xã Thanh Liệt",
        "precision_label": "đoạn đường",
        "changed_on": "2024-06-17",
        "changed_on_label": "17/6/2024",
        "url": f"/hotspots/{code}",
        **more,
    }
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def line(*lon_lats: tuple[float, float]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [list(pair) for pair in lon_lats]}


THANH_TRI = ("020", "Huyện Thanh Trì")
HAI_BA_TRUNG = ("007", "Quận Hai Bà Trưng")
HA_DONG = ("268", "Quận Hà Đông")


def commune_area(code_of_district: str) -> dict[str, Any]:
    """The outline of a commune, for a place known no better."""
    found = json.loads(geodata.layers.layer_geojson("communes-2025"))["features"]
    geometry: dict[str, Any] = next(
        each["geometry"]
        for each in found
        if each["properties"]["district_code"] == code_of_district
    )
    return geometry


def twelve_hotspots() -> list[dict[str, Any]]:
    """Each level, each clearance, each kind of geometry; two pairs stand close together."""
    house, public = "establishment", "public_place"
    return [
        feature("A-1", "Ngã ba Ngọc Hồi - Liên Ninh", point(105.8487, 20.9092),
                (house, "unverified", "not_cleared"), THANH_TRI),
        feature("A-2", "Tuyến đường Cầu Bươu - Phan Trọng Tuệ",
                line((105.8010, 20.9585), (105.8190, 20.9490), (105.8420, 20.9395)),
                (house, "complex", "not_cleared"), THANH_TRI),
        feature("A-3", "Đường Giải Phóng (ngã ba bến xe Giáp Bát đến lối rẽ vào phố Đại Từ)",
                line((105.8412, 20.9805), (105.8415, 20.9745)),
                (public, "active", "recurred"), ("008", "Quận Hoàng Mai")),
        feature("B-1", "Khu vực đường 32", line((105.700, 21.078), (105.715, 21.066)),
                (house, "inactive", "handed_over"), ("274", "Huyện Hoài Đức")),
        feature("B-2", "Quốc lộ 6, khu vực bến xe Yên Nghĩa", point(105.7474, 20.9497),
                (house, "low_activity", "handed_over"), HA_DONG),
        feature("B-3", "Khu vực Chùa Tổng - La Dương", commune_area("268"),
                (house, "active", "cleared"), HA_DONG),
        feature("B-4", "Đường Trần Duy Hưng", line((105.8010, 21.0130), (105.7935, 21.0065)),
                (house, "inactive", "cleared"), ("005", "Quận Cầu Giấy")),
        feature("B-5", "Đường Kim Giang (đoạn từ Cầu Tó đến đường Nghiêm Xuân Yêm)",
                line((105.8105, 20.9605), (105.8130, 20.9680)),
                (house, "low_activity", "recurred"), THANH_TRI),
        feature("B-6", "Đường ven sông Tô Lịch đoạn gần cầu Nguyễn Khánh Toàn",
                line((105.8046, 21.0405), (105.8050, 21.0330)),
                (public, "inactive", "handed_over"), ("001", "Quận Ba Đình")),
        feature("B-7", "Phố Yersin - Vườn hoa Pasteur", point(105.8590, 21.0175),
                (public, "unverified", "cleared"), HAI_BA_TRUNG),
        feature("B-8", "Nguyễn Huy Tự - Trần Khánh Dư", point(105.8607, 21.0163),
                (public, "complex", "not_cleared"), HAI_BA_TRUNG),
        feature("B-9", "Nơi chưa có vị trí", None, (public, "unverified", "not_cleared"), HA_DONG),
    ]  # fmt: skip


def many_hotspots(count: int) -> list[dict[str, Any]]:
    """As many points, spread evenly over the middle of the city."""
    return [
        feature(
            f"N-{number}",
            f"Điểm {number}",
            point(105.70 + (number * 0.61803) % 1 * 0.25, 20.90 + (number * 0.75487) % 1 * 0.2),
            ("establishment", "active", "not_cleared"),
            THANH_TRI,
        )
        for number in range(count)
    ]
