# Phiếu xác định thu nhập.
review-request-listed = Hộ đang thuộc danh sách hộ nghèo, hộ cận nghèo nên chưa xét mức sống trung bình (căn cứ: { $rule }). Hãy dùng mẫu 04 trước.
review-income-no-form = Không có phiếu xác định thu nhập nào dùng cho ngày { $day }. Hãy bổ sung trong law/incomes.
review-income-no-rule = Chuẩn nghèo áp dụng ngày { $day } chưa có mức sống trung bình. Hãy chờ văn bản quy định, hoặc bổ sung trong law/standards.
review-income-case = Hồ sơ này không xét mức sống trung bình nên không dùng phiếu thu nhập.
review-income-members = Số người phải từ 1 đến 99.
review-income-amount = Số tiền không dùng được. Hãy ghi số đồng, từ 0 trở lên.
review-income-low = Thu nhập bình quân { $amount } đồng một người một tháng không quá chuẩn thu nhập, nên không phải mức sống trung bình. Hãy hướng dẫn hộ đề nghị xét hộ nghèo, hộ cận nghèo, rồi đưa hồ sơ này ra khỏi kỳ.
review-worker-no-rule = Chưa có mức thu nhập của người lao động có thu nhập thấp cho ngày { $day }. Hãy bổ sung trong law/incomes.
review-worker-listed = Hộ đang là hộ nghèo hoặc hộ cận nghèo nên thành viên không thuộc diện lao động có thu nhập thấp.
review-worker-twice = Người này đã có đề nghị đang chờ, hoặc đang được công nhận.
review-worker-no-income = Chưa ghi thu nhập của hộ. Hãy ghi phiếu thu nhập trước.
review-worker-high = Thu nhập bình quân { $amount } đồng quá mức { $ceiling } đồng. Hãy trả lời bằng văn bản là không công nhận.
review-worker-early = Ngày này trước ngày { $day }. Hãy ghi từ ngày đó trở đi.
review-worker-not-recognised = Người này không đang được công nhận. Hãy tải lại trang.
