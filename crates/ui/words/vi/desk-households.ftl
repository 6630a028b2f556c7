# Danh sách hộ, tìm hộ, và các từ chỉ diễn biến, biến động, quan hệ.

## Danh sách
households-and-persons = { $households } hộ, { $persons } nhân khẩu
households-since = Từ ngày
households-findings = Điểm cần kiểm tra
households-closed = ra khỏi sổ ngày { $day }
households-group = Nhóm đối tượng
households-deprived = Thiếu hụt ở lượt khảo sát gần nhất
households-movement = Diễn biến
households-escaped = Chỉ hộ mới thoát nghèo, thoát cận nghèo (chưa đủ 36 tháng)
households-with-finding = Chỉ hộ có điểm cần kiểm tra
households-also-gone = Cả hộ đã ra khỏi sổ
households-more-filters = Lọc thêm
households-none = Không có hộ nào phù hợp.
households-first-page = Về đầu danh sách
households-all = Xem danh sách hộ
households-search-hint = Tên chủ hộ hoặc thành viên (không cần dấu), mã hộ, hoặc số định danh cá nhân đầy đủ.
found-title = Kết quả tìm
found-none = Không tìm thấy “{ $text }”. Hãy thử gõ ít chữ hơn, ví dụ chỉ tên đệm và tên.
found-places = Không có người hay mã hộ nào là “{ $text }”. Những nơi có tên này; chọn một nơi để xem các hộ ở đó.
found-counted = Tìm thấy { $count } người hoặc hộ với “{ $text }”.
found-more = Có nhiều hơn { $count } kết quả với “{ $text }”; đây là những kết quả đầu. Hãy gõ thêm họ, tên đệm.
found-born = Năm sinh
found-is-head = là chủ hộ
found-gone = không còn trong hộ
behind-unsurveyed = hộ đã đăng ký nhưng chưa khảo sát lần nào nên chưa có phân loại và chưa nằm trong các biểu
behind-findings = hộ có điểm cần kiểm tra
behind-unvisited = hộ nghèo, hộ cận nghèo chưa được rà soát trong kỳ năm { $year }
behind-watch = hộ hết thời gian theo dõi 36 tháng trong { $days } ngày tới
behind-moved = { $class }: { $what }, từ cuối ngày { $from } đến cuối ngày { $to }
behind-stayed = giữ nguyên từ đầu kỳ đến cuối kỳ
behind-elsewhere = { $count } hộ nay thuộc địa bàn khác nên không hiện ở đây
column-opening = đầu kỳ
column-exit-poor = Thoát nghèo, vượt chuẩn cận nghèo
column-closing = cuối kỳ

## Diễn biến
movement-first = Ghi nhận lần đầu
movement-confirmed = Giữ nguyên sau rà soát
movement-new-poor = Nghèo phát sinh mới
movement-new-near-poor = Cận nghèo phát sinh mới
movement-poor-to-near-poor = Từ hộ nghèo thành hộ cận nghèo
movement-near-poor-to-poor = Từ hộ cận nghèo thành hộ nghèo
movement-above-line = Thay đổi trên chuẩn
movement-resized = Thay đổi số nhân khẩu
basis-decision = Quyết định công nhận
basis-stated = Danh sách chính thức đã nhập
basis-evaluated = Kết quả đánh giá, chưa có quyết định
ended-died = Người duy nhất của hộ đã mất

## Biến động
event-born = Sinh
event-died = Mất
event-joined = Vào hộ
event-left = Rời hộ
event-split-from = Tách ra từ hộ khác
event-split-into = Có hộ mới tách ra
event-merged-into = Nhập vào hộ khác
event-merged-from = Nhận hộ khác nhập vào
event-head-changed = Đổi chủ hộ
gone-moved = Sang hộ khác

## Quan hệ, nhóm
relation-spouse = Vợ, chồng
relation-child = Con
relation-child-in-law = Con dâu, con rể
relation-grandchild = Cháu
relation-parent = Bố, mẹ
relation-grandparent = Ông, bà
relation-sibling = Anh, chị, em
group-minority = Dân tộc thiểu số
group-no-labour = Không có khả năng lao động
group-merit = Có người có công với cách mạng
group-local-ethnic = Dân tộc tại chỗ
group-female-head = Chủ hộ là nữ

## Nhật ký
action-register = Ghi hộ vào sổ
action-correct = Sửa thông tin hộ
action-move = Chuyển nơi ở
action-end = Kết thúc hộ
action-person-add = Thêm nhân khẩu
action-person-remove = Giảm nhân khẩu
action-person-correct = Sửa thông tin nhân khẩu
action-view-identity = Xem số định danh
action-set-identity = Ghi số định danh
action-settle = Xử lý điểm cần kiểm tra
action-visit = Ghi lượt khảo sát
register-action = Ghi hộ mới
