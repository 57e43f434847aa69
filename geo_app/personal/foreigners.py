"""Names of people from elsewhere, which no list of names holds: told by the nation beside them."""

from collections.abc import Iterator

from geo_app.personal import people
from geo_app.personal.name_shapes import is_office
from geo_app.personal.names import Span, behind_joint
from geo_app.personal.owners import OF_NAMES, Name, owned
from geo_app.personal.people import FILLERS, phrases
from geo_app.personal.places import BEHIND_PLACES, ESTABLISHMENTS, is_area, is_street
from geo_app.personal.words import Words

NATIONS = phrases(
    "hàn quốc,hàn,triều tiên,trung quốc,trung hoa,đài loan,hồng kông,hồng công,ma cao,nhật bản,"
    "nhật,thái lan,thái,lào,campuchia,cam pu chia,myanmar,malaysia,singapore,indonesia,philippines,"
    "philippin,ấn độ,pakistan,bangladesh,nga,liên bang nga,ukraina,ukraine,kazakhstan,uzbekistan,"
    "mông cổ,mỹ,hoa kỳ,canada,anh,pháp,đức,ý,italia,tây ban nha,hà lan,úc,australia,nigeria,ghana,"
    "nam phi,ai cập,brazil,thổ nhĩ kỳ,iran,israel"
)
# Before a nation: that a person of it is meant.
OF_A_NATION = phrases(
    "quốc tịch,mang quốc tịch,người,công dân,khách,khách du lịch,khách nam,khách nữ,du khách,"
    "chuyên gia,đối tượng,đối tượng người,nam giới,khách người,khách quốc tịch,người nước"
)
# Families whose name alone before a nation in brackets tells a person: Kim Young Ho (Hàn Quốc).
FAMILIES_ELSEWHERE = people.words(
    "kim park lee choi jung jeong kang cho yoon jang lim han shin seo kwon hwang ahn song yoo hong "
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu lin guo he gao luo zheng "
    "liang xie tang feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei "
    "su lu sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida "
    "yamada"
)
NO_NAMES_ELSEWHERE = ESTABLISHMENTS | NATIONS
FEWEST = 2
MOST = 4


def behind_a_nation(words: Words) -> Iterator[Span]:
    """Quốc tịch Nga: Anna Petrova; người Trung Quốc Wang Wei; but not người Mỹ Đình."""
    first_words = frozenset(phrase[0] for phrase in OF_A_NATION)
    for position in words.starts(first_words):
        start = position + words.phrase(position, OF_A_NATION)
        nation = words.phrase(start, NATIONS) if start > position else 0
        here = behind_joint(words, start + nation) if nation else 0
        filler = words.phrase(here, FILLERS) if here else 0
        here = behind_joint(words, here + filler) if filler else here
        count = foreign_name(words, here) if here else 0
        if count and not is_area(words.words[start : here + count]):
            yield here, here + count


def before_a_nation(words: Words) -> Iterator[Span]:
    """Park Min Soo, quốc tịch Hàn Quốc; Kim Young Ho (Hàn Quốc)."""
    first_words = frozenset(phrase[0] for phrase in OF_A_NATION | NATIONS)
    for position in words.starts(first_words):
        said = words.phrase(position, OF_A_NATION)
        nation = words.phrase(position + said, NATIONS)
        if not nation or words.gap(position - 1) not in {", ", " (", " - ", " – ", " "}:
            continue
        start = position
        while position - start < MOST and start > 0 and words.is_capital(start - 1):
            if start < position and words.gap(start - 1) != " ":
                break
            start -= 1
        count = position - start
        family = words.small[start] in FAMILIES_ELSEWHERE
        told = said or (family and words.gap(position - 1) == " (")
        if told and count >= FEWEST and foreign_name(words, start) == count:
            name = Name(words, start, count)
            if not owned(name, OF_NAMES):
                yield start, position


def foreign_name(words: Words, position: int) -> int:
    """Capitalised words that are no place, office or house."""
    count = min(words.capitals(position), MOST)
    said = words.words[position : position + count]
    if not count or is_office(words, position) or is_area(said) or is_street(said):
        return 0
    inside = range(position, position + count)
    named = any(words.phrase(each, NO_NAMES_ELSEWHERE) for each in inside)
    behind = any(words.phrase(each, BEHIND_PLACES) for each in inside[1:])
    return 0 if named or behind else count
