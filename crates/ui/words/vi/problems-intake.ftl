# Nhập danh sách từ bảng tính.

## Tệp
import-file-missing = Không mở được tệp “{ $file }”. Hãy kiểm tra tên và đường dẫn của tệp.
import-file-empty = Tệp “{ $file }” không có nội dung. Hãy chọn đúng tệp danh sách.
import-file-format = Tệp “{ $file }” không phải là bảng tính. Hãy mở tệp bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi nhập.
import-file-corrupt = Tệp “{ $file }” bị hỏng hoặc chưa tải lên hết. Hãy mở lại bằng Excel, lưu thành tệp mới rồi nhập.
import-file-password = Tệp “{ $file }” đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi nhập.
import-file-bomb = Tệp “{ $file }” khi giải nén lớn bất thường (quá { $limit } MiB hoặc nén quá nhiều lần). Hãy chép riêng bảng danh sách sang một tệp mới rồi nhập.
import-file-too-big = Tệp “{ $file }” lớn hơn { $limit } MiB. Hãy lưu dạng .xlsx hoặc .csv, chia thành nhiều tệp, hoặc nhập bằng lệnh “chieusau import” trên máy chủ.
import-file-too-many-cells = Bảng trong tệp “{ $file }” có quá nhiều ô. Hãy xóa các dòng, cột trống ở cuối bảng hoặc lưu dạng .csv rồi nhập.
import-file-encoding = Chữ trong tệp “{ $file }” dùng bảng mã không đọc được. Hãy mở bằng Excel, lưu dạng “CSV UTF-8” hoặc .xlsx rồi nhập.
import-file-encoding-row = Dòng { $row } của tệp “{ $file }” có ký tự không đọc được. Hãy lưu lại tệp dạng “CSV UTF-8” rồi nhập.
import-file-tcvn3 = Chữ trong tệp “{ $file }” dùng phông chữ cũ TCVN3 (.VnTime). Hãy dùng UniKey chuyển sang Unicode, lưu lại rồi nhập.
import-file-garbled = Chữ tiếng Việt trong tệp “{ $file }” đã bị vỡ (ví dụ “Há»™ nghÃ¨o”). Hãy xuất lại tệp từ phần mềm gốc, chọn Unicode UTF-8.
import-file-vni = Chữ trong tệp “{ $file }” dùng phông chữ cũ VNI (VNI-Times). Hãy dùng UniKey chuyển sang Unicode, lưu lại rồi nhập.
import-file-quote = Từ dòng { $row } của tệp “{ $file }” có dấu ngoặc kép mở mà không đóng. Hãy xóa dấu ngoặc kép thừa rồi nhập lại.
import-file-no-header = Không tìm thấy dòng tiêu đề cột trong tệp “{ $file }”. Hãy thêm một dòng tiêu đề như “Họ tên chủ hộ”, “Mã hộ”, “Điểm B1” phía trên danh sách.
import-sheet-missing = Tệp không có trang tính tên “{ $sheet }”. Hãy chọn một trang tính có trong tệp.

## Cách đọc các cột
import-mapping-twice = Cột { $first } và cột { $second } cùng được chọn cho một nội dung. Hãy chỉ giữ một cột.
import-mapping-no-name = Chưa chọn cột nào là họ tên. Hãy chọn cột “Họ tên chủ hộ”, hoặc “Họ và tên” với danh sách nhân khẩu.
import-mapping-no-unit = Chưa biết danh sách thuộc xã nào. Hãy chọn xã cho cả tệp, hoặc chọn cột ghi tên xã.
import-mapping-no-grouping = Danh sách nhân khẩu cần một cột để biết ai cùng hộ: số thứ tự hộ, mã hộ hoặc quan hệ với chủ hộ.
import-mapping-unreadable = Cách đọc cột đã lưu không dùng được nữa. Hãy chọn lại các cột.
import-mapping-other-file = Cách đọc cột này là của một tệp khác, có nhiều cột hơn. Hãy chọn lại các cột.

