"""What people are called on the networks: fb: Hoa Sữa, nick: be_nho_99."""

import re

from geo_app.personal import people
from geo_app.personal.names import as_announced
from geo_app.personal.owners import Name, Owner, is_area
from geo_app.personal.people import phrases
from geo_app.personal.places import ESTABLISHMENTS
from geo_app.personal.words import Words

NETWORK = (
    "fb,facebook,zalo,nick,viber,telegram,tele,instagram,insta,tiktok,wechat,skype,"
    "messenger,threads,twitter,nickname"
)
NETWORKS = phrases(
    f"{NETWORK},nick zalo,nick fb,nick facebook,nick name,tài khoản facebook,tài khoản fb,"
    "tài khoản zalo,tài khoản tiktok,tài khoản telegram,tài khoản mạng xã hội,acc zalo,acc fb,"
    "facebook cá nhân,facebook tên,zalo tên,nick tên"
)
# What the networks themselves and those who speak for a place are called.
NO_ACCOUNTS = people.words(
    "marketplace messenger ads oa live livestream shop chat business official group reels stories "
    "story page fanpage web app pay video facebook zalo tiktok telegram viber instagram youtube "
    "google có không chưa của và ảo cư"
)
GROUPS = people.words("nhóm trang fanpage kênh group hội mạng page app ứng")
ON_A_NETWORK = rf"(?<![^\W\d_])(?:{NETWORK.replace(',', '|')}|user(?:name)?|acc)(?![^\W\d_])"
HANDLE = re.compile(
    rf"{ON_A_NETWORK}(?: (?:zalo|fb|facebook))?[ ]?[:=-]?[ ]?[\"“']?"
    r"(?P<name>@[\w.]{3,32}|(?=\w{0,31}[._\d])[A-Za-z](?=[\w.]{0,31}[A-Za-z_])[A-Za-z0-9._]{3,31})",
    re.IGNORECASE,
)
NAMED_HANDLE = re.compile(
    r"(?<![^\W\d_])(?:nick(?:name)?|id|user(?:name)?)(?: (?:zalo|fb|facebook))?[ ]?: ?"
    r"(?P<name>(?!khong|chua|zalo|facebook)[a-z]{5,32})(?![\w])",
    re.IGNORECASE,
)


def account_name(words: Words, position: int) -> int:
    """Capitalised words that somebody may be called by on a network."""
    count = as_announced(words, position)
    said = words.words[position : position + count]
    known = (
        not count
        or words.small[position] in NO_ACCOUNTS
        or is_area(said)
        or words.phrase(position, ESTABLISHMENTS)
    )
    return 0 if known else count


def of_a_group(name: Name) -> bool:
    before = name.words.small[max(0, name.start - 2) : name.start]
    return bool(GROUPS & set(before))


OF_ACCOUNTS = (Owner("a group or page of many", "nhóm zalo Xanh Đẹp", of_a_group),)
