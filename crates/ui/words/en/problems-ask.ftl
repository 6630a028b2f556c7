# Requests sent on the web, or typed in while the household is not known.
review-filing-unsaid = { $field ->
    [birth] The day or year of birth is missing.
    [village] The village is missing.
    [permanent] The permanent address is missing.
   *[grounds] The grounds are missing.
} Please fill in this field.
review-filing-long = { $field ->
    [grounds] The grounds are too long. Write at most 2,000 letters.
    [members] These are too many people. Write the others into the grounds.
   *[other] This is too long. Write at most 200 letters.
}
review-filing-unpledged = The pledge is not ticked. Read it, and tick it if what is written is true.
review-filing-unit = There is no such commune today. Choose the commune again.
review-filing-many = The commune has received too many requests on the web today. Send it again tomorrow, or hand it to the village head or the commune office.
review-filing-elsewhere = This household is not in the commune that received the request. Choose one of the commune, or refuse and tell the family where to ask.
review-receipt-wrong = The receipt number or the code is not right. Look at the receipt again. If it is lost, go to the commune office.
review-activity-unknown = There is no choice “{ $text }” for work. Choose one of the list.
review-sign-unknown = The data has a strange value “{ $text }”. Please tell the administrator.
desk-ask-often = Too much was sent or looked up from this place within an hour. Wait an hour and try again, or go to the commune office.
desk-ask-program = A field that has to stay empty was filled in. Open the page again and fill it in by hand, or hand the form to the commune office.
desk-ask-stale = The page was open for too long, or is incomplete. What was written is below; check it and send it again.
desk-ask-unreadable = The form is too long, or sending it broke off. Open the page again, write less and send it again.
