# Phiếu khảo sát trên điện thoại.
field-title = Phiếu khảo sát hộ – rà soát hộ nghèo, hộ cận nghèo
field-visit = Lượt khảo sát
field-household = Hộ được khảo sát
field-day = Ngày khảo sát
field-day-between = Phiếu này chỉ dùng cho ngày khảo sát từ { $from } đến { $to } và không sau hôm nay. Với ngày khác, hãy tải phiếu của ngày đó.
field-day-since = Phiếu này chỉ dùng cho ngày khảo sát từ { $from } và không sau hôm nay.
field-day-past = Ngày này chưa đến. Hãy kiểm tra lại.
field-roster = Thành viên hộ
field-member = Thành viên
field-full-name = Họ và tên
field-complete = Đã ghi đủ mọi thành viên của hộ?
field-score-block = Điểm thu nhập (phiếu B1)
field-evidence = Vị trí, ảnh và chữ ký
field-gps = Vị trí nhà
field-photo-outside = Ảnh bên ngoài nhà
field-photo-inside = Ảnh bên trong nhà
field-signature = Chữ ký của người trả lời
field-remark = Ghi chú của rà soát viên
field-yes = Có
field-no = Không
field-between = Hãy ghi một số từ { $min } đến { $max }.
field-at-least = Hãy ghi một số từ { $min } trở lên.
field-at-most = Hãy ghi một số không quá { $max }.
field-results = Kết quả – { $standard }
field-class = Kết quả: { $class }
field-score = Điểm thu nhập (phiếu B1)
field-score-between = Điểm cộng theo bảng (ít nhất – nhiều nhất; để trống là chưa biết)
field-count = Số chỉ số thiếu hụt (ít nhất – nhiều nhất)
field-lacking = Thiếu hụt – { $name }: { $wording }
field-open = Chưa đủ câu trả lời để biết: { $name }

# Trả lời cho điện thoại.
field-sign-in = Hãy nhập tên đăng nhập và mật khẩu của tài khoản Chiều Sâu.
field-received = Đã nhận phiếu và ghi lượt khảo sát.
field-received-part = Đã nhận một phần; phiếu sẽ được ghi khi đủ ảnh kèm theo.
field-received-trouble = Đã nhận và giữ phiếu, nhưng chưa ghi được lượt khảo sát. Cán bộ xã sẽ thấy lý do ở trang “Phiếu gửi về”.