## Nói về cả cột
import-column-mixed-dates = Cột ngày viết lẫn hai kiểu: dòng { $day_first } là ngày/tháng, dòng { $month_first } là tháng/ngày. Ngày nào đọc được hai cách được hiểu là ngày/tháng và có ghi chú ở dòng đó; hãy kiểm tra.
import-column-unsettled-dates = Không có ngày nào trong cột cho biết viết ngày/tháng hay tháng/ngày (ví dụ dòng { $row }). Đã hiểu là ngày/tháng/năm; nếu không đúng, hãy sửa cột ngày rồi nhập lại.
import-column-month-first = Cột ngày viết tháng trước ngày sau (ví dụ dòng { $row }). Cả cột được đọc theo kiểu tháng/ngày/năm.
import-column-blank-means-no = Ô trống ở các cột thiếu hụt được hiểu là “không thiếu hụt”, theo lựa chọn của người nhập.

## Từng dòng: không nhận
import-row-no-head = Thiếu tên chủ hộ. Hãy điền họ tên chủ hộ; với danh sách nhân khẩu, hãy ghi “Chủ hộ” ở cột quan hệ.
import-row-no-name = Thiếu họ tên nhân khẩu. Hãy điền họ tên.
import-row-not-a-name = “{ $value }” không phải là họ tên. Hãy kiểm tra xem có chọn đúng cột không.
import-row-not-a-number = “{ $value }” không phải là số. Hãy ghi một số nguyên, hoặc để trống nếu không biết.
import-row-not-a-day = “{ $value }” không phải là ngày có thật. Hãy ghi ngày/tháng/năm, ví dụ 05/10/2026.
import-row-not-a-class = Không hiểu kết quả phân loại “{ $value }”. Hãy ghi “Hộ nghèo”, “Hộ cận nghèo”, “Hộ không nghèo” hoặc “Mức sống trung bình”.
import-row-not-a-mark = Không hiểu “{ $value }”. Hãy ghi “x” hoặc “có”, “không”, hoặc để trống.
import-row-formula = Công thức trong ô bị lỗi ({ $value }). Hãy sửa công thức hoặc gõ giá trị vào ô.
import-row-formula-unsaved = Tệp chỉ có công thức của ô này mà chưa có giá trị. Hãy mở tệp bằng phần mềm bảng tính, lưu lại rồi nhập lại.
import-row-no-day = Thiếu ngày rà soát. Hãy điền ngày ở dòng này, hoặc chọn một ngày rà soát cho cả tệp.
import-row-day-ahead = Ngày rà soát { $day } chưa tới. Hãy kiểm tra năm và thứ tự ngày, tháng.
import-row-day-too-early = Ngày rà soát { $day } quá xa trong quá khứ. Hãy kiểm tra năm.
import-row-no-commune = Không biết hộ thuộc xã nào. Hãy ghi tên xã ở dòng này, hoặc chọn xã cho cả tệp.
import-row-unit-outside = { $unit } không thuộc { $chosen } đã chọn khi nhập. Hãy chọn lại địa bàn hoặc tách dòng này sang tệp khác.
import-row-unit-split = { $unit } đã chia vào nhiều xã vào ngày { $day }. Hãy ghi rõ một trong các xã: { $candidates }.
import-row-unit-ambiguous = Có nhiều xã tên “{ $unit }”: { $candidates }. Hãy ghi thêm tên huyện cũ, tỉnh, hoặc mã xã.
import-row-unit-unknown = Không có xã nào tên “{ $unit }” trong { $within }. Hãy kiểm tra cách viết hoặc ghi mã xã.
import-row-two-classes = Dòng này đánh dấu hai kết quả phân loại khác nhau. Hãy chỉ giữ một.
import-row-out-of-range = Giá trị { $value } nằm ngoài khoảng từ { $min } đến { $max }. Hãy kiểm tra lại phiếu.
import-row-several-households = Trong xã có nhiều hộ trùng tên chủ hộ nên không biết đây là hộ nào. Hãy ghi thêm mã hộ hoặc năm sinh chủ hộ.
import-row-same-name = Dòng { $first } của tệp cũng có chủ hộ tên này, cùng thôn, cùng ngày nhưng nội dung khác. Hãy ghi mã hộ hoặc năm sinh chủ hộ cho cả hai dòng để phân biệt.
import-row-household-too-big = Hơn 200 dòng liền nhau được coi là một hộ. Hãy kiểm tra xem có chọn đúng cột số thứ tự hộ không.
import-row-household-refused = Không nhận vì hộ chứa dòng này bị trả lại ở dòng { $row }. Hãy sửa dòng đó.

