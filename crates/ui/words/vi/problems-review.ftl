# Kỳ rà soát. Biến rule là văn bản và điều khoản làm căn cứ.
review-answer-unknown = Dữ liệu về đề nghị có giá trị lạ “{ $text }”. Hãy báo cho quản trị viên.
review-assign-nobody = Xã chưa có rà soát viên nào có tài khoản đang dùng. Hãy tạo tài khoản với vai trò Rà soát viên rồi phân công lại.
review-assign-related = { $name } có quan hệ với hộ { $head } nên không được giao khảo sát hộ này. Hãy chọn rà soát viên khác, hoặc bỏ khai nếu khai nhầm.
review-assign-stranger = Người được chọn không phải là rà soát viên của xã. Hãy chọn trong danh sách.
review-assign-surveyed = Hộ { $head } đã khảo sát xong nên không giao lại được. Hãy xem bước hiện nay của hồ sơ.
review-case-changed = Hồ sơ của hộ { $head } vừa được người khác thay đổi. Hãy tải lại trang, xem thay đổi đó rồi làm lại.
review-case-missing = Không tìm thấy hồ sơ này trong địa bàn của bạn.
review-channel-unknown = Không có cách nộp “{ $text }”. Hãy chọn một cách nộp trong danh sách.
review-complaint-late = Đã hết thời gian niêm yết ngày { $until }, không ghi khiếu nại ở bước này được nữa (căn cứ: { $rule }). Nếu có đơn nộp đúng hạn, hãy ghi đúng ngày nhận đơn.
review-decision-missing = Không tìm thấy quyết định này trong địa bàn của bạn.
review-decision-no-standard = Không có chuẩn nghèo quốc gia nào áp dụng cho ngày quyết định. Hãy kiểm tra ngày.
review-decision-nobody = Chưa có hộ nào đi hết các bước để quyết định (căn cứ: { $rule }). Hãy xem bảng theo dõi kỳ rà soát để biết hồ sơ đang ở bước nào.
review-decision-twice = Xã đã có quyết định số { $number } cùng ngày. Hãy kiểm tra số quyết định.
review-form-unknown = Không có mẫu đề nghị “{ $text }”. Hãy chọn mẫu 01 hoặc mẫu 04.
review-list-unknown = Dữ liệu của quyết định có danh sách lạ “{ $text }”. Hãy báo cho quản trị viên.
review-look-day = Ngày xem lại phải từ { $from } (ngày nhờ xem lại) đến { $to } (hôm nay). Hãy ghi đúng ngày.
review-look-missing = Chưa ai nhờ xem lại hộ này.
review-look-same = { $name } đã khảo sát hộ này lần đầu. Hộ cần xem lại phải do người khác xem.
review-look-seen = Kết quả xem lại của hộ { $head } đã được ghi. Hãy tải lại trang để xem.
review-look-surveyed = Hộ { $head } chưa có kết quả khảo sát đang dùng nên chưa xem lại được. Hãy nhận kết quả khảo sát trước.
review-look-twice = Đã có người được nhờ xem lại hộ { $head }. Hãy tải lại trang để xem.
review-meeting-nobody = Biên bản chưa có hộ nào được biểu quyết. Thôn này không có hộ đang chờ họp dân.
review-meeting-votes = Số phiếu của hộ { $head } không khớp với { $attendance } người dự họp: mỗi số từ 0 trở lên, cộng lại không quá số người dự (căn cứ: { $rule }). Hãy xem lại biên bản.
review-opinion-nobody = Chưa có hộ nào hết thời gian niêm yết vào ngày này để xin ý kiến (căn cứ: { $rule }). Hãy xem lại ngày của văn bản.
review-posting-missing = Bảng niêm yết này không có, chưa bắt đầu hoặc đã hết thời gian niêm yết.
review-posting-nobody = Thôn này không có hộ nào đã được họp dân đồng ý và chờ niêm yết (căn cứ: { $rule }).
review-posting-running = Kết quả của hộ { $head } còn đang niêm yết đến hết ngày { $until } (căn cứ: { $rule }). Hãy chờ hết thời gian niêm yết.
review-procedure-missing = Quy trình “{ $name }” của kỳ rà soát này không còn trong bộ quy định. Hãy khôi phục tệp của quy trình trong law/procedures.
review-procedure-none = Không có quy trình rà soát nào áp dụng cho ngày này. Hãy bổ sung trong law/procedures.
review-reason-unknown = Dữ liệu của hồ sơ có lý do lạ “{ $text }”. Hãy báo cho quản trị viên.
review-relation-kind = Không có loại quan hệ “{ $text }”. Hãy chọn trong danh sách.
review-relation-missing = Không có bản khai quan hệ này trong phạm vi của bạn, hoặc đã bỏ khai.
review-relation-reviewer = Chưa chọn rà soát viên của xã này. Hãy chọn trong danh sách.
review-relation-twice = Quan hệ giữa { $name } và hộ này đã được khai. Nếu cần sửa, hãy bỏ bản khai cũ rồi khai lại.
review-report-day = Ngày gửi { $day } chưa tới. Hãy ghi đúng ngày đã gửi.
review-report-kind = Không có loại báo cáo “{ $text }”. Hãy mở lại từ trang Báo cáo đến hạn.
review-report-missing = Không có báo cáo này trong lịch của năm. Hãy mở lại từ trang Báo cáo đến hạn.
review-report-twice = Báo cáo này đã được ghi là đã gửi. Hãy tải lại trang để xem.
review-request-answered = Đề nghị này đã được trả lời. Hãy tải lại trang để xem kết quả.
review-request-future = Ngày nhận { $day } còn ở tương lai. Hãy ghi ngày nhận thật.
review-request-missing = Không tìm thấy đề nghị này trong địa bàn của bạn.
review-request-not-listed = Hộ không thuộc danh sách hộ nghèo, hộ cận nghèo nên không dùng mẫu 04 (căn cứ: { $rule }). Hãy kiểm tra lại hộ, hoặc dùng mẫu 01.
review-request-twice = Hộ đã có một đề nghị đang chờ (căn cứ: { $rule }). Hãy trả lời đề nghị đó trước.
review-round-missing = Không tìm thấy kỳ rà soát này trong địa bàn của bạn.
review-round-nobody = Không có hộ nào cần rà soát: không có hộ đang trong danh sách hoặc có giấy đề nghị mà chưa nằm trong kỳ khác (căn cứ: { $rule }).
review-round-not-commune = Kỳ rà soát được mở cho một xã, phường hiện nay. Hãy đăng nhập bằng tài khoản của xã.
review-round-too-early = Ngoài kỳ rà soát định kỳ, việc rà soát thường xuyên bắt đầu từ ngày { $day } hằng tháng. Hãy chờ đến ngày đó.
review-round-twice = Xã đã mở kỳ rà soát này rồi (căn cứ: { $rule }). Hãy làm tiếp trong kỳ đã mở.
review-sample-begun = Mẫu này đã có hộ được khảo sát lại nên không rút mẫu khác được. Hãy làm tiếp với mẫu đã rút.
review-sample-class = Chưa có loại hộ sau khi khảo sát lại. Hãy chọn loại hộ.
review-sample-day = Ngày khảo sát lại phải từ { $from } (ngày rút mẫu) đến { $to } (hôm nay). Hãy ghi đúng ngày.
review-sample-margin = Sai số { $margin } không dùng được. Hãy ghi số nguyên từ 1 đến 30 (điểm phần trăm).
review-sample-missing = Không có mẫu phúc tra hoặc hộ này trong mẫu.
review-sample-nobody = Chưa có hộ nào của kỳ này khảo sát xong. Hãy nhận kết quả khảo sát trước, rồi rút mẫu.
review-sample-same = { $name } đã khảo sát hộ này lần đầu. Hộ trong mẫu phải do người khác khảo sát lại.
review-sample-seen = Kết quả khảo sát lại của hộ { $head } đã được ghi. Hãy tải lại trang để xem.
review-sample-strata = Không phân tầng theo “{ $text }” được. Hãy chọn thôn hoặc loại hộ.
review-stage-unknown = Dữ liệu của hồ sơ có bước lạ “{ $text }”. Hãy báo cho quản trị viên.
review-step-back-dated = Bước “{ $step }” của hộ { $head } ghi ngày { $day }, trước bước liền trước (ngày { $last }) (căn cứ: { $rule }). Hãy ghi ngày từ { $last } trở đi.
review-step-future = Bước “{ $step }” của hộ { $head } ghi ngày { $day }, còn ở tương lai (căn cứ: { $rule }). Chỉ ghi việc đã làm.
review-step-order = Hộ { $head } chưa đến bước “{ $step }”, hoặc bước này đã qua (căn cứ: { $rule }). Hãy làm bước mà hồ sơ đang chờ.
review-survey-undetermined = Chưa kết luận được loại hộ của hộ { $head } vì câu trả lời còn thiếu (căn cứ: { $rule }). Hãy bổ sung lượt khảo sát.
review-text-missing = Chưa ghi { $field ->
    [chair] người chủ trì
    [secretary] thư ký
    [number] số văn bản
    [signer] người ký
    [complaint] nội dung khiếu nại
    [findings] kết quả phúc tra
    [redraw] Lý do rút mẫu khác
    [reviewer] Tên người khảo sát lại
   *[reason] lý do
}. Hãy ghi vào ô này.
review-certificate-missing = Hộ này chưa có giấy chứng nhận.
review-certificate-none-due = Không có giấy chứng nhận nào chờ ký cho năm { $year }. Có thể người khác vừa ký xong; hãy tải lại trang.
review-certificate-not-kept = Tệp giấy chứng nhận này không còn được giữ. Hãy mở quyết định và lập lại.
review-meeting-missing = Không tìm thấy cuộc họp này trong địa bàn của bạn.
review-request-not-refused = Giấy đề nghị này chưa bị từ chối nên không có văn bản từ chối.
review-scan-broken = Bản đã ký không còn đúng như khi lưu. Hãy báo quản trị hệ thống khôi phục từ bản sao lưu.
review-scan-empty = Chưa chọn tệp, hoặc tệp rỗng. Hãy chọn bản chụp hoặc bản quét biên bản đã ký.
review-scan-kind = Tệp không phải là PDF, JPG hoặc PNG. Hãy chụp ảnh hoặc quét lại biên bản.
review-scan-large = Tệp lớn hơn { $megabytes } MB. Hãy chụp ở cỡ nhỏ hơn hoặc chia thành nhiều tệp.
review-scan-missing = Không tìm thấy bản đã ký này trong địa bàn của bạn.
paper-unset = Không dàn được trang in “{ $template }”. Hãy báo quản trị hệ thống.
desk-entry-code = Không có mã số “{ $text }”. Hãy ghi từ 1 đến { $last }.
