"""Words that announce a person, and words that names of persons are made of.

Titles and duties: forms of address of Vietnamese, ranks of the police (Law 37/2018/QH14, article
21), and what minutes of inspections call those they meet. Family names: the hundred commonest
cover nearly everybody (census of 2009), those of the peoples of the north-west are beside them.
"""

from geodata.text import fold


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(each.split()) for each in text.split(","))


# One capitalised word after these is a name.
TITLES = phrases(
    "ông,bà,anh,chị,cô,chú,bác,em,cháu,cậu,mợ,dì,thím,cụ,thầy,mr,mrs,ms,miss,quý ông,quý bà,"
    "đàn anh,đàn em,anh ta,chị ta,ông ta,bà ta,cô ta,cô giáo,thầy giáo,đồng chí"
)
# Those after which a name may be written small, where a duty stands behind it.
EVERYDAY_TITLES = phrases("anh,chị,ông,bà,cô,chú,bác")
# After these a family name with another word, one common given name, or initials.
DUTIES = phrases(
    "đối tượng,chủ,chủ cơ sở,chủ quán,chủ nhà,chủ nhà nghỉ,chủ nhà trọ,chủ khách sạn,chủ hộ,"
    "chủ tiệm,chủ cửa hàng,chủ nhà hàng,chủ karaoke,chủ spa,chủ massage,chủ doanh nghiệp,"
    "chủ hộ kinh doanh,chủ chứa,chủ xe,chủ đất,chủ mới,chủ cũ,bà chủ,ông chủ,quản lý,người quản lý,"
    "nhân viên,nữ nhân viên,nam nhân viên,tiếp viên,nữ tiếp viên,lễ tân,bảo vệ,nhân viên bảo vệ,"
    "nhân viên lễ tân,phục vụ,thu ngân,kế toán,đầu bếp,phụ bếp,tạp vụ,giúp việc,kỹ thuật viên,"
    "khách,khách hàng,khách mua dâm,khách nam,khách nữ,khách thuê,khách trọ,người mua dâm,"
    "người bán dâm,người môi giới,gái bán dâm,gái mại dâm,gái mát xa,gái,môi giới,má mì,tú bà,"
    "ma cô,bảo kê,nạn nhân,nghi phạm,nghi can,bị can,bị cáo,bị hại,người vi phạm,người đại diện,"
    "đại diện,đại diện là,đại diện cơ sở,người đứng tên,người làm chứng,nhân chứng,đồng phạm,"
    "đồng bọn,cầm đầu,trùm,đ c,đc,cán bộ,cbcs,cskv,trinh sát,điều tra viên,chiến sĩ,chiến sỹ,"
    "thượng úy,đại úy,trung úy,thiếu úy,thượng uý,đại uý,trung uý,thiếu uý,thiếu tá,trung tá,"
    "thượng tá,đại tá,thiếu tướng,trung tướng,thượng tướng,đại tướng,hạ sĩ,trung sĩ,thượng sĩ,"
    "chủ tịch,phó chủ tịch,bí thư,phó bí thư,giám đốc,phó giám đốc,trưởng phòng,phó trưởng phòng,"
    "trưởng ban,tổ trưởng,tổ phó,đội trưởng,đội phó,trưởng công an,phó trưởng công an,trưởng thôn,"
    "cảnh sát khu vực,bác sĩ,bác sỹ,luật sư,y sĩ,dược sĩ,vợ,chồng,vợ chồng,vợ cũ,chồng cũ,bạn gái,"
    "bạn trai,người yêu,con trai,con gái,con nuôi,em trai,em gái,chị gái,anh trai,cháu gái,"
    "cháu trai,bố,mẹ,bố đẻ,mẹ đẻ,người tên,kẻ tên,người phụ nữ,nam thanh niên,nữ thanh niên,họ tên,"
    "họ và tên,họ tên là,anh em,chị em,người báo tin,người thuê nhà,người thuê,bên thuê,"
    "bên cho thuê,người cho thuê,người trông coi,người trông xe,trông xe,trông quán,giữ xe,lái xe,"
    "tài xế,lái taxi,xe ôm,phụ xe,công dân,sinh viên,học viên,lao động,cộng tác viên"
)
# Between a title or duty and the name.
FILLERS = phrases(
    "là,tên,tên là,tên gọi,họ tên,có tên,có tên là,mang tên,tên thật,tên thật là,khai tên,"
    "khai tên là,tự xưng là,tự xưng tên,lấy tên,lấy tên là,gồm,gồm có,tên thường gọi,là anh,là chị"
)
# What says that a name follows, of whatever people and however it is made up.
NAME_WORDS = phrases("tên,tên là,khai tên,khai tên là,tự xưng là,tên thật,tên thật là,họ tên")
# What says that a name which people are called by follows.
NICKNAME_WORDS = phrases(
    "biệt danh,biệt danh là,bí danh,hỗn danh,tên thường gọi,tên thường gọi là,thường gọi là,"
    "hay gọi là,hay còn gọi là,còn gọi là,alias"
)
# Of the same kind, but ordinary words too: only behind a name or at the beginning of brackets.
SHORT_NICKNAME_WORDS = phrases("tự,tức,tức là")
# Streets, schools and firms have a name as well: after one of these it is not a person's.
NAMED_THINGS = words(
    "mang đặt đổi cùng phố đường ngõ trùng gọi ghi cơ quán biển hiệu thương sở nhà hàng karaoke "
    "công ty trường chợ khu tòa toà thôn xã phường quận đơn vị cửa tiệm spa club bar sạn dự án sản "
    "phẩm nghỉ massage file tệp"
)

