# Luật dưới dạng dữ liệu: các tệp trong law/ và câu trả lời của một lượt khảo sát.

## Câu trả lời
law-answers-no-member = Phiếu không có thành viên số { $member }. Hãy thêm thành viên này trước khi ghi câu trả lời.
law-answers-out-of-range = Câu trả lời { $value } cho câu hỏi “{ $question }” nằm ngoài khoảng cho phép (từ { $min } đến { $max }). Hãy kiểm tra lại số đã ghi.
law-answers-unknown-choice = Câu hỏi “{ $question }” không có lựa chọn “{ $choice }”. Hãy chọn một trong các lựa chọn của câu hỏi.
law-answers-unknown-question = Bộ câu hỏi không có câu “{ $question }” ở mục này. Hãy kiểm tra tên câu hỏi và xem câu hỏi dành cho hộ hay cho từng thành viên.
law-answers-unreadable = Nội dung phiếu đã lưu không đọc được. Hãy báo cho quản trị viên.
law-answers-wrong-type = Câu trả lời cho “{ $question }” không đúng kiểu. Câu này cần { $type ->
    [yes_no] có hoặc không
    [integer] một số nguyên
    [decimal] một số đo
    [choice] một trong các lựa chọn
   *[date] một ngày
}.
law-class-unknown = Không có loại hộ “{ $class }”. Các loại: poor, near_poor, average, not_poor, undetermined.

## Tệp
law-file-encoding = Tệp { $file } không phải văn bản UTF-8. Hãy lưu lại tệp với bảng mã UTF-8.
law-file-syntax = { $file }, dòng { $line }: viết sai cú pháp ({ $detail }). Hãy sửa dòng này.
law-file-unreadable = Không đọc được { $file }. Hãy kiểm tra đường dẫn và quyền đọc.
law-name-twice = { $file }, dòng { $line }: “{ $name }” đã được khai báo ở nơi khác ({ $kind }). Hãy đặt tên khác hoặc bỏ một bên.
law-phrase-missing = Thiếu câu mẫu “{ $name }” trong tệp wording.toml. Hãy thêm câu này bằng cả hai ngôn ngữ.

## Văn bản, giá trị, bộ câu hỏi
law-source-unknown = { $file }, dòng { $line }: “{ $name }” dẫn văn bản “{ $act }” chưa có trong sources.toml. Hãy thêm văn bản này hoặc sửa mã.
law-value-no-citation = { $file }, dòng { $line }: “{ $name }” không dẫn văn bản nào. Hãy thêm citation gồm act, article và status.
law-value-unknown-unit = { $file }, dòng { $line }: “{ $name }” dùng đơn vị “{ $unit }” không có trong hệ thống. Hãy dùng một đơn vị đã có, ví dụ dong_per_head_month, score, m2.
law-value-unnamed = { $file }, dòng { $line }: giá trị “{ $name }” chưa có tên và đơn vị. Hãy thêm name và unit, hoặc sửa mã nếu muốn bổ sung cho giá trị đã có.
law-value-overlap = { $file }, dòng { $line }: giá trị “{ $name }” có hai con số cho cùng một ngày. Hãy sửa ngày bắt đầu hoặc ngày kết thúc.
law-value-gap = { $file }, dòng { $line }: giá trị “{ $name }” có ngày hoặc khu vực không có con số nào trong thời hạn của chuẩn. Hãy bổ sung, hoặc để trống toàn bộ nếu chưa tìm thấy quy định.
law-period-empty = { $file }, dòng { $line }: “{ $name }” kết thúc trước khi bắt đầu. Hãy sửa ngày.
law-question-unknown-block = { $file }, dòng { $line }: câu hỏi “{ $name }” thuộc phần “{ $block }” chưa được khai báo. Hãy khai báo phần này trong [[blocks]] hoặc sửa mã.
law-question-choices = { $file }, dòng { $line }: câu hỏi “{ $name }” phải có lựa chọn nếu là kiểu choice, và không có lựa chọn nếu là kiểu khác.
law-specimen-refused = { $file }, dòng { $line }: “{ $name }” là số giả định (specimen) nên không được nạp. Chỉ đặt số giả định trong thư mục specimens và gọi đích danh khi trình diễn.
law-specimen-unknown = Không có số giả định nào tên “{ $name }”. Hãy xem tên trong thư mục specimens.

## Chuẩn
law-standard-gap = { $file }, dòng { $line }: từ { $from } đến { $to } không có chuẩn quốc gia nào trước khi “{ $name }” bắt đầu. Hãy sửa ngày hoặc thêm chuẩn còn thiếu.
law-standard-overlap = { $file }, dòng { $line }: “{ $name }” trùng thời hạn với “{ $other }”. Trên cùng một địa bàn, mỗi ngày chỉ có một chuẩn; hãy sửa ngày.
law-standard-missing = { $file }, dòng { $line }: chuẩn “{ $name }” thiếu “{ $what }”. Hãy thêm phần này, hoặc dùng extends để lấy từ chuẩn khác.
law-standard-unknown = { $file }, dòng { $line }: không có chuẩn nào tên “{ $name }” để dùng ở đây. Hãy sửa mã chuẩn.
law-standard-stray-values = { $file }, dòng { $line }: các giá trị này không thuộc chuẩn nào. Hãy thêm [standard], hoặc supplements với mã của chuẩn.
law-indicator-order = { $file }, dòng { $line }: thứ tự các chỉ số của “{ $name }” phải là 1, 2, 3… không trùng, không thiếu.
law-indicator-unknown = { $file }, dòng { $line }: chuẩn này không có chỉ số “{ $name }”. Hãy sửa mã chỉ số.

