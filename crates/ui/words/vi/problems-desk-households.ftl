# Trang danh sách hộ và trang của từng hộ.
desk-list-unreadable = Địa chỉ danh sách có phần “{ $name }” không đọc được: “{ $text }”. Hãy mở lại danh sách và lọc lại.
