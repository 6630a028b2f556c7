# Trang quy định, đơn vị, tài khoản, số liệu, việc chạy lâu, nhập danh sách, biểu mẫu.
desk-law-missing = Không có chuẩn nghèo này trong bộ quy định đang dùng. Hãy chọn trong danh sách các chuẩn nghèo.
desk-unit-missing = Không có đơn vị này. Hãy tìm theo tên hoặc mã ở trang Đơn vị hành chính.
desk-unit-several = Có nhiều đơn vị tên “{ $text }”: { $names }. Hãy ghi mã của đơn vị cần chọn.
desk-unit-unknown = Không tìm thấy đơn vị “{ $text }” vào ngày hôm nay. Hãy ghi đúng tên hoặc mã đơn vị hiện nay.
