# Bản chụp số liệu.
snapshots-unwritable = Không ghi được bản chụp số liệu cạnh tệp khoá. Kiểm tra quyền ghi và dung lượng ổ đĩa còn trống rồi tải lại trang.
snapshots-ids = Bản chụp số liệu không khớp với danh sách hộ của nó. Tải lại trang để tạo bản chụp mới; nếu vẫn lỗi, hãy báo cho quản trị viên.
snapshots-scenario-name = Hãy đặt tên cho phương án, dài không quá { $most } ký tự.
snapshots-scenario-query = Không đọc được phương án này, hoặc phương án quá dài. Hãy mở lại trang thử phương án và lưu từ đó.
snapshots-scenario-many = Mỗi người lưu được tối đa { $most } phương án. Hãy xoá bớt phương án cũ rồi lưu lại.
snapshots-scenario-missing = Không tìm thấy phương án này, hoặc phương án không phải của bạn. Có thể phương án đã được xoá; hãy tải lại trang.
snapshots-making = Sổ hộ đang được đọc lần đầu: đã đọc { $done } trên { $of } xã. Hãy tải lại trang sau ít giây.
snapshots-stopped = Việc đọc sổ hộ bị dừng giữa chừng. Hãy tải lại trang; nếu vẫn lỗi, hãy báo cho quản trị viên.
snapshots-export-nobody = Ngày { $day } sổ chưa có hộ nào ở đơn vị này. Kiểm tra lại đơn vị và ngày.
snapshots-export-unwritable = Không ghi được tệp vào thư mục { $folder }. Kiểm tra thư mục có hoặc tạo được không, quyền ghi và dung lượng ổ đĩa còn trống.
snapshots-export-cancelled = Đã dừng xuất dữ liệu; chưa ghi gì.
