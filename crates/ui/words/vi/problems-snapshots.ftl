# Bản chụp số liệu.
snapshots-unwritable = Không ghi được bản chụp số liệu cạnh tệp khoá. Kiểm tra quyền ghi và dung lượng ổ đĩa còn trống rồi tải lại trang.
snapshots-ids = Bản chụp số liệu không khớp với danh sách hộ của nó. Tải lại trang để tạo bản chụp mới; nếu vẫn lỗi, hãy báo cho quản trị viên.
