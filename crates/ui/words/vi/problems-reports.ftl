# Biểu tổng hợp: bố cục, yêu cầu, ghi chú dưới biểu.

## Tệp bố cục (law/reports)
reports-file-unreadable = Không đọc được tệp bố cục { $file }. Kiểm tra quyền đọc tệp và bảng mã UTF-8 rồi thử lại.
reports-file-syntax = { $file }, dòng { $line }: viết sai ({ $detail }). Sửa dòng này rồi chạy lại.
reports-layout-act = { $file }, dòng { $line }: không có văn bản “{ $act }” trong law/sources.toml. Ghi văn bản đó vào danh mục hoặc sửa lại mã.
reports-layout-specimen = { $file }, dòng { $line }: bố cục biểu không được ghi là mẫu thử. Ghi “unverified” nếu chưa đối chiếu được.
reports-layout-empty = { $file }, dòng { $line }: biểu không có cột nào. Thêm ít nhất một cột có số liệu.
reports-layout-numbering = { $file }, dòng { $line }: số cột in trên biểu phải liền nhau từ 1, nhưng đang ghi { $numbers }. Đánh số lại từ trái sang phải.
reports-column-headless = { $file }, dòng { $line }: cột chưa có tên. Ghi “head” bằng tiếng Việt và tiếng Anh.
reports-column-both = { $file }, dòng { $line }: “{ $head }” vừa là nhóm cột vừa có số liệu riêng. Chỉ để lại một trong hai.
reports-column-unfilled = { $file }, dòng { $line }: cột “{ $head }” không có nguồn số liệu dùng được. Ghi “source”, hoặc “formula” dạng a/b*100.
reports-column-each = { $file }, dòng { $line }: nguồn “{ $source }” và mục “each” không đi với nhau. “deprived” cần each = "indicator", “ethnicity” cần each = "ethnicity"; nguồn khác không dùng each.
reports-column-counted = { $file }, dòng { $line }: cột “{ $head }” phải nói rõ đếm hộ hay đếm khẩu đúng một lần: ghi “count” nếu mỗi đơn vị một dòng, bỏ “count” nếu đã có hai dòng hộ, nhân khẩu.
reports-source-unknown = { $file }, dòng { $line }: không có nguồn số liệu tên “{ $source }”. Xem các tên dùng được trong những biểu có sẵn.
reports-source-elsewhere = { $file }, dòng { $line }: biểu này không có nguồn “{ $source }” (loại hộ: { $class }). Sửa “figures”, “class” hoặc “source”.
reports-formula-unreadable = { $file }, dòng { $line }: không hiểu công thức “{ $formula }”. Viết như “4=3/1*100” hoặc “9=1-2-3-4+5+6+7+8”.
reports-formula-left = { $file }, dòng { $line }: công thức “{ $formula }” không bắt đầu bằng số của chính cột đó. Sửa số trước dấu bằng hoặc mục “number”.
reports-formula-column = { $file }, dòng { $line }: công thức { $formula } dùng cột { $column }, nhưng đó không phải một cột số đếm khác của biểu. Sửa số cột.

## Yêu cầu lập biểu
reports-number-unknown = Không có biểu số { $number }. Chọn biểu từ 1 đến 13.
reports-period-backwards = Ngày đầu kỳ ({ $from }) ở sau ngày cuối kỳ ({ $to }). Đổi lại hai ngày.
reports-level-above = { $unit } không thể chia theo cấp { $level ->
    [nation] cả nước
    [province] tỉnh
    [district] huyện
   *[commune] xã
} vì cấp này ở trên đơn vị đã chọn. Chọn cấp thấp hơn hoặc đơn vị lớn hơn.
reports-level-absent = Theo địa giới ngày { $day }, nơi đã chọn không có đơn vị cấp { $level ->
    [nation] cả nước
    [province] tỉnh
    [district] huyện
   *[commune] xã
}. Chọn cấp khác, hoặc xem theo địa giới trước ngày 01/07/2025.
reports-standard-unknown = Không có chuẩn nghèo “{ $standard }”. Chọn một chuẩn trong danh sách.
reports-standard-none = Không có chuẩn nghèo quốc gia nào có hiệu lực ngày { $day }. Chọn ngày khác hoặc ghi rõ chuẩn cần dùng.
reports-balance-broken = Biểu diễn biến không khớp: cột { $column } ghi { $printed } nhưng tính ra { $computed }. Đây là lỗi của phần mềm; biểu không được xuất. Hãy báo cho người quản trị.
reports-source-lost = Bố cục biểu và số liệu không khớp nhau. Đây là lỗi của phần mềm; hãy báo cho người quản trị.
reports-xlsx-failed = Không tạo được tệp bảng tính. Đây là lỗi của phần mềm; hãy báo cho người quản trị.

## Ghi chú dưới biểu
reports-note-not-submitted = { $count } đơn vị chưa có số liệu, để trống (–) chứ không phải bằng 0: { $units }.
reports-note-no-denominator = Chưa có số hộ, số khẩu dân cư nên không tính tỷ lệ cho { $count } đơn vị: { $units }. Nhập số dân cư của năm rồi lập lại biểu.
reports-note-small-denominator = Số hộ hoặc số khẩu dân cư nhỏ hơn số được đếm nên không tính tỷ lệ cho { $count } đơn vị: { $units }. Kiểm tra lại số dân cư đã nhập.
reports-note-local-ethnic-residents = Chưa có nguồn số liệu về tổng số hộ, số khẩu dân tộc thiểu số tại chỗ; các ô đó để trống.
reports-note-unassigned = Có hộ ở xã đã chia tách mà chưa biết thuộc xã nào; các hộ này ở dòng riêng và vẫn tính vào tổng cộng.
reports-note-undetermined = { $count } hộ chưa xác định được loại, không nằm trong các cột của biểu.
reports-note-unsurveyed = { $count } hộ đã đăng ký nhưng chưa khảo sát lần nào; các hộ này chưa có phân loại nên không nằm trong biểu.
reports-note-not-evaluated = { $count } hộ chưa được đánh giá theo chuẩn này nên chưa có chỉ số thiếu hụt.
reports-note-unanswered = { $count } lần một chỉ số của một hộ chưa có câu trả lời; những chỉ số đó không được tính là thiếu hụt.
reports-note-ethnicity-unknown = { $count } hộ chưa ghi dân tộc, chỉ nằm trong cột tổng số.
reports-note-children-unknown = { $count } hộ chưa có danh sách thành viên đầy đủ nên chưa biết số trẻ em.
reports-note-no-cause = { $count } hộ chưa ghi nguyên nhân. Một hộ có thể có nhiều nguyên nhân nên các cột không cộng thành tổng.
reports-note-wider-map = Địa giới ngày { $day } rộng hơn đơn vị đã chọn: đơn vị mới được tính trọn vẹn, kể cả phần đến từ nơi khác.
reports-note-form-unverified = Bố cục theo biểu đang dùng thực tế, chưa đối chiếu với mẫu ban hành kèm theo thông tư.
reports-note-indicators-unverified = Câu chữ của chỉ số { $indicators } chưa đối chiếu với Công báo.
