# Tài khoản, phiên làm việc, quyền.
access-role-unknown = Không có vai trò “{ $text }”. Hãy chọn một vai trò trong danh sách.
access-verb-unknown = Không có quyền “{ $text }”. Hãy chọn một quyền trong bảng quyền.
access-refused-verb = Vai trò của bạn không có quyền { $verb ->
    [view] xem danh sách và số liệu
    [view_identity] xem đủ số định danh cá nhân
    [survey] ghi lượt khảo sát
    [import] nhập danh sách từ bảng tính
    [edit_household] đăng ký hoặc sửa hộ
    [settle_finding] xử lý điểm cần kiểm tra
    [review] tổ chức kỳ rà soát
    [report] lập biểu báo cáo
    [decide] quyết định công nhận hộ
    [manage_figures] nhập số dân và chỉ tiêu
    [cancel_job] dừng việc đang chạy
    [manage_accounts] quản lý tài khoản
    [view_audit] xem nhật ký thao tác
   *[other] làm việc này
}. Nếu cần, hãy nhờ người có quyền này hoặc quản trị viên.
access-refused-unit = Việc này thuộc địa bàn khác. Tài khoản của bạn chỉ làm việc trong { $own }.
access-unit-missing = Không tìm thấy nơi này trong địa bàn của bạn. Hãy chọn một đơn vị trong danh sách.

# Tài khoản.
access-refused-role = Bạn không được cấp hoặc sửa tài khoản có vai trò này. Hãy nhờ quản trị viên.
access-account-missing = Không tìm thấy tài khoản này trong địa bàn của bạn. Hãy mở lại từ danh sách tài khoản.
access-account-own = Bạn không thể khóa hay đổi quyền tài khoản của chính mình. Hãy nhờ một người quản lý khác.
access-account-unit-ended = { $unit } đã kết thúc hoạt động. Hãy chọn đơn vị hiện nay.
access-login-taken = Tên đăng nhập “{ $login }” đã có người dùng. Hãy chọn tên khác.
access-login-unusable = Tên đăng nhập “{ $login }” chưa hợp lệ. Hãy dùng 3 đến 40 ký tự: chữ không dấu, chữ số, dấu chấm, gạch ngang hoặc gạch dưới.
access-name-empty = Chưa có họ tên của người dùng. Hãy điền họ tên.

# Mật khẩu và đăng nhập.
access-password-short = Mật khẩu cần ít nhất { $least } ký tự. Một câu ngắn dễ nhớ là tốt nhất.
access-password-long = Mật khẩu dài quá { $most } ký tự. Hãy chọn câu ngắn hơn.
access-password-obvious = Mật khẩu này quá dễ đoán. Hãy chọn một câu không có tên của bạn và không phải dãy quen thuộc.
access-password-same = Mật khẩu mới giống mật khẩu cũ. Hãy chọn mật khẩu khác.
access-password-wrong = Mật khẩu hiện tại chưa đúng. Hãy nhập lại.
access-password-unfinished = Chưa kiểm tra được mật khẩu do lỗi của hệ thống. Hãy thử lại.
access-sign-in-wrong = Tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đang bị khóa. Hãy kiểm tra rồi nhập lại; sau nhiều lần sai, tài khoản tạm khóa 15 phút. Nếu quên mật khẩu, hãy nhờ quản trị viên.
access-form-foreign = Trang này đã cũ hoặc được gửi từ nơi khác nên chưa được nhận. Hãy tải lại trang rồi làm lại.
access-sign-in-busy = Đang có người nhập một danh sách lớn nên lúc này chưa đăng nhập được. Tên đăng nhập và mật khẩu chưa được kiểm tra, không bị tính là nhập sai. Hãy thử lại sau một phút; người đã đăng nhập vẫn xem được.
access-device-must-change = Tài khoản đang dùng mật khẩu một lần. Hãy đăng nhập trên trang web, đặt mật khẩu mới rồi dùng mật khẩu đó trên điện thoại.
