# The survey form on a phone.
field-title = Household survey – review of poor and near-poor households
field-visit = Visit
field-household = Household visited
field-day = Day of the visit
field-day-between = This form is for visits from { $from } to { $to }, and not after today. For another day, download that day's form.
field-day-since = This form is for visits from { $from } on, and not after today.
field-day-past = This day is still to come. Please check it.
field-roster = Members of the household
field-member = Member
field-full-name = Full name
field-complete = Is every member of the household listed?
field-score-block = Income score (form B1)
field-evidence = Location, photos and signature
field-gps = Location of the house
field-photo-outside = Photo of the house from outside
field-photo-inside = Photo of the house from inside
field-signature = Signature of the person who answered
field-remark = Reviewer's remarks
field-yes = Yes
field-no = No
field-between = Enter a number from { $min } to { $max }.
field-at-least = Enter a number of { $min } or more.
field-at-most = Enter a number of { $max } at most.
field-results = Result – { $standard }
field-class = Result: { $class }
field-score = Income score (form B1)
field-score-between = Points added up from the table (at least – at most; blank is not known)
field-count = Number of deprivations (at least – at most)
field-lacking = Deprived – { $name }: { $wording }
field-open = Not enough answers to tell: { $name }

# Answers to the phone.
field-sign-in = Enter the user name and password of your Chiều Sâu account.
field-received = Received, and the visit is recorded.
field-received-part = A part was received; the visit will be recorded when all attachments are here.
field-received-trouble = Received and kept, but the visit could not be recorded. The commune officer sees the reason on the page “Forms received”.
