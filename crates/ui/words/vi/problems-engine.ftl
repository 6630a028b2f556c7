# Hệ thống xử lý dữ liệu (Spark) của bộ, ngành, dùng để tính các chỉ tiêu.

engine-address = “{ $address }” không phải là địa chỉ máy xử lý. Ghi theo dạng sc://máy:cổng, ví dụ sc://spark.example:15002.
engine-address-option = Tuỳ chọn “{ $option }” trong địa chỉ máy xử lý không dùng được vì đường truyền không mã hoá. Hãy bỏ tuỳ chọn này và chỉ kết nối trong mạng nội bộ tin cậy.
engine-unreachable = Máy xử lý tại { $address } không trả lời. Kiểm tra Spark Connect có đang chạy ở đó không, địa chỉ và cổng có đúng không.
engine-refused = Máy xử lý tại { $address } từ chối thực hiện: { $said }
engine-answer = Không đọc được kết quả của máy xử lý. Kiểm tra máy có dùng Spark từ bản 3.5 trở lên không.

measures-engine-cells = { $file }, cột “{ $column }”: có { $count } ô không phải câu trả lời cũng không để trống, ví dụ “{ $value }”. Cột chỉ số ghi 0 hoặc 1, quyền số ghi số không âm, năm ghi bằng số; sửa lại các số không hữu hạn.
measures-engine-answer = Kết quả của máy xử lý ở cột “{ $column }” không phải là số ({ $value }). Hãy chạy lại, nếu vẫn vậy thì báo cho chúng tôi.
measures-engine-two-years = { $file }, cột “{ $column }”: kỳ “{ $time }” có hai năm khác nhau, { $first } và { $value }. Mỗi kỳ chỉ ghi một năm.
