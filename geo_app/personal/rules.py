"""What points to a person: one table, a row for each rule, in the order of the documents.

To add a rule, add a row: its name, the kind of the piece that it finds, an example that it alone
finds, and how. For names that is `announced` by words before them or `alone` with what stands
behind them, a shape of `name_shapes.py`, and the owners of `owners.py` whose names are left out;
for numbers behind a word it is a row of `papers.py`. docs/decisions/0005-places-only.md lists the
rows, and tests hold both in step.
"""

from geo_app.personal import accounts_of_people as accounts
from geo_app.personal import birth, foreigners, name_shapes, number_words, numbers, papers
from geo_app.personal.addresses import EMAILS, LINKS
from geo_app.personal.finders import Rule, by_form, in_digits, in_text, in_words, matches, of_paper
from geo_app.personal.name_shapes import longest
from geo_app.personal.names import (
    alone,
    announced,
    as_announced,
    born_in,
    does,
    does_surely,
    initial_that_does,
    nicknamed,
    role_behind,
    tells_a_person,
    with_title,
)
from geo_app.personal.owners import FIRM_OWNERS, NAMED_THING, OF_GIVEN_NAMES, OF_NAMES
from geo_app.personal.owners_of_titles import OF_DUTIES, OF_NICKNAMES, OF_TITLES
from geo_app.personal.people import (
    DUTIES,
    EVERYDAY_TITLES,
    NAME_WORDS,
    NICKNAME_WORDS,
    ROLES_BEHIND,
    SHORT_NICKNAME_WORDS,
    TITLES,
    folded,
)

