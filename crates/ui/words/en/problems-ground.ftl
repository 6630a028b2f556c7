day-unreadable = “{ $text }” is not a real date. Write year-month-day, for example 2026-11-23.
lang-unknown = There is no language “{ $text }”. Choose vi (Vietnamese) or en (English).
id-unreadable = The address or code “{ $text }” is not right. Open the page again from its list.
