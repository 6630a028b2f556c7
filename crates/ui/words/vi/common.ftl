# Từ dùng chung cho mọi trang. Mỗi khái niệm một từ, không dùng hai từ cho cùng một khái niệm.

## Sản phẩm
product = Chiều Sâu
product-purpose = Rà soát hộ nghèo, hộ cận nghèo

## Người, nơi, việc
household = Hộ
households = Hộ
household-list = Danh sách hộ
household-count = Số hộ
person-count = Số nhân khẩu
households-counted = { $count } hộ
person = Nhân khẩu
persons = Nhân khẩu
persons-counted = { $count } nhân khẩu
head-of-household = Chủ hộ
household-code = Mã hộ
members = Số nhân khẩu
unit = Đơn vị hành chính
units = Đơn vị hành chính
province = Tỉnh
district = Huyện (cũ)
commune = Xã
village = Thôn, xóm
standard = Chuẩn nghèo
dimension = Chiều
indicator = Chỉ số
indicators = Chỉ số
deprivation = Thiếu hụt
deprived = Thiếu hụt
not-deprived = Không thiếu hụt
visit = Lượt khảo sát
evaluation = Kết quả đánh giá
round = Kỳ rà soát
case = Hồ sơ
status = Tình trạng
movement = Diễn biến
programme = Chương trình
entitlement = Quyền lợi được hưởng
reviewer = Rà soát viên
ethnicity = Dân tộc
birth-date = Ngày sinh
relation = Quan hệ với chủ hộ
address = Địa chỉ
national-id = Số định danh cá nhân
phone = Số điện thoại
legal-basis = Căn cứ pháp lý
area-urban = Thành thị
area-rural = Nông thôn

## Phân loại hộ
class = Phân loại
class-poor = Hộ nghèo
class-near-poor = Hộ cận nghèo
class-average = Hộ có mức sống trung bình
class-not-poor = Không nghèo
class-undetermined = Chưa xác định được
class-unsurveyed = Chưa khảo sát

## Tình trạng theo thời gian
status-exited-poor = Thoát nghèo
status-exited-near-poor = Thoát cận nghèo
status-re-poor = Tái nghèo
status-re-near-poor = Tái cận nghèo
status-new = Phát sinh mới
status-moved = Chuyển đi
status-arrived = Chuyển đến
status-split = Tách hộ
status-merged = Nhập hộ
status-died = Đã mất

## Chiều thiếu hụt
dimension-employment = Việc làm
dimension-health = Y tế
dimension-education = Giáo dục
dimension-housing = Nhà ở
dimension-water-sanitation = Nước sinh hoạt và vệ sinh
dimension-water-sanitation-environment = Nước sinh hoạt, vệ sinh và môi trường
dimension-information = Thông tin

## Giới tính, trả lời
sex = Giới tính
sex-male = Nam
sex-female = Nữ
yes = Có
no = Không
unknown = Chưa rõ
not-asked = Chưa hỏi
none = Không có
all = Tất cả
other = Khác
total = Tổng số

## Mức tin cậy
unverified = chưa kiểm chứng
unverified-explained = Số liệu này chưa được đối chiếu với văn bản gốc.
specimen = số liệu minh hoạ
specimen-explained = Số liệu này chỉ để minh hoạ, không dùng để ra quyết định.

## Thời gian, số lượng
date = Ngày
from-day = Từ ngày
to-day = Đến ngày
year = Năm
month = Tháng
today = Hôm nay
until-now = đến nay
count = Số lượng
rate = Tỷ lệ
percent = %
target = Chỉ tiêu
value = Giá trị
rows-of = Dòng { $from }–{ $to } trong { $all }
page-numbered = Trang { $page } / { $pages }

## Việc làm được
save = Lưu
cancel = Huỷ
search = Tìm
download = Tải về
upload = Tải lên
print = In
previous = Trang trước
next = Trang sau
back = Quay lại
open = Mở
edit = Sửa
add = Thêm
delete = Xoá
confirm = Xác nhận
choose = Chọn
filter = Lọc
clear-filter = Bỏ lọc
show-all = Xem tất cả
details = Chi tiết
try-again = Thử lại
send = Gửi

## Tên chung của các mục
nav-home = Việc hôm nay
nav-households = Hộ
nav-review = Rà soát
nav-import = Nhập danh sách
nav-reports = Biểu mẫu báo cáo
nav-law = Chuẩn nghèo và quy định
nav-units = Đơn vị hành chính
nav-jobs = Việc đang chạy
nav-accounts = Tài khoản
