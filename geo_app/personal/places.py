"""Words that begin the name of a place, and the names of the places that the data knows.

What the packaged streets, landmarks, communes and districts are called is read from geodata, once,
when a text first holds something that looks like a name.
"""

import unicodedata
from collections.abc import Iterator
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
    "tiểu học,mầm non,mẫu giáo,công viên,tượng đài,quảng trường,rạp,nhà thờ,bệnh viện,vịnh,mũi,"
    "vòng xoay,hầm,hầm chui,cầu vượt,chung cư,tòa nhà,toà nhà,tòa,toà,khu đô thị,kđt,khu tập thể,"
    "ktt,giáo xứ,đồn,tổ dân phố,tdp,bưu điện,sân vận động,ga,bến xe,p,q,đ,tx,quận hai,phường hai,"
    "đền hai,phố hai,thị xã,thị trấn,đê,đập,vườn hoa,vườn hoa tượng đài,nghĩa trang,nhà tang lễ,"
    "nhà văn hóa,nhà văn hoá,trung tâm,cung,bảo tàng,thư viện,đại học,đh,học viện,cao đẳng,bv,"
    "phòng khám,trạm y tế,ký túc xá,ktx,ngã tư sở,nút giao,vành đai,bãi xe,bãi đỗ xe,điểm trông xe,"
    "thành phố,tỉnh,tp,lớp học,đài,tháp,mộ,di tích,lễ hội,thpt chuyên,trường chuyên,"
    "tiểu học và thcs"
)
# With a small "ông" behind them the way there, not the name: "trên đường anh Hùng về".
LOOSE_PLACE_WORDS = words("đường đoạn khu cổng tuyến vườn ga bản trường đồn ao am phủ hầm")
# A house of business, a firm or an agency, which may be called after anybody.
ESTABLISHMENTS = phrases(
    "quán,quán ăn,quán nước,quán nhậu,quán bia,quán cơm,quán phở,quán net,quán cà phê,cà phê,cafe,"
    "café,coffee,karaoke,nhà hàng,nhà nghỉ,nhà trọ,khách sạn,ks,nn,tiệm,tiệm tóc,tiệm vàng,spa,"
    "massage,mát xa,matxa,xông hơi,tẩm quất,phở,bún,bún chả,cơm,chè,xôi,bánh,bánh mì,bia,bia hơi,"
    "club,bar,pub,lounge,vũ trường,salon,hotel,motel,homestay,villa,resort,cửa hàng,siêu thị,"
    "công ty,cty,cơ sở,hiệu,hiệu thuốc,nhà thuốc,trà,trà sữa,lẩu,gội đầu,cắt tóc,hớt tóc,nail,shop,"
    "studio,gara,xưởng,thẩm mỹ viện,thẩm mỹ,tmv,nha khoa,ngân hàng,tập đoàn,doanh nghiệp,dntn,"
    "hợp tác xã,htx,tổng công ty,xí nghiệp,nhà máy,chi nhánh,nhà xuất bản,nhà sách,báo,tạp chí,"
    "câu lạc bộ,clb,bida,bi a,internet,game,văn phòng luật sư,luật sư văn phòng,văn phòng,"
    "công ty luật,trung tâm anh ngữ,trung tâm tiệc cưới,tiệc cưới,biệt thự,căn hộ,dịch vụ,hãng,"
    "hãng xe,nhà xe,taxi,bất động sản,điện máy,quỹ,giải,giải thưởng,dự án,chiến dịch,thương hiệu,"
    "nhãn hiệu,biển hiệu,quán karaoke,nhà nghỉ khách sạn,câu lạc bộ bida,đơn vị,quán massage,"
    "bãi đỗ xe,thu mua,phòng trà,tụ điểm,địa điểm,bộ phim,bài hát,phim,sách,liên đoàn,trường quay,"
    "tàu,tên lửa"
)
# Between the word for a firm and its name: Công ty TNHH Thương mại Hoàng Minh Phát.
OF_FIRMS = words(
    "tnhh cp cổ phần thương mại dịch vụ đầu tư xây dựng nhân trách nhiệm hữu hạn một thành viên "
    "mtv tm dv xd xnk xuất nhập khẩu sản du lịch quốc tế việt nam phát triển giải trí tmcp và kinh "
    "doanh vận tải bất động công nghệ bảo vệ cũ mới số thpt thcs tiểu học mầm non đa khoa phụ nhi "
    "mắt nghị chuyên điện máy cao cấp gia đình ăn uống hàn nhật bản trung thái lan mini bình dân "
    "dưỡng sinh truyền trị liệu thư giãn làm đẹp phường quận xã huyện thị trấn tầng hầm tên có "
    "thục cơ sở phổ thông"
)
# Behind a name that is a place's or a house's.
BEHIND_PLACES = phrases(
    "street,st,road,rd,lane,avenue,alley,boulevard,hotel,spa,karaoke,plaza,tower,building,hospital,"
    "school,palace,club,bar,pub,motel,massage,cafe,coffee,restaurant,shop,kéo dài,nối dài,quán,"
    "park,lake,bridge,market,university,high school,primary school,secondary school,mart,homestay,"
    "residence,apartment,house,beauty,salon,nail,clinic,lounge,complex,center,centre,bakery,bank,"
    "group,jsc,company,corp,studio,fitness,gym,garden,resort,ward,district,commune"
)
# Where a street without its word stands: tại Nguyễn Văn Huyên, đoạn từ Lê Lợi đến Trần Phú.
TOWARDS_PLACES = phrases(
    "tại,ở,dọc,gần,giữa,từ,đến,tới,trên,cạnh,sau,trước,đối diện,cuối,đầu,qua,ra,vào,về,khu vực,"
    "hướng,phía,thuộc,địa chỉ,địa bàn,vỉa hè,lòng đường,mặt đường,trục đường,trục,giao,nút giao,"
    "giao cắt,góc,quanh,xung quanh,hai bên,dọc theo,dọc tuyến,sang,rẽ,rẽ vào,số nhà,chuyển sang,"
    "chuyển về,giáp,lối vào,đi,ngã rẽ,đc,đ c,điểm nóng,các tuyến,các phố,các đường,cắt,bên"
)
# Words that end like a title and are none: ghi chú, trẻ em, tiếng Anh.
NO_TITLES = phrases(
    "ghi chú,cước chú,trẻ em,thiếu em,công cụ,dụng cụ,nhạc cụ,khí cụ,tiếng anh,nước anh,"
    "hội đồng anh,đồng anh,sứ anh,tinh anh,con cháu,đàn ông,đàn bà,phản bác,phi cô,đứa em,chú giải,"
    "chú thích,chú ý,chú trọng,cậu bé,em bé"
)
# Capitalised only because a sentence begins with them: "Gặp Ông Hùng".
OPENERS = words(
    "gặp mời theo có do của với và cho hỏi tên bắt gọi là xử tại nay khi nếu sau trước cả các "
    "những chồng vợ con mẹ bố nhà phát xác đã được bị qua từ hai ba bốn hồi lúc cùng nghe thấy"
)
# Places elsewhere, or too small for the packaged layers.
PLACES_WITH_TITLES = phrases(
    "bà kiệu,bà đanh,bà đá,bà nành,bà đế,bà chiểu,bà điểm,bà quẹo,bà hom,bà rịa,bà nà,bà đen,"
    "bà già,bà móc,bà trưng,bà triệu,bà chúa,bà chúa kho,bà tấm,bà cô,bà áo,bà lớn,bà ngô,bà sét,"
    "bà om,ông lãnh,ông tạ,ông kính,ông bổn,ông đồ,ông trạng,ông lớn,ông hoàng,ông ích,ông bà,"
    "ông táo,ông già,ông địa,ông công,cô giang,cô bắc,cô tô,cô chín,cô bơ,cô đôi,cậu bé,bác hồ,"
    "anh thành,bác cổ,chú hỏa,chú ía,chú tiểu,chú ý,anh quốc,anh văn,anh pháp,anh mỹ,thầy thuốc,"
    "em chã"
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
# Streets of Hanoi that the layers do not hold, and of other cities.
OTHER_STREETS = phrases(
    "Đinh Vi Châu,Dương Đức Hiền,Nguyễn Phạm Tuân,Hoa Ngọc Lan,Hoa Phượng Vĩ,Hoa Tường Vi,"
    "Hoa Điệp Vàng,Hà Bá Tường,Hồ Thủ Lệ,Hồ Đình,Lê Duy Hiến,Lê Gia Định,Lê Hữu Tựu,Lê Văn Phấn,"
    "Lê Xuân Điệp,Lý Văn Phúc,Nguyễn Anh Trỗi,Nguyễn Bình,Nguyễn Cảnh Hợp,Nguyễn Huy Chương,"
    "Nguyễn Huy Nhuận,Nguyễn Huy Thông,Nguyễn Hữu Nghĩa,Nguyễn Khanh,Nguyễn Tam Trinh,"
    "Nguyễn Trung Ngạn,Nguyễn Tuấn Trình,Nguyễn Văn Côn,Nguyễn Văn Xơ,Ngô Minh Dương,Ngô Sỹ Liên,"
    "Ngô Xuân Quảng,Phan Huy Thông,Phan Long,Phạm Nhật Duật,Phạm Văn Sáng,Trương Tấn Sang,"
    "Trương Văn Đa,Trần Quang Đạo,Tống Duy Tân,Võ Nguyên Giáp,Võ Trung Thành,Võ Văn Kiệt,"
    "Võ Đình Tú,Vũ Hữu Lợi,Vũ Đức Thuận,Đào Duy Tùng,Đào Nguyên,Đặng Phúc Thông,Đoàn Văn Công,"
    "Nguyễn Tất Thành,Nguyễn Hữu Cảnh,Nguyễn Văn Trỗi,Nguyễn Đình Chiểu,Nguyễn Thái Bình,"
    "Phan Đăng Lưu,Phan Xích Long,Lê Hồng Phong,Huỳnh Tấn Phát,Hoàng Văn Thụ,Trần Quốc Toản,"
    "Lê Thánh Tôn,Nguyễn Bỉnh Khiêm,Phạm Ngọc Thạch"
)
# What people call places that begin like a family name.
AREAS = phrases(
    "Hà Nội,Hà Đông,Hà Giang,Hà Nam,Hà Tĩnh,Hà Tây,Hà Lan,Hà Thành,Thái Lan,Thái Bình,Thái Nguyên,"
    "Cao Bằng,Lâm Đồng,Lý Sơn,Đồng Nai,Hồ Tây,Hồ Gươm,Hồ Hoàn Kiếm,Hồ Chí Minh,Mai Châu,Mai Dịch,"
    "Dương Nội,Phan Thiết,Phan Rang,Châu Âu,Châu Á,Đoàn Thanh,Đoàn Kiểm,Hà Hồi,Trương Định,"
    "Hoàng Mai,Hoàng Gia,Hoàng Thành,Hoàng Anh,Hồ Bơi,Cao Cấp,Cao Đẳng,Văn Miếu,Đào Tạo,"
    "Thái Bình Dương,Hoàng Anh Gia Lai,Mai Linh,Hà Nam Ninh,Lâm Viên,Châu Đốc,Việt Nam"
)
LONGEST_AREA = 4
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True)
class Gazetteer:
    """Names as tuples of lower-case words; those of people's spelling without marks folded."""

    # Titles with the word or all that follows them in names that begin so: (bà, triệu).
    titled: frozenset[tuple[str, ...]]
    # A title with the word before it inside a name: (đông, anh).
    inside: frozenset[tuple[str, str]]
    # Streets and landmarks without their kind, as `spelled`, and folded.
    streets: frozenset[str]
    streets_folded: frozenset[str]
    areas: frozenset[str]


