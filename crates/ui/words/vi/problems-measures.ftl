# Đo nghèo đa chiều: tệp mô tả, tệp số liệu và kết quả.

## Tệp mô tả (TOML)
measures-spec-unreadable = Không mở được tệp mô tả { $file }. Kiểm tra lại đường dẫn và quyền đọc tệp.
measures-spec-syntax = { $file }, dòng { $line }, cột { $column }: viết sai cú pháp TOML ({ $detail }). Sửa dòng này rồi chạy lại.
measures-spec-unknown-key = { $file }, dòng { $line }, cột { $column }: không có mục tên “{ $key }”. Các mục được dùng: { $known }.
measures-spec-missing-key = { $file }: thiếu mục “{ $key }”. Thêm mục này vào tệp mô tả.
measures-spec-empty-list = { $file }, dòng { $line }, cột { $column }: “{ $key }” đang để trống. Ghi vào đó ít nhất một giá trị.
measures-spec-not-table = { $file }, dòng { $line }, cột { $column }: “{ $key }” phải là một bảng, ví dụ { $key } = {"{"} ten = … {"}"}.
measures-spec-not-text = { $file }, dòng { $line }, cột { $column }: “{ $key }” phải là chữ đặt trong ngoặc kép, ví dụ "ten_cot".
measures-spec-not-text-list = { $file }, dòng { $line }, cột { $column }: “{ $key }” phải là danh sách tên cột, ví dụ ["cot_1", "cot_2"].
measures-spec-not-number = { $file }, dòng { $line }, cột { $column }: giá trị của “{ $key }” phải là một số.
measures-spec-not-number-list = { $file }, dòng { $line }, cột { $column }: “{ $key }” phải là danh sách số, ví dụ [33].
measures-spec-name-twice = { $file }, dòng { $line }, cột { $column }: “{ $name }” được ghi hai lần trong “{ $key }”. Bỏ bớt một lần.
measures-spec-indicator-twice = { $file }, dòng { $line }, cột { $column }: chỉ số “{ $name }” đã được ghi ở trên. Mỗi chỉ số chỉ thuộc một chiều; bỏ bớt một chỗ.
measures-spec-indicators-too-many = { $file }, dòng { $line }, cột { $column }: có { $count } chỉ số, nhiều nhất được { $most }. Bỏ bớt hoặc gộp chỉ số.
measures-spec-dimension-named-like-indicator = { $file }, dòng { $line }, cột { $column }: chiều “{ $name }” trùng tên với một chỉ số nên kết quả sẽ không phân biệt được. Đặt tên khác cho chiều này.
measures-spec-weights-unknown-word = { $file }, dòng { $line }, cột { $column }: không hiểu trọng số “{ $text }”. Ghi "equal" (chia đều) hoặc bảng số cho từng chỉ số.
measures-spec-weight-missing = { $file }, dòng { $line }, cột { $column }: chưa có trọng số cho chỉ số “{ $name }”. Ghi một số cho chỉ số này (có thể là 0).
measures-spec-weight-unknown = { $file }, dòng { $line }, cột { $column }: có trọng số cho “{ $name }” nhưng không chiều nào có chỉ số này. Sửa tên hoặc bỏ dòng này.
measures-spec-weight-negative = { $file }, dòng { $line }, cột { $column }: trọng số của “{ $name }” nhỏ hơn 0. Ghi một số từ 0 trở lên.
measures-spec-weights-all-zero = { $file }, dòng { $line }, cột { $column }: mọi trọng số đều bằng 0. Ít nhất một chỉ số phải có trọng số lớn hơn 0.
measures-spec-cutoff-out-of-range = { $file }, dòng { $line }, cột { $column }: ngưỡng nghèo k = { $value } không dùng được. Ghi số phần trăm lớn hơn 0 và không quá 100, ví dụ 33.
measures-spec-year-without-time = { $file }, dòng { $line }, cột { $column }: có cột năm (year) nhưng chưa có cột lần khảo sát (time). Ghi thêm “time”, có thể là cùng một cột.
measures-spec-transitions-without-time = { $file }, dòng { $line }, cột { $column }: có bảng “transitions” nhưng chưa có cột lần khảo sát (time). Ghi thêm “time”.

