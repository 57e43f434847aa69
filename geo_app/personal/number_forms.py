"""What Vietnamese identity and phone numbers look like, and what only looks like them.

Sources
- Twelve digits of a citizen: province of birth registration, century and sex, two digits of the
  year of birth, six of chance (Decree 137/2015/ND-CP, article 13; Law 26/2023/QH15, article 12).
  Codes of provinces: annex 1 of Circular 07/2016/TT-BCA, kept by Circular 59/2021/TT-BCA.
- Nine digits of the older card: the first two are 01-38, the police that issued it (Decree
  05/1999/ND-CP).
- Telephones: Circular 22/2014/TT-BTTTT. Mobile numbers have ten digits since 15 September 2018,
  eleven before; fixed lines begin with 02 since 2017, those of Hanoi with 04 before.
"""

import re

# Stands where something was that is no number of a person.
HIDDEN = "\x00"

# What people put between the digits of one number; a comma with a blank separates two.
BETWEEN = r"(?:[ .\-_·•*()\[\]/|'’~+]{1,3}|,(?! ))"

PROVINCES = (
    "001|002|004|006|008|010|011|012|014|015|017|019|020|022|024|025|026|027|030|031|033|034|035"
    "|036|037|038|040|042|044|045|046|048|049|051|052|054|056|058|060|062|064|066|067|068|070|072"
    "|074|075|077|079|080|082|083|084|086|087|089|091|092|093|094|095|096"
)
# 0 and 1 were born in the twentieth century, 2 and 3 in the present one.
CITIZEN = re.compile(rf"(?:{PROVINCES})[0-3]\d{{8}}")
OLD_IDENTITY = re.compile(r"(?:0[1-9]|[12]\d|3[0-8])\d{7}")

# The three digits after which a mobile number is somebody's, without the zero.
MOBILE_PREFIXES = r"(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])"
AREA_CODES = r"2(?:0[3-9]|1[0-689]|2[0-25-9]|3[2-9]|4\d|5[124-9]|6[0-39]|7[0-7]|8\d|9[0-4679])"
ABROAD = r"(?:0084|84)0?"
MOBILE = re.compile(rf"(?:{ABROAD}|0){MOBILE_PREFIXES}\d{{7}}")
OLD_MOBILE = re.compile(rf"(?:{ABROAD}|0)1[2689]\d{{8}}")
FIXED_LINE = re.compile(rf"(?:{ABROAD}|0){AREA_CODES}\d{{7}}")
OLD_FIXED_LINE = re.compile(rf"(?:{ABROAD}|0)4[2-7]\d{{7}}")
PHONES = (MOBILE, OLD_MOBILE, FIXED_LINE, OLD_FIXED_LINE)
# A spreadsheet drops the zero in front.
WITHOUT_ZERO = re.compile(rf"{MOBILE_PREFIXES}\d{{7}}")
# After a word such as SĐT: any number that can be dialled, the short one of a fixed line too.
DIALLED = re.compile(rf"0\d{{9,10}}|{ABROAD}\d{{9,10}}|[35789]\d{{8}}|[2367]\d{{7}}")

