demonstration-database-not-empty = Cơ sở dữ liệu này đã có hộ hoặc tài khoản, nên không thể tạo dữ liệu trình diễn vào đó. Hãy chọn một tệp mới với --database, ví dụ --database sqlite://trinh-dien.db.
demonstration-day-outside = Không tạo được dữ liệu trình diễn cho ngày { $day }: dữ liệu trình diễn chỉ có từ 01/07/2025 đến 31/08/2027. Hãy chọn một ngày trong khoảng đó.