## Tệp số liệu
measures-table-unreadable = Không đọc được tệp số liệu { $file }. Kiểm tra đường dẫn, quyền đọc và định dạng tệp rồi thử lại.
measures-table-not-utf8 = { $file }, hàng { $row }: chữ không phải bảng mã UTF-8. Mở tệp trong phần mềm bảng tính và lưu lại dạng “CSV UTF-8”.
measures-table-no-header = { $file }: tệp trống, không có hàng tiêu đề. Hàng đầu tiên phải ghi tên các cột.
measures-table-row-length = { $file }, hàng { $row }: có { $found } ô nhưng hàng tiêu đề có { $expected } cột. Kiểm tra dấu phẩy thừa hoặc thiếu ở hàng này.
measures-table-column-twice = { $file }: hai cột cùng tên “{ $column }”. Đổi tên hoặc xóa một cột.
measures-table-column-lengths = { $file }: cột “{ $column }” có số hàng khác các cột còn lại. Xuất lại tệp số liệu.
measures-table-column-kind = { $file }: cột “{ $column }” có kiểu { $kind }, không dùng được. Hãy ghi cột này thành số, đúng/sai, chữ hoặc ngày.
measures-table-not-finite = { $file }, hàng { $row }, cột “{ $column }”: “{ $value }” không phải là số dùng được. Nếu không có số liệu, hãy để trống (null).
measures-table-not-text = { $file }, hàng { $row }, cột “{ $column }”: chữ không theo UTF-8. Hãy xuất lại tệp.
measures-table-compression = { $file }: tệp được nén kiểu { $how }, chưa đọc được. Hãy ghi lại tệp với kiểu nén snappy, gzip hoặc không nén.
measures-column-missing = { $file }: không có cột “{ $column }”. Các cột có trong tệp: { $columns }. Sửa tên cột trong tệp mô tả hoặc trong tệp số liệu.
measures-indicator-not-flag = { $file }, hàng { $row }, cột “{ $column }”: “{ $value }” không phải 0 hoặc 1. Ghi 1 nếu thiếu hụt, 0 nếu không, để trống nếu không có câu trả lời.
measures-weight-not-positive = { $file }, hàng { $row }, cột “{ $column }”: quyền số mẫu “{ $value }” không dùng được. Ghi một số lớn hơn 0, hoặc để trống để bỏ hàng này ra.
measures-year-not-number = { $file }, hàng { $row }, cột “{ $column }”: “{ $value }” không phải là năm. Ghi năm bằng số, ví dụ 2025 hoặc 2025.5.
measures-year-two = { $file }, hàng { $row }, cột “{ $column }”: lần khảo sát “{ $time }” vừa có năm { $first } vừa có năm { $value }. Mỗi lần khảo sát chỉ có một năm.
measures-year-same = { $file }, cột “{ $column }”: hai lần khảo sát “{ $from }” và “{ $to }” cùng năm { $year } nên không tính được thay đổi mỗi năm. Sửa lại năm, hoặc bỏ mục “year”.
measures-cells-more = { $file }, cột “{ $column }”: còn { $count } ô nữa sai như vậy.
measures-rows-none-left = { $file }: trong { $rows } hàng không có hàng nào đủ số liệu để tính. Kiểm tra các cột chỉ số và cột quyền số có bị để trống không.
measures-transition-id-twice = { $file }, hàng { $row }, cột “{ $column }”: “{ $value }” có hai lần trong cùng kỳ “{ $time }”. Mỗi hộ chỉ được có một hàng trong một kỳ.
measures-engine-id-twice = { $file }, cột “{ $column }”: “{ $value }” có hai lần trong cùng kỳ “{ $time }”. Mỗi hộ chỉ được có một hàng trong một kỳ.

## Kết quả
measures-output-unwritable = Không ghi được kết quả. Kiểm tra đường dẫn, quyền ghi và dung lượng ổ đĩa còn trống.