NAME_OF_DUTY = longest(
    name_shapes.family_and_any,
    name_shapes.full_name_doubtful,
    name_shapes.initials,
    name_shapes.given_name,
)
RULES = (
    Rule("e-mail address", "email", "gửi ten@gmail.com", matches(*EMAILS)),
    Rule("link to an account", "link", "facebook.com/ten.vi.du", matches(*LINKS)),
    Rule(
        "user name on a network",
        "link",
        "nick zalo: be_nho_99",
        matches(accounts.HANDLE, accounts.NAMED_HANDLE, group="name"),
    ),
    Rule(
        "name on a network",
        "name",
        "fb: Hoa Sữa",
        in_words(announced(accounts.NETWORKS, accounts.account_name, unless=accounts.OF_ACCOUNTS)),
    ),
    Rule("identity number by its form", "identity", "số 001 085 012 345", by_form),
    Rule(
        "identity number by the word before it",
        "identity",
        "CMND 111-222-333-444",
        in_digits(numbers.named_identities),
    ),
    Rule("phone number by its form", "phone", "đã ghi 0912 345 678", by_form),
    Rule(
        "phone number by the word before it",
        "phone",
        "ĐT: 3825 3536",
        in_digits(numbers.named_phones),
    ),
    Rule(
        "number spelled out",
        "phone",
        "không chín một hai, ba bốn năm sáu bảy tám",
        in_text(number_words.spelled_numbers),
    ),
    *map(of_paper, papers.PAPERS),
    Rule(
        "bank account by the bank behind it",
        "bank",
        "chuyển 19034567890123 Techcombank",
        in_digits(papers.bank_numbers),
    ),
    Rule("plate by its form", "plate", "đỗ 30F-128.45", in_text(papers.plates)),
    Rule("birth with sex or home", "birth", "nữ, SN 1995, quê Nghệ An", in_text(birth.births)),
    Rule(
        "name behind a title",
        "name",
        "bà Mận",
        in_words(announced(TITLES, with_title(name_shapes.any_name), unless=OF_TITLES)),
    ),
    Rule(
        "name behind a duty",
        "name",
        "chủ quán Trịnh Khống",
        in_words(announced(DUTIES, NAME_OF_DUTY, named=name_shapes.any_name, unless=OF_DUTIES)),
    ),
    Rule(
        "name behind “tên”",
        "name",
        "khai tên Maria",
        in_words(announced(NAME_WORDS, as_announced, unless=(NAMED_THING,))),
    ),
    Rule(
        "nickname",
        "name",
        "biệt danh Sơn Trọc",
        in_words(announced(NICKNAME_WORDS, as_announced)),
    ),
    Rule(
        "name behind “tự”",
        "name",
        "Kem tự Lì",
        in_words(announced(SHORT_NICKNAME_WORDS, name_shapes.any_name, unless=OF_NICKNAMES)),
    ),
    Rule(
        "name with a nickname in quotes",
        "name",
        "Tuấn “cận” đến",
        in_words(alone(name_shapes.given_or_full, only=nicknamed, unless=OF_NAMES)),
    ),
    Rule(
        "full name of three words or more",
        "name",
        "do Võ Thành Trung mở",
        in_words(alone(name_shapes.full_name_with_middle, unless=OF_NAMES)),
    ),
    Rule(
        "full name of two words",
        "name",
        "gặp Phạm Hiếu",
        in_words(alone(name_shapes.full_name_of_two, unless=OF_NAMES)),
    ),
    Rule(
        "name of the peoples of the north",
        "name",
        "Giàng A Pó ở trọ",
        in_words(alone(name_shapes.northern_name, unless=OF_NAMES)),
    ),
    Rule(
        "full name with a deed or a birth behind it",
        "name",
        "Hà Khống cam kết",
        in_words(alone(name_shapes.family_and_any, only=does, unless=OF_NAMES)),
    ),
    Rule(
        "name of a street with what only persons do behind it",
        "name",
        "Trần Duy Hưng khai nhận",
        in_words(alone(name_shapes.full_name, only=does_surely, unless=FIRM_OWNERS)),
    ),
    Rule(
        "given name with a deed, a birth or a duty behind it",
        "name",
        "Lan (SN 1990)",
        in_words(alone(name_shapes.given_names, only=tells_a_person, unless=OF_GIVEN_NAMES)),
    ),
    Rule(
        "initials with a birth year",
        "name",
        "N.V.A, 1990",
        in_words(alone(name_shapes.initials, only=born_in)),
    ),
    Rule(
        "full name in small letters",
        "name",
        "vũ thị nga ở trọ",
        in_words(alone(name_shapes.full_name_small, unless=OF_NAMES)),
    ),
    Rule(
        "full name in small letters behind a duty",
        "name",
        "chủ quán lê hoàng minh",
        in_words(announced(DUTIES | TITLES, name_shapes.full_name_small_announced)),
    ),
    Rule(
        "full name in small letters before a duty",
        "name",
        "do lê hoàng minh quản lý",
        in_words(
            alone(
                name_shapes.full_name_small_announced,
                only=role_behind(ROLES_BEHIND),
                unless=OF_NAMES,
            )
        ),
    ),
    Rule(
        "full name without marks before a duty",
        "name",
        "le thi hoa lam nhan vien",
        in_words(
            alone(name_shapes.full_name_plain, only=role_behind(ROLES_BEHIND), unless=OF_NAMES)
        ),
    ),
    Rule(
        "full name without marks behind a duty",
        "name",
        "chu quan le thi hoa",
        in_words(announced(folded(DUTIES), name_shapes.full_name_plain)),
    ),
    Rule(
        "initial behind a duty with a deed behind it",
        "name",
        "đối tượng H. khai nhận",
        in_words(announced(DUTIES, initial_that_does)),
    ),
    Rule(
        "given name in small letters between a title and a duty",
        "name",
        "anh tuấn chủ quán",
        in_words(announced(EVERYDAY_TITLES, name_shapes.small_before(ROLES_BEHIND))),
    ),
    Rule(
        "foreign name behind a nation",
        "name",
        "người Trung Quốc Wang Wei",
        in_words(foreigners.behind_a_nation),
    ),
    Rule(
        "foreign name before a nation",
        "name",
        "Park Min Soo, quốc tịch Hàn Quốc",
        in_words(foreigners.before_a_nation),
    ),
)
