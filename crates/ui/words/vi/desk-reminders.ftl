# Nhắc việc: mỗi việc của kỳ rà soát đang nằm ở ai, từ bao giờ.
reminders-title = Nhắc việc
reminders-lead = { $unit }, { $round }: việc đang chờ ai, từ ngày nào.
reminders-none = Không còn việc nào đang chờ.
reminders-who = Đang chờ
reminders-nobody = Chưa giao cho ai
reminders-since = Chờ từ ngày
reminders-late = quá hạn
reminders-sheet = Phiếu nhắc
reminders-open = Mở để in
reminders-all = Phiếu nhắc của mọi thôn
reminders-part = { $who }: { $what } ({ $count } hộ)
reminders-when = Chờ từ ngày { $since }, hạn { $by }.
reminders-print = Bấm Ctrl+P để in; mỗi thôn một trang.
reminders-line = { $who }: { $what }, { $count } hộ, từ ngày { $since }
reminders-line-late = { $who }: { $what }, { $count } hộ, từ ngày { $since } – quá hạn