@cache
def gazetteer() -> Gazetteer:
    names = list(names_of_places())
    titled = {pair for name in names for pair in titles_in_front(lower_words(name))}
    inside = {pair for name in names for pair in titles_inside(lower_words(name))}
    folded_titled = {tuple(map(fold, each)) for each in titled | PLACES_WITH_TITLES}
    streets_known = {bare for name in names for bare in (name, without_kind(name))}
    streets_known |= {" ".join(each) for each in STREETS_OF_WOMEN | OTHER_STREETS}
    return Gazetteer(
        titled=frozenset(titled | PLACES_WITH_TITLES | folded_titled),
        inside=frozenset(inside | {(fold(one), fold(two)) for one, two in inside}),
        streets=frozenset(map(spelled, streets_known)),
        streets_folded=frozenset(map(fold, streets_known)),
        areas=frozenset(map(fold, (*names_of_areas(), *map(" ".join, AREAS)))),
    )


def spelled(name: str) -> str:
    """A name in small letters, whichever vowel the tones are written on: hoà and hòa are one."""
    return " ".join(map(spelled_word, name.split()))


def spelled_word(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.lower())
    tones = "".join(mark for mark in letters if mark in TONES)
    return "".join(mark for mark in letters if mark not in TONES) + tones


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


def is_street(said: list[str]) -> bool:
    name = " ".join(said)
    if name.isascii():
        return fold(name) in gazetteer().streets_folded
    return spelled(name) in gazetteer().streets


def is_area(said: list[str]) -> bool:
    """Whether a name is an area, or one with two words or more behind it: Hà Nội Hoàng Gia."""
    whole = len(said)
    return any(
        fold(" ".join(said[:length])) in gazetteer().areas
        for length in range(1, LONGEST_AREA + 1)
        if length == whole or 1 < length < whole - 1
    )