FAMILY_NAMES = words(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đào Đoàn Trịnh "
    "Trương Lâm Phùng Mai Tô Hà Tạ Cao Chu Lưu Lương Thái Tống Vương Quách Triệu Doãn Kiều Nghiêm "
    "Khuất Đàm Bạch Phí Hứa Mạc Lại Lò Nông Cấn La Châu Từ Thân Ninh Khổng Giang Vi Tăng Cù Bế Trà "
    "Thạch Tôn Diệp Âu Ứng Mã Văn Thiều Ngụy Uông Lều Đồng Đới Cung Chử Chúc Giáp Khương Kim Lã Lữ "
    "Lục Mẫn Nhữ Ngọ Quản Sái Tào Tiêu Trưng Úc Vạn Hàn Hoa Hầu"
)
# Those that are ordinary words first: only with Văn or Thị behind them.
DOUBTFUL_FAMILY_NAMES = words(
    "lại mã quản từ đồng tăng ứng cung chúc vạn văn trà tiêu hàn hoa hầu ngọ khổng thân châu la vi "
    "giang kim giáp viên úc âu diệp ninh thạch tôn lục"
)
# Families whose name is hardly ever another word: two words are enough to tell a person.
SURE_FAMILY_NAMES = words(
    "nguyễn trần phạm huỳnh phan vũ võ đặng bùi đỗ ngô đinh trịnh phùng lê trương tạ quách doãn "
    "nghiêm khuất hoàng đoàn"
)
# Of these, three words without marks are enough.
SURE_WITHOUT_MARKS = words("nguyen tran pham huynh bui ngo trinh phung hoang khuat nghiem quach")
# Of the Mông, Dao, Thái, Mường and others, with the words that follow them.
NORTHERN_FAMILY_NAMES = words(
    "Giàng Lầu Vàng Sùng Thào Vừ Hờ Mùa Ly Cứ Tráng Cà Quàng Tòng Lường Bàn Phàn Tẩn Chẻo Ma Xồng "
    "Hạng Hảng Sình Thò Cháng Lù Lèng Vù Cư Sần Tao Hà Lò Lý Triệu Bùi Đinh Quách Vì Hạ Già Lồ"
)
NORTHERN_MIDDLE_NAMES = words("A Y Seo Láo Mí Chẩn Thị Văn Bá Tả Mùi Khái Pó")
MIDDLE_NAMES = words("văn thị van thi")
GIVEN_NAMES = words(
    "An Anh Ánh Bắc Bích Bình Châu Chi Chiến Chung Cúc Cường Diễm Diệp Dung Dũng Duy Duyên Đạt "
    "Đông Đức Gấm Giang Hà Hạnh Hằng Hải Hân Hiền Hiếu Hiệp Hoa Hoan Hồng Hoài Huệ Hùng Huy Huyền "
    "Hương Hường Hưng Khánh Khoa Kiên Lan Lâm Liên Linh Loan Long Ly Lý Mai Mạnh Minh My Mỹ Nam "
    "Nga Ngân Ngọc Nguyệt Nhàn Nhung Oanh Phong Phúc Phương Phượng Quân Quang Quyên Quỳnh Sơn Tâm "
    "Tân Thành Thanh Thảo Thắm Thắng Thịnh Thoa Thơ Thơm Thu Thúy Thuý Thùy Thuỳ Thủy Thuỷ Thư "
    "Thương Tiến Toàn Toản Trang Trâm Trinh Trung Trường Tú Tuấn Tùng Tuyết Uyên Vân Việt Vinh "
    "Xuân Yến Tèo Tý Tí Tư Béo Cương Danh Dương Đăng Điệp Hậu Hòa Hoà Hợp Khang Khải Khôi Kiệt "
    "Kiều Lộc Lợi Luân Lương Mận Mơ Nghĩa Nguyên Nhân Nhật Nhi Như Ninh Phú Phát Quý Quyết Quyền "
    "Sang Sáng Sen Sương Tài Thái Thạch Thiện Thọ Thuận Tín Tình Trí Trọng Trúc Tuyên Vượng Vương "
    "Vy Lụa Lựu Na Nụ Đào Khanh Hào Bảo Bách Thế Vũ Vịnh Lành Lượng Thêu Bống Hoàng Hiển Phước "
    "Khuê Diệu Hảo Quế Trân"
)
# Syllables of middle and given names beyond those. Together with a family name in front they make
# a full name; alone they are words like others.
NAME_SYLLABLES = GIVEN_NAMES | words(
    "Ân Ba Bá Bạch Bằng Băng Biên Bính Bốn Bội Cảnh Cầm Cẩm Cần Chánh Chấn Chí Chiêu Chinh Chính "
    "Chu Chương Chuyên Cơ Công Cung Dân Diên Diễn Diện Diệu Dinh Doan Doãn Doanh Du Duyệt Dưỡng "
    "Đài Đại Đan Đàn Đạo Đằng Điềm Điểm Điền Đình Đính Định Đoan Đoàn Đô Độ Đôn Đồng Được Em Gia "
    "Giáp Hạ Hai Hàn Hán Hanh Hành Hảo Hạo Hiên Hiến Hiển Hiện Hiệu Hinh Hoá Hóa Hoàn Hoàng Hoành "
    "Hoạt Học Hồi Hội Huân Huấn Huyên Huynh Huỳnh Hứa Hướng Hữu Hỷ Kha Khả Khai Khắc Khiêm Khiết "
    "Khoát Khuê Khuyên Khương Kiện Kim Kính Kỳ Lài Lam Lân Lê Lệ Lễ Len Liêm Liễu Lĩnh Luận Luật "
    "Lục Luyến Luyện Lư Lưu Lực Lượng Mạc Mão Mẫn Mậu Mây Mi Mị Miên Miền Mùi Muội Mừng Năm Năng "
    "Ngà Nghi Nghị Nghiêm Nghiệp Ngọ Ngoan Ngôn Nguyễn Nguyện Nhã Nhài Nhạn Nhâm Nhẫn Nhiên Nho "
    "Nhuận Nhựt Nhường Niên Nương Phấn Phi Phiên Phục Phụng Phước Quan Quảng Quế Quốc Quy Quỳ Rạng "
    "Sa San Sanh Sáu Sâm Sinh Song Sỹ Sĩ Tam Tám Tạo Tấn Tần Tập Tất Thạnh Thao Thăng Thân Thập "
    "Thật Thể Thêm Thi Thị Thìn Thiên Thiệp Thiều Thiệu Tho Thoan Thoại Thông Thống Thời Thuấn "
    "Thuần Thuật Thục Thụy Thuỵ Thuyên Thuyết Thức Thược Thường Thưởng Thy Tiên Tiền Tiệp Tính "
    "Tĩnh Toan Toán Toại Tố Tôn Tông Tốt Trà Trạch Tráng Trầm Trân Trần Trị Triết Triều Triệu "
    "Trình Trụ Trực Trương Tuân Tuất Tuệ Tuy Tuyến Tuyền Tuyển Tứ Từ Tước Tường Tưởng Tựu Tỵ Uyển "
    "Út Ước Vạn Vang Vàng Văn Vệ Vi Vĩ Viên Viễn Viện Vĩnh Võ Vui Xuyến Ý Yên Cu Mít Nở Sửu Tẹo "
    "Thoả Thỏa Vóc Hợi Dần Dậu Lạc Bưởi Bẩy Bảy Chín Mười Tẻo Thiết Thực Thúc Trứ Khoái Ngát Phẩm "
    "Phán Phối Quát Quyến Rồng Sắc Soạn Tạ Tảo Thoán Thủ Thuân Tịnh Trác Truyền Vị Vựng Hiếu Tơ "
    "Thắm Thư Đắc Ích Quỹ Nhượng Bường Vân Đệ Lai Nội Ưng Ngự Tiếp Đoái Mầu Liệu Đông"
)

