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
