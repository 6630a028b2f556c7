# Trang chờ khi sổ hộ đang được đọc lần đầu.
waiting-title = Đang đọc sổ hộ
waiting-text = Lần đầu sau khi khởi động, chương trình đọc toàn bộ sổ hộ để các số liệu sau đó hiện ra ngay. Trang này tự mở tiếp khi đọc xong; nếu không, hãy bấm nút bên dưới sau ít giây.
waiting-communes = Số xã đã đọc
waiting-again = Xem lại
