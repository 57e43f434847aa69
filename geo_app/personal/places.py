"""Places that bear the name or title of a person: phố Bà Triệu, cầu Ông Lãnh, quận Hai Bà Trưng.

What the packaged streets, landmarks, communes and districts are called is read from geodata, once,
when a text first holds something that looks like a name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import geodata
from geo_app.personal.people import TITLES, phrases, words
from geo_app.personal.words import WORD
from geodata.communes import all_communes
from geodata.landmarks import landmarks
from geodata.streets import streets
from geodata.text import fold

TITLE_WORDS = frozenset(title[0] for title in TITLES if len(title) == 1)

# What comes after one of these is what a place is called.
PLACE_WORDS = phrases(
    "phố,đường,ngõ,ngách,hẻm,kiệt,đại lộ,quốc lộ,chợ,cầu,hồ,đền,chùa,miếu,đình,phủ,am,lăng,làng,"
    "xóm,thôn,ấp,bản,xã,phường,quận,huyện,đảo,núi,ao,đầm,sông,suối,kênh,mương,bến,cống,ngã ba,"
    "ngã tư,ngã năm,ngã sáu,dốc,gò,đồi,cổng,giếng,bãi,vườn,khu,khu phố,cây đa,cây xăng,cây cầu,"
    "tuyến,tuyến phố,tuyến đường,đoạn,trường,trường thcs,trường thpt,trường tiểu học,thcs,thpt,"
    "tiểu học,mầm non,công viên,tượng đài,quảng trường,rạp,nhà thờ,bệnh viện,vịnh,mũi,"
    "vòng xoay,hầm,hầm chui,chung cư,tòa nhà,toà nhà,khu đô thị,kđt,giáo xứ,đồn,tổ dân phố,tdp,"
    "bưu điện,công viên,sân vận động,ga,bến xe,p,q,đ,quận hai,phường hai,"
    "đền hai,phố hai"
)
# With a small "ông" behind them the way there, not the name: "trên đường anh Hùng về".
LOOSE_PLACE_WORDS = words("đường đoạn khu cổng tuyến vườn ga bản trường đồn ao am phủ hầm")
# A house of business may be called after somebody with a capital letter: Quán Cô Ba.
ESTABLISHMENTS = phrases(
    "quán,quán ăn,quán nước,quán cà phê,cà phê,cafe,café,coffee,karaoke,nhà hàng,nhà nghỉ,nhà trọ,"
    "khách sạn,tiệm,tiệm tóc,spa,massage,mát xa,phở,bún,bún chả,cơm,chè,xôi,bánh,bia,bia hơi,club,"
    "bar,salon,hotel,motel,homestay,cửa hàng,siêu thị,công ty,cơ sở,hiệu,trà,lẩu,gội đầu,cắt tóc"
)
# Words that end like a title and are none: ghi chú, trẻ em, tiếng Anh.
NO_TITLES = phrases(
    "ghi chú,cước chú,trẻ em,thiếu em,công cụ,dụng cụ,nhạc cụ,khí cụ,tiếng anh,nước anh,"
    "hội đồng anh,đồng anh,sứ anh,tinh anh,con cháu,đàn ông,đàn bà,phản bác,phi cô"
)
# Capitalised only because a sentence begins with them: "Gặp Ông Hùng".
OPENERS = words(
    "gặp mời theo có do của với và cho hỏi tên bắt gọi là xử tại nay khi nếu sau trước cả các "
    "những chồng vợ con mẹ bố nhà phát xác đã được bị qua từ"
)
# Places elsewhere, or too small for the packaged layers.
PLACES_WITH_TITLES = phrases(
    "bà kiệu,bà đanh,bà đá,bà nành,bà đế,bà chiểu,bà điểm,bà quẹo,bà hom,bà rịa,bà nà,bà đen,"
    "bà già,bà móc,bà trưng,bà triệu,bà chúa,bà chúa kho,bà tấm,bà cô,bà áo,bà lớn,bà ngô,bà sét,"
    "bà om,ông lãnh,ông tạ,ông kính,ông bổn,ông đồ,ông trạng,ông lớn,ông hoàng,ông ích,ông bà,"
    "ông táo,ông già,ông địa,ông công,cô giang,cô bắc,cô tô,cô chín,cô bơ,cô đôi,cậu bé,bác hồ,"
    "bác cổ,chú hỏa,chú ía,chú tiểu,chú ý,anh quốc,anh văn,anh pháp,anh mỹ,thầy thuốc,em chã"
)
# Women after whom streets are called in Hanoi and elsewhere.
STREETS_OF_WOMEN = phrases(
    "Nguyễn Thị Định,Nguyễn Thị Minh Khai,Nguyễn Thị Duệ,Nguyễn Thị Thập,Nguyễn Thị Lưu,"
    "Nguyễn Thị Nhỏ,Nguyễn Thị Tần,Nguyễn Thị Diệu,Nguyễn Thị Huỳnh,Nguyễn Thị Lộ,Nguyễn Thị Bảy,"
    "Nguyễn Thị Sáu,Nguyễn Thị Giang,Nguyễn Thị Thử,Nguyễn Thị Tươi,Nguyễn Thị Út,Nguyễn Thị Rành,"
    "Nguyễn Thị Thi,Nguyễn Thị Chiên,Nguyễn Thị Bình,Nguyễn Thị Tồn,Võ Thị Sáu,Bùi Thị Xuân,"
    "Bùi Thị Cúc,Đoàn Thị Điểm,Lê Thị Hồng Gấm,Lê Thị Riêng,Hoàng Thị Loan,Trần Thị Bắc,"
    "Trần Thị Nghỉ,Đinh Thị Thi,Mạc Thị Bưởi,Hồ Thị Kỷ,Phan Thị Ràng,Phạm Thị Ngư,Đặng Thị Nhu,"
    "Lương Thị Cân,Trần Thị Lý,Trần Thị Tâm,Tạ Thị Kiều,Tô Thị Huỳnh,Huỳnh Thị Hai"
)
# What people call places that begin like a family name.
AREAS = phrases(
    "Hà Nội,Hà Đông,Hà Giang,Hà Nam,Hà Tĩnh,Hà Tây,Hà Lan,Hà Thành,Thái Lan,Thái Bình,Thái Nguyên,"
    "Cao Bằng,Lâm Đồng,Lý Sơn,Đồng Nai,Hồ Tây,Hồ Gươm,Hồ Hoàn Kiếm,Hồ Chí Minh,Mai Châu,Mai Dịch,"
    "Dương Nội,Phan Thiết,Phan Rang,Châu Âu,Châu Á,Đoàn Thanh,Đoàn Kiểm,Hà Hồi,Trương Định,"
    "Hoàng Mai,Hoàng Gia,Hoàng Thành,Hoàng Anh,Hồ Bơi,Cao Cấp,Cao Đẳng,Văn Miếu,Đào Tạo"
)


@dataclass(frozen=True)
class Gazetteer:
    """Names as tuples of lower-case words; those of people's spelling without marks folded."""

    # Titles with the word or all that follows them in names that begin so: (bà, triệu).
    titled: frozenset[tuple[str, ...]]
    # A title with the word before it inside a name: (đông, anh).
    inside: frozenset[tuple[str, str]]
    streets: frozenset[str]
    areas: frozenset[str]