## Từng dòng: đã có
import-row-duplicate-in-file = Giống hệt dòng { $first } của tệp này nên chỉ tính một lần.
import-row-duplicate-before = Đã nhập từ một lần trước, không có gì thay đổi.

## Từng dòng: đã nhận, cần kiểm tra
import-row-not-a-sex = Không hiểu giới tính “{ $value }”; tạm để trống. Hãy ghi “Nam” hoặc “Nữ”.
import-row-not-an-identity = Số định danh không đủ 12 chữ số (hoặc 9 chữ số với chứng minh nhân dân cũ); không lưu số này. Hãy kiểm tra giấy tờ.
import-row-not-an-ethnicity = “{ $value }” không có trong danh mục 54 dân tộc; tạm để trống. Hãy ghi theo tên chính thức.
import-row-not-money = Không hiểu số tiền “{ $value }”; tạm để trống. Hãy ghi số đồng, ví dụ 1.500.000.
import-row-day-assumed = Cột ngày viết lẫn hai kiểu; ngày này được hiểu là { $day }. Hãy kiểm tra.
import-row-unit-renamed = “{ $written }” là tên hoặc mã ở thời điểm khác; ngày { $day } địa bàn này là { $unit }. Các dòng khác ghi như vậy cũng được hiểu như thế.
import-row-no-members = Danh sách không ghi số nhân khẩu của hộ này. Hộ vẫn được nhận: hộ đã có trong hệ thống giữ số nhân khẩu cũ, hộ mới tạm ghi 0 người. Hãy điền số nhân khẩu rồi nhập lại danh sách.
import-row-members-differ = Ghi { $written } nhân khẩu nhưng danh sách có { $listed } người. Hãy kiểm tra.
import-row-score-mismatch = Điểm B2 ghi { $score } nhưng có { $marks } chỉ số thiếu hụt được đánh dấu (mỗi chỉ số 10 điểm). Hãy kiểm tra phiếu.
import-row-score-not-tens = Điểm B2 ghi { $score }, không phải bội số của 10. Hãy kiểm tra phiếu.
import-row-class-mismatch = Danh sách ghi { $stated ->
    [poor] hộ nghèo
    [near_poor] hộ cận nghèo
    [average] mức sống trung bình
   *[other] không nghèo
} nhưng theo điểm đã ghi thì là { $evaluated ->
    [poor] hộ nghèo
    [near_poor] hộ cận nghèo
    [average] mức sống trung bình
   *[other] không nghèo
} (chuẩn { $standard }). Đã nhận theo danh sách; hãy kiểm tra lại điểm hoặc kết quả.
import-row-code-collision = Mã hộ { $code } đã dùng cho hộ của { $other }. Hai hộ được giữ riêng; hãy cấp lại mã cho một hộ.
import-row-name-spelling = Ghi “{ $written }”, hệ thống đã có “{ $known }”. Được coi là cùng một hộ và giữ cách viết đã có; hãy kiểm tra.
import-row-village-changed = Hộ này trước đây ở thôn khác; nay ghi { $village }. Hãy kiểm tra nếu hộ không chuyển chỗ ở.
import-row-correction = Hộ này đã có kết quả rà soát ngày { $day }; kết quả ở dòng này thay cho kết quả đó.
import-row-identity-elsewhere = Số định danh của { $name } đã có ở một hộ khác. Hãy kiểm tra xem người này thuộc hộ nào.

## Lần nhập
import-cancelled = Đã dừng theo yêu cầu. Chưa có gì được nhập.
import-missing = Không tìm thấy lần nhập này. Có thể nó thuộc địa bàn khác.
import-reader = Chương trình gặp lỗi khi đọc tệp. Chưa có gì được nhập; hãy báo cho quản trị viên.
import-record-unreadable = Thông tin đã lưu của lần nhập không đọc được. Hãy báo cho quản trị viên.
import-remark-unreadable = Ghi chú đã lưu của lần nhập không đọc được. Hãy báo cho quản trị viên.
import-spool-failed = Không ghi được tệp tạm, có thể ổ đĩa đã đầy. Chưa có gì được nhập; hãy giải phóng dung lượng rồi làm lại.
import-file-not-kept = Tệp gốc của lần nhập này quá lớn nên không được lưu. Hãy xem các ghi chú trên trang kết quả.
import-answer-failed = Không tạo được tệp ghi chú. Hãy xem các ghi chú trên trang kết quả và báo cho quản trị viên.