IDENTITY_WORDS = (
    r"(?:cccd|cmnd|cmtnd|cmt|cancuoc|căn cước(?: công dân)?|can cuoc(?: cong dan)?"
    r"|chứng minh(?: thư| nhân dân)?|chung minh(?: thu| nhan dan)?"
    r"|số định danh|so dinh danh|mã định danh|định danh cá nhân|giấy tờ tùy thân)"
)
PHONE_WORDS = (
    r"(?:s?đt|s?dt|sđtdđ|đtdđ|điện thoại|dien thoai|di động|di dong|tel|phone|mobile|hotline"
    r"|zalo|viber|whatsapp|liên hệ|lien he|lh|gọi(?: số)?|alo)"
)
DAY, IN_YEAR, YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d{2}"
# A month that more digits follow is the beginning of a number: 09.2012.3456.
DATE = (
    rf"(?:{DAY}[./-]{IN_YEAR}[./-]{YEAR}|{YEAR}[./-]{IN_YEAR}[./-]{DAY}"
    rf"|{IN_YEAR}[./-]{YEAR}(?![. -]\d{{3}}))(?!\d)"
)
DATES = rf"{DATE}(?:[./-]{DATE})*"
SPACED_DATE = rf"{DAY}(?P<blank>[ ]| ?[./-] ?){IN_YEAR}(?P=blank){YEAR}(?!\d)"
TYPES_OF_DOCUMENTS = (
    "QĐ|KH|BB|NĐ|TT|CT|TB|BC|CV|NQ|TTr|TTLT|GM|GP|GCN|PL|HD|HĐ|QC|CĐ|PA|ĐA|TCVN|QCVN|BBKT"
)
UNITS = (
    r"(?:đồng|đ|vnđ|vnd|nghìn|ngàn|triệu|tỷ|tỉ|usd|m|m2|m²|m3|km|km2|km²|ha|kg|tấn|lít|người|lượt"
    r"|cơ sở|trường hợp|vụ|buổi|học sinh|sinh viên|hộ|tờ|cuốn|bản|%)"
)
# What is no number of a person, wherever it stands; the rules for numbers do not see it.
NOT_PERSONAL = (
    # The hash of a row or a file, in which any digits may stand.
    re.compile(r"(?<![^\W_])[0-9a-f]{32,128}(?![^\W_])"),
    re.compile(rf"(?<!\d)(?<!\d{{3}}[./-])(?:{DATES}|{SPACED_DATE})"),
    # 46/KH-UBND, 123/2024/QĐ-TTg, 12/BB: digits, perhaps a year, letters of a kind or an office.
    re.compile(
        r"(?<![\d/.])\d[\d.]{0,11}(?:/\d{2,4})?/"
        rf"(?:(?:{TYPES_OF_DOCUMENTS})\b|[A-ZĐ]\w{{0,5}}-[A-ZĐ])"
    ),
    # 250.000.000 đồng; a figure never begins with zero, a telephone number always does.
    re.compile(
        r"(?<![\d+])(?<!\d[ .,-])[1-9](?:\d{0,2}(?:[.,]\d{3})+|\d*)(?:[.,]\d+)?"
        rf"\s?{UNITS}(?!\w)",
        re.IGNORECASE,
    ),
    # Latitude and longitude of Vietnam in degrees, in this order and the other one.
    re.compile(
        r"(?<![\d.,])(?:[89]|1\d|2[0-3])[.,]\d{2,}\D{1,6}?10[2-9][.,]\d{2,}"
        r"|(?<![\d.,])10[2-9][.,]\d{2,}\D{1,6}?(?:[89]|1\d|2[0-3])[.,]\d{2,}"
    ),
)
# Words before a number that say that it is a sum, or the number of a paper.
MONEY_BEFORE = re.compile(
    r"(?:kinh phí|số tiền|tổng(?: số| cộng)?|trị giá|giá|phạt(?: tiền)?|thu(?: nộp)?|nộp)\W{0,8}$",
    re.IGNORECASE,
)
PAPER_BEFORE = re.compile(
    r"(?:\bbb|biên bản|công văn|\bcv|hồ sơ|\bhs|giấy phép|\bgp|\bgcn|quyết định|\bqđ|hóa đơn"
    r"|hoá đơn|biên lai|phiếu|lệnh|\bmã|sê-ri|seri|số hiệu|chứng nhận|văn bản|tờ trình|báo cáo"
    r"|thông báo|kế hoạch|vào sổ|thụ lý|hợp đồng|đơn thư|tờ khai|kinh doanh|niêm phong)"
    # biên bản kiểm tra số …, but not the record of somebody.
    r"(?: (?!của|ông|bà|anh|chị|gọi|đt|số|no)[^\W\d_]{1,8}){0,4}(?: (?:số|no))?[ .:]{0,3}$",
    re.IGNORECASE,
)
TAX_CODE_BEFORE = re.compile(
    r"(?:mã số thuế|\bmst|mã số (?:doanh nghiệp|dn)|mã số hộ kinh doanh|đkkd|đăng ký kinh doanh"
    r"|đăng ký doanh nghiệp)(?: số)?[ .:]{0,3}$",
    re.IGNORECASE,
)
