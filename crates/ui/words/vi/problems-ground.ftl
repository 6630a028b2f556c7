day-unreadable = “{ $text }” không phải là ngày đúng. Hãy viết năm-tháng-ngày, ví dụ 2026-11-23.
lang-unknown = Không có ngôn ngữ “{ $text }”. Hãy chọn vi (tiếng Việt) hoặc en (tiếng Anh).
id-unreadable = Đường dẫn hoặc mã “{ $text }” không đúng. Hãy mở lại trang từ danh sách.
