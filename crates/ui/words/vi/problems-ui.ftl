form-day-unreadable = “{ $text }” không phải là ngày đúng. Hãy viết ngày/tháng/năm, ví dụ 23/11/2026.
form-number-unreadable = “{ $text }” không phải là số. Hãy chỉ viết chữ số, ví dụ 1250.
