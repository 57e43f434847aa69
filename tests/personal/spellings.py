"""Spellings that point to a person, all of them invented, by the kind that is to be found."""

from tests.personal.harmless import lines_of
from tests.personal.line_ends import BROKEN_IDENTITIES, BROKEN_PHONES
from tests.personal.odd_digits import ODD_IDENTITIES, ODD_PHONES

IDENTITIES = """
CCCD 001085012345
số 001 085 012 345
001.085.012.345
001.085.012345
001-085-012345
001085 012345
0010 8501 2345
001 0 85 012345
0 0 1 0 8 5 0 1 2 3 4 5
００１０８５０１２３４５
001085\u200b012345
001\u00a0085\u00a0012\u00a0345
001\u2011085\u2011012345
0010\u00ad8501\u00ad2345
𝟎𝟎𝟏𝟎𝟖𝟓𝟎𝟏𝟐𝟑𝟒𝟓
OO1085O12345
thẻ căn cước:001085012345.
CCCD:001085012345
CCCD số: 00108501 2345
(CCCD 001085012345)
CCCD001085012345
036192004567 là số của người đó
đã ghi 079301009876, đã trả
số định danh 001 2 85 012345
số định danh cá nhân: 001/085/012345
mã định danh 001085012345
căn cước công dân 0010-8501-2345
căn cước số 001085-012-345
can cuoc cong dan 001085012345
giấy tờ tùy thân 001085012345
CCCD 001_085_012_345
CCCD 001 : 085 : 012345
CCCD 00108501234
CMND 012345678
CMND số 012 345 678
CMND: 145678901
CMT 145.678.901
CMTND 1456 78901
chứng minh thư 145-678-901
chứng minh nhân dân số 145 678 901
012345678
145678901
012 345 678
012.345.678
hộ chiếu B1234567
hộ chiếu số C 7654321
Hộ chiếu: b1234567
passport No. B1234567
CCCD: 0 01 085 012345
cccd 001.0850.12345
Số CCCD/CMND: 001085012345
CC 001085012345
mang số 001301012345 cấp ngày 01/01/2021
CMND 0 1 2 3 4 5 6 7 8
CMND 12 số 001085012345
CMND cũ 012345678, CCCD mới 001085012345
giấy CMND mang tên số 111222333
GPLX 012345678901
""".strip().split("\n")

PHONES = """
gọi 0912345678 khi cần
0912 345 678
0912.345.678
0912-345-678
0912 34 56 78
091 234 5678
091.234.5678
0 912 345 678
09 1234 5678
09.12.34.56.78
0 9 1 2 3 4 5 6 7 8
0912/345/678
0912/345678
0912,345,678
0912_345_678
0912 . 345 . 678
0912 - 345 - 678
(0912) 345 678
(091) 2345678
0912·345·678
0912–345–678
０９１２３４５６７８
0912\u200b345\u200c678
0912\ufeff345678
0912\u00a0345\u00a0678
0912\u2009345\u2009678
0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣
O912345678
O912 345 678
o912.345.678
09I2 345 678
+84912345678
+84 912 345 678
(+84) 912 345 678
(+84)912345678
+84 (0) 912 345 678
+84-912-345-678
+84.912.345.678
84912345678
84 912 345 678
0084912345678
0084 912 345 678
0321234567
0351234567
0391 234 567
0521234567
0561234567
0592345678
0701234567
0771234567
0812345678
0861234567
0871234567
0901234567
0961234567
0991234567
01234567890
0168 234 5678
0168.234.56.78
912345678
912 345 678
SĐT0912345678
SĐT: 912345678
ĐT:0912345678
ĐT: 38253536
điện thoại 3825 3536
số điện thoại: 0912345678
dt 0912345678
tel: 0912345678
hotline 0912345678
zalo0912345678
Zalo: 0912 345 678
zalo 912345678
liên hệ 0912345678 gặp chủ
LH: 0912.345.678
0912345678zalo
0912345678(zalo)
0912345678, 0987654321
0912345678/0987654321
0912345678 - 0987654321
1. 0912345678
12-0912345678
024 3825 3536 gặp trực ban
024.38253536
(024) 3825 3536
024-3825-3536
02438253536
+84 24 3825 3536
(84-24) 38253536
028 3829 7643
0204 385 1234
0225.3842.123
04 3825 3536
(04) 38253536
04.38253536
số đt của bà là 0987 65 43 21
đt 0 2 4 3 8 2 5 3 5 3 6
số điện thoại:0987654321;
Sđt:(0987)654-321
091 2 345 678
0912.34.5678
09123 45678
0912 3456 78
+84 91 234 56 78
+84(0)912345678
+84912 345 678.
84-912-345-678
Số ĐT cơ quan 024.3825.3536 máy lẻ 12
call 0987654321
0987654321.
"0987654321"
0987654321-Hùng
số tk 0987654321
""".strip().split("\n")

ADDRESSES = """
nguyenvana@gmail.com
a.b+c@hanoi.gov.vn
gửi về ten_moi@yahoo.com.vn nhé
ten @ gmail.com
ten@ gmail.com
ten@gmail .com
ten @ gmail . com
ten@gmail,com
ten (at) gmail.com
ten (at) gmail . com
ten[at]gmail[dot]com
ten [at] gmail [dot] com
ten(a còng)gmail.com
ten a còng gmail chấm com
ten at gmail dot com
ten＠gmail．com
ten{at}congty.vn
ten@gmail
thu@công-ty.vn
facebook.com/ten.vi.du
https://www.facebook.com/profile.php?id=100001
fb.com/tenvidu
m.me/tenvidu
zalo.me/0912345678
https://zalo.me/tenvidu
t.me/tenvidu
tiktok.com/@tenvidu
instagram.com/tenvidu
telegram @tenvidu
zalo: @tenvidu
a@b.vn
mail: ten.ho[at]congan.com
Email ten_ho @ gmail. com
ten.ho@ gmail . com . vn
fb: facebook.com/ten.ho?ref=1
www.facebook.com/groups/abc
""".strip().split("\n")

NAMES_WITH_OTHER_CHARACTERS = """
ông Nguye\u0302\u0303n Va\u0306n A
ông\u00a0Nguyễn\u00a0Văn\u00a0A
ông Ngu\u200byễn Văn A
""".strip().split("\n")


NAMES = lines_of("names") + NAMES_WITH_OTHER_CHARACTERS

BY_KIND = {
    "identity": [*IDENTITIES, *ODD_IDENTITIES, *BROKEN_IDENTITIES],
    "phone": [*PHONES, *ODD_PHONES, *BROKEN_PHONES],
    "address": ADDRESSES,
    "name": NAMES,
}
