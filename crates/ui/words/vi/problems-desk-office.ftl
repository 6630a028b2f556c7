# Trang quy định, đơn vị, tài khoản, số liệu, việc chạy lâu, nhập danh sách, biểu mẫu.
desk-law-missing = Không có chuẩn nghèo này trong bộ quy định đang dùng. Hãy chọn trong danh sách các chuẩn nghèo.
