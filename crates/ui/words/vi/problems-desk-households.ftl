# Trang danh sách hộ và trang của từng hộ.
desk-list-unreadable = Địa chỉ danh sách có phần “{ $name }” không đọc được: “{ $text }”. Hãy mở lại danh sách và lọc lại.
desk-visit-missing = Hộ này không có lượt khảo sát đó. Hãy chọn lại lượt khảo sát.
desk-household-not-sure = Việc này không làm lại được. Hãy kiểm tra rồi đánh dấu vào ô xác nhận.
desk-household-no-choice = Chưa chọn hoặc chưa ghi. Hãy chọn một mục hoặc ghi vào ô này.
desk-household-no-commune = Không có xã nào hiện nay tên hoặc mã “{ $text }”. Hãy kiểm tra lại.
desk-household-communes = Có nhiều xã tên “{ $text }”. Hãy ghi thêm tên tỉnh sau dấu phẩy, hoặc ghi mã xã.
desk-household-no-other = Trong xã không có hộ nào mã hoặc chủ hộ là “{ $text }”. Hãy kiểm tra lại.
desk-household-others = Trong xã có nhiều hộ khớp với “{ $text }”. Hãy ghi mã hộ.
desk-what-if-none-chosen = Chưa chọn phương án nào. Hãy quay lại, đánh dấu từ 1 đến { $most } phương án rồi so sánh.
desk-movement-order = Ngày đầu không được sau ngày cuối.
desk-measures-order = Ngày so sánh phải trước ngày đang xem.
