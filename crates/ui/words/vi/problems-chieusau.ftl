# Dòng lệnh và trang làm việc.
chieusau-key-unreadable = Tệp khoá { $file } không đọc được hoặc không phải là khoá. Hãy chỉ đúng tệp khoá bằng --key-file.
chieusau-key-unwritable = Không tạo được tệp khoá { $file }. Hãy kiểm tra quyền ghi của thư mục.
chieusau-file-unreadable = Không mở được tệp { $file }. Hãy kiểm tra tên và quyền đọc.
chieusau-file-unwritable = Không ghi được tệp { $file }. Hãy kiểm tra thư mục và dung lượng đĩa.
chieusau-listen-taken = Không mở được địa chỉ { $address }. Có thể chương trình khác đang dùng; hãy chọn địa chỉ khác bằng --listen.
chieusau-unit-needed = Cần chỉ rõ đơn vị bằng --unit, ví dụ --unit 05266.
chieusau-demo-real = Cơ sở dữ liệu này không phải là bản trình diễn. Hãy dùng lệnh serve, hoặc chọn --database khác cho bản trình diễn.
desk-page-unrendered = Trang không dựng được. Hãy báo cho quản trị viên.
desk-page-address = Đường dẫn bị viết sai. Hãy quay lại trang trước.
desk-form-unreadable = Biểu mẫu gửi lên bị thiếu hoặc quá lớn. Hãy quay lại, tải lại trang rồi gửi lại.
desk-page-missing = Không có trang này. Đường dẫn có thể bị gõ sai.
desk-upload-missing = Chưa chọn tệp. Hãy chọn một bảng tính rồi gửi lại.
desk-upload-large = Tệp lớn hơn { $megabytes } MB. Hãy chia nhỏ theo xã, hoặc nhờ quản trị viên nhập bằng dòng lệnh.
chieusau-law-cases = Có tình huống mẫu không cho kết quả như mong đợi; xem các dòng ở trên.
chieusau-law-standard = Không có chuẩn “{ $standard }”. Các chuẩn hiện có: { $known }.
chieusau-user-missing = Không có tài khoản nào tên { $login }. Hãy xem danh sách bằng lệnh: chieusau user list.
desk-work-cancelled = Việc này đã được dừng theo yêu cầu. Chưa có gì được ghi.
