# Phiếu gửi về từ điện thoại.
nav-submissions = Phiếu gửi về
submissions-lead = Phiếu khảo sát do rà soát viên gửi từ điện thoại. Mỗi phiếu được giữ nguyên như khi gửi; phiếu chưa ghi được có nêu lý do và có thể ghi lại sau khi sửa.
submissions-all = Tất cả
submissions-waiting = Chờ ảnh kèm theo
submissions-taken = Đã ghi lượt khảo sát
submissions-trouble = Chưa ghi được
submissions-none = Chưa có phiếu nào. Rà soát viên gửi phiếu bằng ứng dụng ODK Collect; xem hướng dẫn, mục “Khảo sát bằng điện thoại”.
submissions-when = Nhận lúc
submissions-by = Người gửi
submissions-files = Ảnh, chữ ký
submissions-next = Việc tiếp theo
submissions-household = Xem hộ
submissions-take = Ghi lại
submissions-done = Đã ghi phiếu thành lượt khảo sát.
