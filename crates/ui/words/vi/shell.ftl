# Khung trang, biểu mẫu và các phần dùng chung.

skip-to-main = Chuyển đến nội dung chính
search-label = Tìm hộ
search-hint = tìm tên không dấu
main-navigation = Mục chính
trail-label = Vị trí trang
menu = Mục lục
account-menu = Tài khoản
account-page = Tài khoản của tôi
sign-out = Đăng xuất
unit-in-view = Đơn vị đang xem
change-unit = Đổi đơn vị
language = Ngôn ngữ
theme = Giao diện
theme-auto = Theo thiết bị
theme-light = Sáng
theme-dark = Tối
demonstration-notice = Bản dùng thử: mọi hộ, mọi người và mọi con số ở đây đều do máy tạo ra.
notice-done = Đã xong
notice-note = Lưu ý
notice-wrong = Chưa được
printed-from = In từ hệ thống Chiều Sâu
problem-unnamed = Có việc không thực hiện được (mã { $code }). Hãy thử lại; nếu vẫn lỗi, báo mã này cho người quản trị.

## Biểu mẫu
errors-head = { $count } chỗ cần sửa trước khi gửi
field-required = bắt buộc
field-optional = không bắt buộc
date-hint = ngày/tháng/năm, ví dụ 23/11/2026
choose-one = — Chọn —
sending = Đang gửi…
are-you-sure = Bạn có chắc không?

## Bảng
sort-by = Sắp xếp theo { $column }
sorted-up = tăng dần
sorted-down = giảm dần
pages-label = Các trang của danh sách
table-scrolls = Bảng { $name }, có thể cuộn ngang
no-rows = Chưa có dòng nào.
filter-rows = Lọc nhanh trong bảng
rows-found = { $count } dòng khớp

## Biểu đồ
chart-scrolls = Hình { $name }, có thể cuộn ngang
chart-table = Xem số liệu dạng bảng
chart-no-data = chưa có số liệu
chart-from = Trước
chart-to = Sau
chart-tile = Ô

## Việc chạy lâu
progress-of = Đã xong { $done } / { $whole }
progress-done = Đã xong
