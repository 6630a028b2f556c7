# Trang quy định, đơn vị, tài khoản, số liệu, việc chạy lâu, nhập danh sách, biểu mẫu.
desk-law-missing = Không có chuẩn nghèo này trong bộ quy định đang dùng. Hãy chọn trong danh sách các chuẩn nghèo.
desk-unit-missing = Không có đơn vị này. Hãy tìm theo tên hoặc mã ở trang Đơn vị hành chính.
desk-unit-several = Có nhiều đơn vị tên “{ $text }”: { $names }. Hãy ghi mã của đơn vị cần chọn.
desk-unit-unknown = Không tìm thấy đơn vị “{ $text }” vào ngày hôm nay. Hãy ghi đúng tên hoặc mã đơn vị hiện nay.
desk-job-missing = Không có việc này trong địa bàn của bạn. Hãy mở lại từ trang Việc đang chạy.
desk-work-input = Việc này được ghi ở dạng không đọc được nữa. Hãy yêu cầu lại từ đầu.
desk-work-account = Tài khoản của { $name } đã bị khoá trước khi việc bắt đầu nên việc không chạy. Hãy nhờ người khác yêu cầu lại.
desk-work-unnamed = Việc kết thúc do một lỗi không rõ. Hãy yêu cầu lại; nếu vẫn lỗi, báo cho quản trị viên.
desk-rate-unreadable = “{ $text }” không phải là tỷ lệ. Hãy ghi phần trăm với nhiều nhất hai chữ số thập phân, ví dụ 4,25.
desk-year-unreadable = “{ $text }” không phải là năm. Hãy ghi bốn chữ số, ví dụ 2026.
desk-report-missing = Không có biểu này, hoặc biểu thuộc địa bàn khác. Hãy lập lại từ trang Biểu mẫu báo cáo.
desk-report-no-cell = Không có danh sách hộ cho ô này. Hãy mở lại từ biểu.
desk-survey-sign-in = Phiên đăng nhập đã hết hoặc đã đổi. Hãy đăng nhập lại; phiếu trên điện thoại vẫn còn nguyên.
desk-standards-one = Chỉ có một chuẩn cho kỳ này nên không có gì để so sánh.