## Biểu thức
law-rule-syntax = { $file }, dòng { $line }: biểu thức viết sai ({ $detail }). Hãy sửa biểu thức.
law-rule-type = { $file }, dòng { $line }: chỗ này cần { $expected ->
    [yes_no] một điều đúng hoặc sai
    [number] một số
    [choice] một lựa chọn của câu hỏi
    [area] loại khu vực
    [text] chữ trong ngoặc kép
    [members] các thành viên
   *[other] một thành viên
} nhưng biểu thức cho { $found ->
    [yes_no] một điều đúng hoặc sai
    [number] một số
    [choice] một lựa chọn của câu hỏi
    [area] loại khu vực
    [text] chữ trong ngoặc kép
    [members] các thành viên
   *[other] một thành viên
}. Hãy so sánh hai vế cùng kiểu.
law-rule-unknown-name = { $file }, dòng { $line }: “{ $name }” không phải câu hỏi, giá trị hay định nghĩa nào. Hãy kiểm tra chính tả.
law-rule-unknown-choice = { $file }, dòng { $line }: “{ $question }” không có lựa chọn “{ $choice }”. Hãy dùng một mã lựa chọn của câu hỏi.
law-rule-member-question = { $file }, dòng { $line }: “{ $name }” hỏi từng thành viên. Hãy viết members.exists(m, m.{ $name } …).
law-rule-household-question = { $file }, dòng { $line }: “{ $name }” hỏi chung cho hộ. Hãy viết thẳng { $name }, không có m. phía trước.
law-rule-date = { $file }, dòng { $line }: không so sánh ngày “{ $name }” trực tiếp. Hãy dùng m.age (số tuổi tròn vào ngày rà soát).
law-rule-unsupported = { $file }, dòng { $line }: không dùng được “{ $what }” ở đây. Chỉ dùng so sánh, + - *, && || !, in, members.exists, members.all và members.filter(…).size(); thay phép chia bằng phép nhân ở vế kia.
law-rule-cycle = { $file }, dòng { $line }: các định nghĩa dựa vòng tròn vào nhau: { $names }. Hãy bỏ một mắt xích.
law-rule-counts-itself = { $file }, dòng { $line }: chỉ số không được dựa vào số chỉ số thiếu hụt (deprivation_count), vì chính nó được đếm trong đó.
law-rule-whole-in-member = { $file }, dòng { $line }: “{ $name }” nói về cả hộ, không đặt được trong điều kiện của từng thành viên. Hãy đưa phần này ra ngoài members.exists / all / filter.
law-rule-undetermined = { $file }, dòng { $line }: quy tắc “{ $name }” không được cho kết quả undetermined. Khi thiếu câu trả lời, hệ thống tự cho kết quả này.

## Bảng điểm và tình huống mẫu
law-score-head = { $file }, dòng { $line }: dòng đầu phải là block,when rồi đến mã các vùng (nt1 … nt6, urban).
law-score-row = { $file }, dòng { $line }: dòng này thiếu cột hoặc điểm không phải số nguyên. Hãy ghi đủ điểm cho mọi vùng.
law-score-no-file = { $file }, dòng { $line }: không thấy tệp điểm “{ $name }” bên cạnh tệp này. Hãy đặt tệp vào cùng thư mục.
law-score-unknown-block = { $file }, dòng { $line }: không bảng điểm nào có khối “{ $block }” và vùng “{ $region }”. Hãy sửa tên khối hoặc vùng.
law-score-overlap = Hai bảng điểm “{ $name }” và “{ $other }” trùng thời hạn. Mỗi ngày chỉ dùng một bảng; hãy sửa ngày.
law-case-answer = { $file }, dòng { $line }: tình huống “{ $case }” có câu trả lời “{ $question }” không dùng được: { $what ->
    [unknown_question] bộ câu hỏi không có câu này ở mục này
    [unknown_choice] không có lựa chọn này
    [out_of_range] số nằm ngoài khoảng cho phép
   *[wrong_type] không đúng kiểu của câu hỏi
}. Hãy sửa câu trả lời.
law-case-truth = { $file }, dòng { $line }: “{ $value }” phải là true, false hoặc unknown.

## Quy trình, ngày nghỉ
law-procedure-unknown = { $file }, dòng { $line }: quy trình không có con số hoặc ngày nào tên “{ $name }”. Hãy sửa tên theo docs/law.md.
law-procedure-unknown-replaced = { $file }, dòng { $line }: không có quy trình “{ $name }” để thay. Hãy sửa mã trong replaces.
law-procedure-steps = { $file }, dòng { $line }: quy trình “{ $name }” phải có đủ bảy bước theo đúng thứ tự: list, survey, meeting, posting, complaint, opinion, decision.
law-procedure-unit = { $file }, dòng { $line }: “{ $name }” phải dùng đơn vị { $unit }.
law-procedure-missing = { $file }, dòng { $line }: thiếu “{ $name }” cho một số ngày của quy trình. Hãy bổ sung, kèm văn bản quy định.
law-procedure-no-date = { $file }, dòng { $line }: “{ $name }” không phải ngày có trong mọi năm. Hãy sửa month và day.
law-holiday-when = { $file }, dòng { $line }: ngày nghỉ “{ $name }” cần đúng một trong hai mục every hoặc days.
law-second-look-unknown = { $file }, dòng { $line }: không có dấu hiệu nào tên “{ $name }”. Hãy sửa sign theo docs/law.md.
law-second-look-reason = { $file }, dòng { $line }: “{ $name }” cần một số từ 1 trở lên và lý do (reason) bằng hai thứ tiếng.
