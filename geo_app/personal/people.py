"""Words that announce a person, and words that names of persons are made of.

Titles and duties: forms of address of Vietnamese, ranks of the police (Law 37/2018/QH14, article
21), and what minutes of inspections call those they meet. Family names: the hundred commonest
cover nearly everybody (census of 2009); names of ethnic minorities are covered in part.
"""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(each.split()) for each in text.split(","))


# One capitalised word after these is a name.
TITLES = phrases(
    "ông,bà,anh,chị,cô,chú,bác,em,cháu,cậu,mợ,dì,thím,cụ,thầy,mr,mrs,ms,miss,quý ông,quý bà,"
    "đàn anh,đàn em,anh ta,chị ta,ông ta,bà ta,cô ta,cô giáo,thầy giáo,đồng chí"
)
# After these a family name with another word, one common given name, or initials.
DUTIES = phrases(
    "đối tượng,chủ,chủ cơ sở,chủ quán,chủ nhà,chủ nhà nghỉ,chủ khách sạn,chủ hộ,chủ tiệm,"
    "chủ cửa hàng,chủ nhà hàng,chủ karaoke,chủ doanh nghiệp,chủ hộ kinh doanh,chủ chứa,chủ xe,"
    "quản lý,người quản lý,nhân viên,nữ nhân viên,tiếp viên,nữ tiếp viên,lễ tân,bảo vệ,phục vụ,"
    "thu ngân,kế toán,kỹ thuật viên,khách,khách hàng,khách mua dâm,người mua dâm,người bán dâm,"
    "người môi giới,gái bán dâm,gái mại dâm,gái mát xa,gái,môi giới,má mì,tú bà,ma cô,nạn nhân,"
    "nghi phạm,nghi can,bị can,bị cáo,bị hại,người vi phạm,người đại diện,đại diện,đại diện là,"
    "người đứng tên,người làm chứng,nhân chứng,đồng phạm,đồng bọn,cầm đầu,trùm,đ c,đc,cán bộ,"
    "cbcs,cskv,trinh sát,điều tra viên,chiến sĩ,chiến sỹ,thượng úy,đại úy,trung úy,thiếu úy,"
    "thượng uý,đại uý,trung uý,thiếu uý,thiếu tá,trung tá,thượng tá,đại tá,thiếu tướng,"
    "trung tướng,thượng tướng,đại tướng,hạ sĩ,trung sĩ,thượng sĩ,chủ tịch,phó chủ tịch,bí thư,"
    "phó bí thư,giám đốc,phó giám đốc,trưởng phòng,phó trưởng phòng,trưởng ban,tổ trưởng,tổ phó,"
    "đội trưởng,đội phó,trưởng công an,phó trưởng công an,trưởng thôn,cảnh sát khu vực,bác sĩ,"
    "bác sỹ,luật sư,vợ,chồng,vợ chồng,con trai,con gái,bố,mẹ,người tên,kẻ tên,người phụ nữ,"
    "nam thanh niên,họ tên,họ và tên,họ tên là,anh em,chị em,người báo tin,người thuê nhà,"
    "người thuê,bên thuê,bên cho thuê,người cho thuê,facebook,zalo,nick,nick zalo,nick facebook,"
    "tài khoản facebook,tài khoản zalo,tên"
)
# Between a title or duty and the name.
FILLERS = phrases("là,tên,tên là,tên gọi,họ tên,có tên,có tên là,mang tên,tên thật,tên thật là")
# Streets, schools and firms have a name as well: after one of these it is not a person's.
NAMED_THINGS = words("mang đặt đổi cùng phố đường ngõ trùng gọi ghi cơ quán biển hiệu thương sở")

FAMILY_NAMES = words(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đào Đoàn Trịnh "
    "Trương Lâm Phùng Mai Tô Hà Tạ Cao Chu Lưu Lương Thái Tống Vương Quách Triệu Doãn Kiều Nghiêm "
    "Khuất Đàm Bạch Phí Hứa Mạc Lại Lò Nông Cấn"
)
MIDDLE_NAMES = words("văn thị van thi")
GIVEN_NAMES = words(
    "An Anh Ánh Bắc Bích Bình Châu Chi Chiến Chung Cúc Cường Diễm Diệp Dung Dũng Duy Duyên Đạt "
    "Đông Đức Gấm Giang Hà Hạnh Hằng Hải Hân Hiền Hiếu Hiệp Hoa Hoan Hồng Hoài Huệ Hùng Huy Huyền "
    "Hương Hường Khánh Khoa Kiên Lan Lâm Liên Linh Loan Long Ly Lý Mai Mạnh Minh My Mỹ Nam Nga "
    "Ngân Ngọc Nguyệt Nhàn Nhung Oanh Phong Phúc Phương Phượng Quân Quang Quyên Quỳnh Sơn Tâm Tân "
    "Thành Thanh Thảo Thắm Thắng Thịnh Thoa Thơ Thơm Thu Thúy Thuý Thùy Thuỳ Thủy Thuỷ Thư Thương "
    "Tiến Toàn Trang Trâm Trinh Trung Trường Tú Tuấn Tùng Tuyết Uyên Vân Việt Vinh Xuân Yến Tèo "
    "Tý Tí Tư Béo"
)

# What begins with one of these after a title is an office, an agency or no name at all.
NO_NAMES = words(
    "bé chủ phó trưởng giám bí thường ủy uỷ đội tổ cán sở phòng ban hội ubnd hđnd thủ cục trạm "
    "kế ca catp csgt bql bộ sĩ sỹ em giáo chị mẹ cô bà ông đảng số tp quận huyện xã phường thôn "
    "phố đường ngõ quán chợ street road spa hotel karaoke massage bar club ngữ"
)
NO_NAMES_OF_TWO = phrases(
    "bảo vệ,quản lý,nhân viên,nhân dân,nguyên chủ,nguyên giám,nguyên bí,nguyên trưởng,nguyên phó,"
    "công an,công chức,công dân,công nhân,hà nội,việt nam,thành phố,thành viên,thành ủy,thành đoàn,"
    "viện kiểm,viện trưởng,viện phó,văn phòng,văn thư,văn hóa,quốc hội,tòa án,tổng cục,tổng giám,"
    "tổng bí,tỉnh ủy,tỉnh đoàn,thứ trưởng,chánh văn,chánh án,chánh thanh,hiệu trưởng,hiệu phó,"
    "đoàn viên,đoàn trưởng,đoàn thanh,đoàn kiểm,đoàn thể,lễ tân,liên ngành,thanh tra,cảnh sát"
)