# What begins with one of these is an office, an agency, a house or a paper.
OFFICES = words(
    "chủ phó trưởng giám bí thường ủy uỷ đội tổ cán sở phòng ban hội ubnd hđnd thủ cục trạm kế ca "
    "catp csgt bql bộ sĩ sỹ giáo đảng số tp quận huyện xã phường thôn phố đường ngõ quán chợ "
    "street road spa hotel karaoke massage bar club ngữ xe taxi grab bus internet tòa toà trường "
    "bệnh viện tnhh tmcp htx phương trật nước pl điều"
)
# Behind a title these are other words of address, or nobody: ông bà, em bé.
NO_NAMES = OFFICES | words("bé em chị mẹ cô bà ông")
NO_NAMES_OF_TWO = phrases(
    "bảo vệ,quản lý,nhân viên,nhân dân,nguyên chủ,nguyên giám,nguyên bí,nguyên trưởng,nguyên phó,"
    "công an,công chức,công dân,công nhân,công khai,công ty,công cộng,công tác,công đoàn,công văn,"
    "hà nội,việt nam,thành phố,thành viên,thành ủy,thành đoàn,thành lập,thành tích,viện kiểm,"
    "viện trưởng,viện phó,văn phòng,văn thư,văn hóa,văn bản,quốc hội,quốc gia,quốc lộ,quốc tế,"
    "tòa án,tổng cục,tổng giám,tổng bí,tỉnh ủy,tỉnh đoàn,thứ trưởng,chánh văn,chánh án,chánh thanh,"
    "hiệu trưởng,hiệu phó,đoàn viên,đoàn trưởng,đoàn thanh,đoàn kiểm,đoàn thể,lễ tân,liên ngành,"
    "liên hệ,liên quan,thanh tra,thanh niên,thanh toán,cảnh sát,an ninh,an toàn,trung tâm,"
    "trung ương,trung tá,trung úy,trung bình,trung cấp,hải quan,hải phòng,quân đội,quân sự,"
    "quân khu,tư pháp,tư nhân,tư vấn,đông anh,tài chính,tài khoản,tài xế,thông tin,thông báo,"
    "minh bạch,phát sinh,phát hiện,phát triển,giang hồ,trường hợp,trường học,tình trạng,tình hình,"
    "hợp tác,hợp đồng,hòa giải,hoà giải,sáng ngày,chiều ngày,tân cổ,an sinh,bảo hiểm,bảo tàng,"
    "lương thực,du lịch,du khách,việt kiều,sơn la,bắc giang,bắc ninh,hưng yên,nam định,hải dương,"
    "thái bình"
)
# Words that are family names as well, with the word before or behind which makes them others.
ORDINARY_BEFORE = phrases(
    "vi phạm,tội phạm,xâm phạm,quy phạm,sư phạm,mô phạm,thành đoàn,công đoàn,quân đoàn,tập đoàn,"
    "trung đoàn,sư đoàn,tiểu đoàn,bãi đỗ,bến đỗ,điểm đỗ,dừng đỗ,tiền lương,trả lương,bảng lương,"
    "quản lý,xử lý,pháp lý,tâm lý,vật lý,hợp lý,đại lý,công lý,địa lý,nguyên lý,thanh lý,thụ lý,"
    "ngày mai,hoa mai,sao mai,mỉa mai,lâu đài,thủy lâm,nông lâm,kiểm lâm,việt kiều,hoa kiều,"
    "kiểu hà,sông hà,hồng hà,thanh hà,thái hà,dịch vụ,nghĩa vụ,karaoke vũ,ngân hà,hải hà,nâng cao,"
    "tối cao,nhà cao,mức cao,cấp cao,tòa cao,một triệu,trăm triệu,mươi triệu,các hồ,ven hồ,bờ hồ,"
    "quanh hồ,lòng hồ,công lao,bắc thái,sắc thái,trạng thái,hình thái,sinh thái,gia đình,thị trấn,"
    "chương trình,bảo lưu,tạm lưu,hạ lưu,giao lưu,kho bạch,minh bạch,lệ phí,kinh phí,chi phí,"
    "lãng phí,học phí,thu phí,hoàn lại,trở lại,đóng lại,mở lại,còn lại,ở lại"
)
ORDINARY_BEHIND = phrases(
    "hồ sơ,hồ tây,hồ gươm,hồ hoàn,hồ bơi,hồ đồng,lý do,lý lịch,lý luận,lý thường,đỗ xe,đỗ tại,"
    "đào tạo,đào sâu,lưu ý,lưu trữ,lưu trú,lưu hành,lưu thông,lưu động,lưu hồ,lưu đính,lưu thành,"
    "lưu lại,lưu vào,lưu văn,phạm vi,phạm tội,phạm nhân,phạm pháp,vũ trường,vũ nữ,vũ khí,vũ công,"
    "vũ lực,cao điểm,cao cấp,cao đẳng,cao học,cao nhất,cao tốc,cao tầng,cao hơn,hà nội,hà đông,"
    "hà nam,hà giang,hà tĩnh,hà tây,hà lan,hà thành,hà trung,hà tiên,hà hồi,mai mối,mai dịch,"
    "mai châu,mai linh,mai động,mai lâm,thái lan,thái bình,thái nguyên,thái độ,thái hà,thái thịnh,"
    "lâm đồng,lâm nghiệp,lâm sản,lâm trường,lương tâm,lương thực,lương y,lương sơn,lương tháng,"
    "đoàn kiểm,đoàn thanh,đoàn viên,đoàn thể,đoàn kết,đoàn công,đoàn liên,đoàn văn,đoàn đại,"
    "đoàn đội,chu trình,chu kỳ,chu vi,chu đáo,chu cấp,tạ lỗi,tạ ơn,tô màu,tô vẽ,tô hiệu,dương tính,"
    "dương lịch,dương nội,dương xá,dương liễu,kiều bào,kiều dân,kiều mai,kiều kỵ,triệu đồng,"
    "triệu người,triệu lượt,triệu tập,tống đạt,nông dân,nông nghiệp,nông thôn,nông sản,võ thuật,"
    "võ cổ,võ đường,trương biển,từ ngày,từ điển,từ thiện,từ chối,từ liêm,từ năm,từ đầu,la thành,"
    "la khê,la cà,la phù,châu âu,châu á,châu phi,châu can,châu quỳ,châu long,ninh bình,ninh hiệp,"
    "ninh sở,ninh thuận,văn bản,văn phòng,văn hóa,văn hoá,văn thư,văn minh,văn nghệ,văn miếu,"
    "văn quán,văn chương,văn khê,văn điển,văn cao,kim mã,kim ngưu,kim giang,kim liên,kim chung,"
    "kim cương,kim bài,hoa hồng,hoa sen,hoa mai,hoa kỳ,hoa sữa,hoa lư,hoa viên,hàn quốc,hàn the,"
    "hoàng mai,hoàng gia,hoàng thành,hoàng cung,hoàng kim,hoàng hôn,hoàng cầu,hoàng liệt,"
    "hoàng long,giang biên,giang văn,giang hồ,bạch mai,bạch đằng,bạch kim,bạch hạc,đồng chí,"
    "đồng nai,đồng tháp,đồng xuân,đồng mai,đồng ý,đồng thời,đồng bộ,ông bà,mã số,mã hồ,đặng xá,"
    "đặng trần,ngọ môn,tiêu chuẩn,tiêu chí,tiêu biểu,tiêu thụ,tăng cường,tăng ca,tăng thiết,"
    "tăng nhân,thân nhân,thân thiện,thân thể,thạch thất,thạch bàn,thạch hòa,thạch cầu,tôn tạo,"
    "tôn giáo,tôn vinh,tôn đức,tôn thất,vi phạm,vi tính,viên chức,viên nội,cung cấp,cung thiếu,"
    "cung văn,cung ứng,trà đá,trà sữa,trà đạo,trà quán,khương đình,khương trung,khương mai,"
    "khương thượng,khương hạ,quản lý,quản trị,quản đốc,phó chủ,phó giám,phó trưởng,phó bí,phó đội,"
    "phó ban,phó phòng,phó viện,phó cục,phó tổng,phó công,vạn phúc,vạn thắng,vạn điểm,vạn bảo,"
    "vạn kiếp,lục quân,tào phớ,thái cực,thái dương,mai anh,quách lãng,đinh ninh,đoàn trần,ngô thì,"
    "phan rang,phan thiết,phùng khoang,phùng xá,trần phú,lê nin,hứa hẹn,lại đà,lại yên,phí qua,"
    "phí sinh,tống trân,vương thừa,cấn hữu,cù lao,bế mạc,bế giảng,đàm phán,đàm thoại,lò mổ,lò gạch,"
    "lò hơi,lò nướng,mạc thị,ứng dụng,ứng hòa,ứng phó,ứng cử,đới với,chúc mừng,chúc sơn,giáp bát,"
    "giáp ranh,giáp nhị,giáp tứ,lã vọng,uông bí,khổng lồ,cao xanh,cao su,bùi ngùi"
)
# Words behind a name that tell that it is a person's: what only persons do or have. After the
# strong ones even the name of a street is a person's.
DEEDS = phrases(
    "khai,khai nhận,khai báo,khai rằng,khai tên,khai là,khai đã,khai có,tự khai,thừa nhận,"
    "trình bày,thú nhận,cam kết,cam đoan,xin khắc phục,bỏ trốn,bỏ chạy,bị bắt,bị tạm giữ,"
    "bị khởi tố,bị xử phạt,bị truy nã,bị phạt,đã bị,trú tại,trú ở,trú quán,thường trú,tạm trú,"
    "thuê trọ,cư trú,hktt,đktt,quê,quê quán,nguyên quán,sinh năm,sinh ngày,cầm đầu,điều hành,"
    "điều khiển,môi giới,mua dâm,bán dâm,ký biên bản,ký nhận,ký tên,ký xác nhận,ký cam kết,bảo kê,"
    "cho biết,đứng ra,đứng tên,nhận lỗi,đến thuê,đến trình diện,ra trình diện,nghỉ việc,xin nghỉ,"
    "thuê lại,thuê phòng,thuê nhà,không hợp tác,quốc tịch,dân tộc"
)
NO_DEEDS = phrases("khai trương,khai thác,khai giảng,khai mạc,khai thông,khai hoang")
STRONG_DEEDS = phrases(
    "khai,khai nhận,khai báo,khai rằng,khai tên,khai là,khai đã,tự khai,thừa nhận,trình bày,"
    "thú nhận,bỏ trốn,bị bắt,bị tạm giữ,bị khởi tố,điều hành,trú tại,trú ở,sinh năm,sinh ngày,hktt,"
    "ký biên bản,đứng tên,bán dâm,mua dâm,cầm đầu"
)
# What a person is or does, behind a name written small: nguyen van hung chu quan.
ROLES_BEHIND = (
    DUTIES
    | DEEDS
    | phrases(
        "làm nhân viên,là nhân viên,làm chủ,là chủ,làm quản lý,là quản lý,làm tiếp viên,"
        "là tiếp viên,làm bảo vệ,là bảo vệ,làm lễ tân,là lễ tân,có mặt,vắng mặt"
    )
)


def folded(known: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """The phrases as they are written without marks."""
    return frozenset(tuple(map(fold, each)) for each in known)