## Bản chụp số liệu (mặt phẳng bit)
measures-planes-unreadable = Không mở được bản chụp số liệu { $file }. Kiểm tra đường dẫn và quyền đọc tệp, hoặc tạo lại bản chụp.
measures-planes-unwritable = Không ghi được bản chụp số liệu { $file }. Kiểm tra thư mục có tồn tại không, quyền ghi và dung lượng ổ đĩa còn trống.
measures-planes-not-snapshot = { $file } không phải là bản chụp số liệu của hệ thống này. Kiểm tra đường dẫn, hoặc tạo lại bản chụp.
measures-planes-version = Bản chụp số liệu { $file } theo phiên bản định dạng { $found }, chương trình này đọc phiên bản { $known }. Tạo lại bản chụp bằng chương trình này.
measures-planes-truncated = Bản chụp số liệu { $file } có { $found } byte, lẽ ra phải có { $expected } byte: tệp bị cắt bớt hoặc bị ghi thêm. Tạo lại bản chụp.
measures-planes-damaged = Bản chụp số liệu { $file } bị hỏng: nội dung không khớp mã kiểm tra. Chưa có số liệu nào được lấy từ tệp này. Tạo lại bản chụp.
measures-planes-outdated = Bản chụp số liệu { $file } được tạo theo bộ quy định { $found }, nay đang áp dụng { $expected }. Tạo lại bản chụp.
measures-planes-fingerprint = “{ $text }” không phải là mã nhận dạng của bộ quy định: mã phải có 16 ký tự. Lấy mã từ bộ quy định đã nạp.
measures-planes-no-indicator = Bản chụp số liệu cần ít nhất một chỉ số. Ghi tên các chỉ số.
measures-planes-columns-too-many = Có { $count } chỉ số, cột có/không và cột số; bản chụp chứa nhiều nhất { $most } cột. Bỏ bớt cột.
measures-planes-column-twice = Cột “{ $column }” được ghi hai lần. Mỗi cột của bản chụp có một tên riêng.
measures-planes-unit-twice = Đơn vị { $unit } xuất hiện hai lần. Xếp liền nhau tất cả các hộ của một đơn vị.
measures-planes-row-shape = Có hộ không đúng các cột của bản chụp, hoặc đứng trước mọi đơn vị. Đây là lỗi của chương trình, đề nghị báo lại.
measures-planes-no-standard = Không có chuẩn “{ $standard }”. Chọn một trong các chuẩn đã nạp.
measures-planes-no-value = Chuẩn { $standard } không có mức “{ $name }”. Chọn một trong các mức của chuẩn này.
measures-planes-no-rule = Chuẩn { $standard } không có quy tắc “{ $name }”. Chọn một trong các quy tắc của chuẩn này.
measures-planes-rule-beyond = Quy tắc “{ $rule }” của chuẩn { $standard } cần “{ $what }” nhưng bản chụp số liệu không có cột này. Tạo bản chụp có cột đó, hoặc chủ động bỏ quy tắc này ra.
measures-planes-indicator-absent = Bản chụp số liệu không có chỉ số “{ $indicator }”. Tạo bản chụp có cột đó, hoặc chọn chỉ số khác.
measures-planes-weights-number = Có { $weights } trọng số cho { $indicators } chỉ số. Ghi mỗi chỉ số một trọng số.
measures-planes-weight-unusable = Trọng số thứ { $number } ({ $weight }) không dùng được. Ghi một số từ 0 trở lên, có nhiều nhất sáu chữ số thập phân.
measures-planes-weights-zero = Mọi trọng số đều bằng 0. Ít nhất một chỉ số phải có trọng số lớn hơn 0.
measures-planes-weights-large = Các trọng số không có mẫu số chung đủ nhỏ. Làm tròn trọng số, bớt chữ số thập phân.
measures-planes-dimension-empty = Có chiều không có chỉ số nào. Mỗi chiều cần ít nhất một chỉ số.
measures-planes-cutoff-out-of-range = Ngưỡng nghèo k = { $value } không dùng được. Ghi số phần trăm lớn hơn 0 và không quá 100, ví dụ 33.
measures-planes-other-households = { $earlier } và { $later } không chứa cùng các hộ; chỗ khác đầu tiên ở đơn vị { $unit }. Tạo hai bản chụp cho cùng các hộ, hoặc theo dõi hộ bằng mã hộ trong bảng số liệu.
measures-planes-parquet-kind = { $file }, cột “{ $column }”: kiểu dữ liệu là { $found }. Mã và số phải có kiểu INT32 hoặc INT64, câu trả lời có/không phải có kiểu BOOLEAN, mỗi hàng một giá trị. Ghi lại tệp.
measures-planes-parquet-blank = { $file }, cột “{ $column }”: có hàng để trống. Cột này phải có giá trị ở mọi hàng; ghi 0 nếu chưa rõ dân tộc hoặc số nhân khẩu.
measures-planes-parquet-range = { $file }, cột “{ $column }”: có số nhỏ hơn 0 hoặc quá lớn. Sửa lại rồi ghi lại tệp.
measures-planes-export-unwritable = Không ghi được { $file }. Kiểm tra thư mục có tồn tại không, quyền ghi và dung lượng ổ đĩa còn trống.
# SQL
measures-sql-dialect = Không có “{ $dialect }”. Hãy chọn duckdb hoặc spark.
measures-sql-name = Chuẩn { $standard }: tên “{ $name }” không dùng làm tên cột được. Tên chỉ gồm chữ thường không dấu, chữ số và dấu _, bắt đầu bằng chữ, và không trùng với cột có sẵn (household_id, unit, area …). Hãy đổi tên trong tệp luật.
