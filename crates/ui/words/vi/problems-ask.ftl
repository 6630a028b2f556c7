# Giấy đề nghị gửi trên mạng hoặc nhập khi chưa biết hộ.
review-filing-unsaid = Chưa ghi { $field ->
    [birth] ngày sinh hoặc năm sinh
    [village] thôn, xóm
    [permanent] nơi thường trú
   *[grounds] lý do đề nghị
}. Hãy ghi vào ô này.
review-filing-long = { $field ->
    [grounds] Lý do dài quá. Hãy viết ngắn lại, nhiều nhất 2.000 chữ cái.
    [members] Nhiều người quá. Hãy ghi những người còn lại vào ô lý do.
   *[other] Ghi dài quá. Hãy viết ngắn lại, nhiều nhất 200 chữ cái.
}
review-filing-unpledged = Chưa đánh dấu vào lời cam đoan. Hãy đọc và đánh dấu nếu những điều đã ghi là đúng.
review-filing-unit = Không có xã, phường này hiện nay. Hãy chọn lại xã.
review-filing-many = Hôm nay xã đã nhận quá nhiều giấy gửi qua mạng nên chưa nhận thêm được. Hãy gửi lại vào ngày mai, hoặc nộp cho trưởng thôn hay UBND xã.
review-filing-elsewhere = Hộ này không ở xã nhận giấy đề nghị. Hãy chọn hộ của xã, hoặc từ chối và hướng dẫn gia đình gửi đúng xã.
review-receipt-wrong = Số phiếu hoặc mã tra cứu chưa đúng. Hãy xem lại trên phiếu tiếp nhận. Nếu mất phiếu, hãy đến UBND xã.
review-activity-unknown = Không có lựa chọn “{ $text }” về việc làm. Hãy chọn trong danh sách.
review-sign-unknown = Dữ liệu đối chiếu có giá trị lạ “{ $text }”. Hãy báo cho quản trị viên.
desk-ask-often = Từ nơi này đã gửi hoặc xem quá nhiều lần trong một giờ. Hãy chờ một giờ rồi thử lại, hoặc đến UBND xã.
desk-ask-program = Có một ô phải để trống mà đã được ghi vào. Hãy mở lại trang rồi tự tay ghi, hoặc nộp giấy cho UBND xã.
desk-ask-stale = Trang đã mở quá lâu hoặc không đầy đủ. Những gì đã ghi còn ở dưới; hãy xem lại rồi bấm gửi lần nữa.
desk-ask-unreadable = Giấy đề nghị quá dài hoặc gửi bị đứt. Hãy mở lại trang, ghi ngắn hơn rồi gửi lại.
