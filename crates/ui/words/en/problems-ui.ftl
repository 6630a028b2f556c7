form-day-unreadable = “{ $text }” is not a real date. Write day/month/year, for example 23/11/2026.
form-number-unreadable = “{ $text }” is not a number. Write digits only, for example 1250.
