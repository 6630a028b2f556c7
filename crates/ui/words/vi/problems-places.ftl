# Đơn vị hành chính: mã, tên, tệp dữ liệu bổ sung, bản đồ ranh giới.

places-code-unknown = Không có { $level ->
    [province] tỉnh
    [district] huyện
   *[commune] xã
 } nào mang mã { $code }. Hãy kiểm tra lại mã, hoặc tìm theo tên.
places-code-ended = Mã { $code } không còn dùng vào ngày { $day }: đó là mã của { $name }, chỉ có đến hết ngày { $to }. Hãy dùng mã của đơn vị mới, hoặc chọn ngày không sau { $to }.
places-code-not-yet = Mã { $code } chưa có vào ngày { $day }: đó là mã của { $name }, chỉ có từ ngày { $from }. Hãy dùng mã của đơn vị cũ, hoặc chọn ngày từ { $from } trở đi.
places-code-other-name = Mã { $code } vào ngày { $day } là của { $means }, không phải “{ $name }”. Hãy sửa mã hoặc tên cho khớp.
places-code-former-name = Mã { $code } vào ngày { $day } là của { $means }. { $former } mang mã này từ ngày { $from } đến ngày { $to }. Nếu danh sách lập theo đơn vị cũ, hãy chọn ngày lập danh sách; nếu không, hãy dùng mã mới.

places-folder-unreadable = Không mở được thư mục { $folder }. Hãy kiểm tra đường dẫn và quyền đọc thư mục.
places-file-unreadable = Không đọc được tệp { $file }. Hãy lưu tệp dạng CSV, bảng mã UTF-8, và cho phép đọc.
places-file-columns = Tệp { $file }: không nhận ra dòng tiêu đề “{ $columns }”. Dòng tiêu đề phải đúng là: id,kind,name,from,to,parent,lat,lon,km2 (đơn vị); old,new,share (sáp nhập, chia tách); level,code,name,attribute,value,from,to,act,status (thuộc tính của đơn vị); hoặc kind,attribute,value,from,to,act,status (thuộc tính theo loại đơn vị).

places-row-unreadable = Tệp { $file }, dòng { $line }: không đọc được dòng này. Số ô phải bằng số ô của dòng tiêu đề; ô có dấu phẩy phải đặt trong dấu ngoặc kép.
places-row-value = Tệp { $file }, dòng { $line }, cột { $column }: không hiểu “{ $value }”. { $column ->
    [from] Hãy viết ngày dạng năm-tháng-ngày, ví dụ 2025-07-01.
    [to] Hãy viết ngày dạng năm-tháng-ngày, ví dụ 2025-06-30, hoặc để trống nếu còn hiệu lực.
    [kind] Hãy viết: tỉnh, thành phố, quận, huyện, thị xã, xã, phường, thị trấn hoặc đặc khu.
    [name] Hãy viết tên đơn vị.
    [level] Hãy viết: province (tỉnh), district (huyện) hoặc commune (xã).
    [attribute] Hãy viết: area (khu vực), difficulty (mức khó khăn) hoặc region (vùng).
    [value] Hãy viết: rural hoặc urban cho area; I, II hoặc III cho difficulty; NT1 đến NT6 cho region.
    [status] Hãy viết: verified (đã đối chiếu văn bản) hoặc unverified (chưa).
    [share] Hãy viết: whole (toàn bộ) hoặc part (một phần).
    [id] Mã số gồm cấp (1, 2 hoặc 3), sáu chữ số của mã và hai chữ số thứ tự, ví dụ 300532302.
   *[other] Hãy viết một số, dùng dấu chấm thập phân.
 }
places-row-period = Tệp { $file }, dòng { $line }: ngày kết thúc (to) trước ngày bắt đầu (from). Hãy sửa một trong hai ngày.
places-row-no-act = Tệp { $file }, dòng { $line }: thiếu văn bản làm căn cứ (cột act). Hãy ghi số, ký hiệu của văn bản.
places-row-twice = Tệp { $file }, dòng { $line }: đơn vị { $id } đã có ở một dòng trước. Hãy bỏ bớt một dòng.
places-row-parent = Tệp { $file }, dòng { $line }: { $name } phải nằm trong một đơn vị cấp trên có trong suốt thời gian đó; “{ $parent }” không phải vậy. Hãy sửa cột parent hoặc các ngày.
places-row-same-code = Tệp { $file }, dòng { $line }: { $name } và { $other } cùng mang mã { $code } trong cùng một ngày. Hãy ghi ngày kết thúc cho đơn vị trước.
places-row-no-unit = Tệp { $file }, dòng { $line }: không có đơn vị { $id }. Hãy thêm đơn vị này vào tệp đơn vị, hoặc sửa số.
places-row-order = Tệp { $file }, dòng { $line }: { $old } phải kết thúc trước khi { $new } bắt đầu. Hãy sửa ngày của hai đơn vị, hoặc đổi chỗ hai cột.
places-row-code = Tệp { $file }, dòng { $line }: không đơn vị nào mang mã { $code } trong thời gian đã ghi. Hãy kiểm tra mã và các ngày.
places-row-two-holders = Tệp { $file }, dòng { $line }: trong thời gian đã ghi, mã { $code } là của { $name } rồi của { $other }. Hãy tách thành hai dòng, mỗi dòng một thời gian.
places-row-name = Tệp { $file }, dòng { $line }: mã { $code } trong thời gian đã ghi là của { $means }, không phải “{ $name }”. Hãy sửa mã, tên hoặc các ngày.
places-row-overlap = Tệp { $file }, dòng { $line }: đơn vị này đã có giá trị { $attribute } cho một phần thời gian đó ở dòng khác. Hãy sửa ngày để các dòng không chồng lên nhau.

places-map-unreadable = Tệp ranh giới { $file } không phải là GeoJSON. Hãy xuất lại từ phần mềm bản đồ, dạng GeoJSON, kiểu FeatureCollection.
places-map-empty = Tệp ranh giới { $file } không có ranh giới nào. Hãy kiểm tra lại khi xuất tệp.
places-map-no-code = Tệp ranh giới { $file }, đối tượng thứ { $feature }: không có mã đơn vị ở thuộc tính “{ $property }”. Hãy ghi mã vào đó, hoặc chọn thuộc tính khác.
places-map-code = Tệp ranh giới { $file }, đối tượng thứ { $feature }: vào ngày { $day } không có đơn vị nào mang mã { $code }. Hãy sửa mã, hoặc chọn ngày của bản đồ.
places-map-twice = Tệp ranh giới { $file }, đối tượng thứ { $feature }: { $name } đã có ở một đối tượng trước. Hãy gộp hai đối tượng thành một.
places-map-shape = Tệp ranh giới { $file }, đối tượng thứ { $feature } ({ $name }): hình phải là Polygon hoặc MultiPolygon, mỗi vòng khép kín có ít nhất bốn điểm. Hãy sửa hình rồi xuất lại.
places-map-degrees = Tệp ranh giới { $file }, đối tượng thứ { $feature } ({ $name }): toạ độ không phải là kinh độ, vĩ độ trên lãnh thổ Việt Nam. Hãy xuất lại theo hệ WGS 84 (EPSG:4326), kinh độ trước, vĩ độ sau.