@cache
def gazetteer() -> Gazetteer:
    names = list(names_of_places())
    titled = {pair for name in names for pair in titles_in_front(lower_words(name))}
    inside = {pair for name in names for pair in titles_inside(lower_words(name))}
    folded_titled = {tuple(map(fold, each)) for each in titled | PLACES_WITH_TITLES}
    return Gazetteer(
        titled=frozenset(titled | PLACES_WITH_TITLES | folded_titled),
        inside=frozenset(inside | {(fold(one), fold(two)) for one, two in inside}),
        streets=frozenset(fold(bare) for name in names for bare in (name, without_kind(name)))
        | {fold(" ".join(each)) for each in STREETS_OF_WOMEN},
        areas=frozenset(map(fold, (*names_of_areas(), *map(" ".join, AREAS)))),
    )


def names_of_places() -> Iterator[str]:
    known = streets()
    yield from known["name"]
    for aliases in known["aliases"]:
        yield from aliases
    yield from landmarks()["name"]
    yield from names_of_areas()


def names_of_areas() -> Iterator[str]:
    for commune in all_communes():
        yield commune.name_short
    for edition in ("2024", "2025"):
        for unit in geodata.all_units(edition):
            yield unit.name_short


def lower_words(name: str) -> list[str]:
    return [word.lower() for word in WORD.findall(name)]


def without_kind(name: str) -> str:
    """Phố Nguyễn Thị Định is known as Nguyễn Thị Định."""
    parts = name.split()
    while len(parts) > 1 and (parts[0].lower(),) in PLACE_WORDS:
        parts = parts[1:]
    return " ".join(parts)


def titles_in_front(name: list[str]) -> Iterator[tuple[str, ...]]:
    for position, word in enumerate(name[:-1]):
        starts = all((each,) in PLACE_WORDS or each == "hai" for each in name[:position])
        if word in TITLE_WORDS and starts:
            yield tuple(name[position : position + 2])
            yield tuple(name[position:])


def titles_inside(name: list[str]) -> Iterator[tuple[str, str]]:
    for before, word in pairwise(name):
        if word in TITLE_WORDS and not {(before,)} & (PLACE_WORDS | ESTABLISHMENTS):
            yield before, word


def ends_with(before: Iterable[str], known: frozenset[tuple[str, ...]]) -> bool:
    """Whether the last one to three words are one of these phrases."""
    last = tuple(before)[-3:]
    return any(last[start:] in known for start in range(len(last)))
