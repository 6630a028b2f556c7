# The review. The variable rule is the act and article that a refusal rests on.
review-answer-unknown = The data of a request have an unknown value “{ $text }”. Tell the administrator.
review-assign-nobody = The commune has no reviewer with an account in use. Create accounts with the role Reviewer, then assign again.
review-assign-related = { $name } is related to the household of { $head }, so it cannot be theirs to survey. Choose another reviewer, or withdraw the declaration if it was a mistake.
review-assign-stranger = The person chosen is no reviewer of the commune. Choose one of the list.
review-assign-surveyed = The household of { $head } has been surveyed, so it cannot be given to somebody else. Look at the step its case has reached.
review-case-changed = Somebody else has just changed the case of { $head }. Reload the page, look at that change and do yours again.
review-case-missing = There is no such case in your area.
review-channel-unknown = There is no way of filing called “{ $text }”. Choose one of the list.
review-complaint-late = The posting ended on { $until }, so a complaint can no longer be recorded at this step (rule: { $rule }). If one came in on time, enter the day it came in.
review-decision-missing = There is no such decision in your area.
review-decision-no-standard = No national poverty standard applies on the day of the decision. Check the day.
review-decision-nobody = No household has gone through all steps before the decision (rule: { $rule }). The board of the round shows where each case is.
review-decision-twice = The commune already has a decision { $number } of that day. Check the number.
review-form-unknown = There is no request form “{ $text }”. Choose form 01 or form 04.
review-list-unknown = The data of a decision have an unknown list “{ $text }”. Tell the administrator.
review-look-day = The day of the second look must lie between { $from } (when it was asked for) and { $to } (today). Enter the right day.
review-look-missing = Nobody asked for a second look at this household.
review-look-same = { $name } surveyed this household first. Somebody else has to look again.
review-look-seen = What the second look at the household of { $head } found is recorded already. Reload the page to see it.
review-look-surveyed = The household of { $head } has no survey that stands, so nobody can look again. Take the surveys up first.
review-look-twice = Somebody has been asked to look at the household of { $head } already. Reload the page to see it.
review-meeting-nobody = The minutes have no household that was voted on. No household of this village waits for a meeting.
review-meeting-votes = The votes on { $head } do not fit { $attendance } people present: each from 0 up, together no more than those present (rule: { $rule }). Check the minutes.
review-opinion-nobody = On that day no household’s posting was over, so there was nothing to give an opinion on (rule: { $rule }). Check the day of the document.
review-posting-missing = This posting does not exist, has not begun, or is over.
review-posting-nobody = No household of this village has been agreed on by a meeting and waits for posting (rule: { $rule }).
review-posting-running = The result of { $head } is still posted until the end of { $until } (rule: { $rule }). Wait for the posting to end.
review-procedure-missing = Procedure “{ $name }” of this round is no longer in the law. Bring its file in law/procedures back.
review-procedure-none = No review procedure applies on this day. Add one in law/procedures.
review-reason-unknown = The data of a case have an unknown reason “{ $text }”. Tell the administrator.
review-relation-kind = There is no tie called “{ $text }”. Choose one of the list.
review-relation-missing = There is no such declaration in your area, or it has been withdrawn.
review-relation-reviewer = No reviewer of this commune is chosen. Choose one of the list.
review-relation-twice = The tie between { $name } and this household is declared already. To correct it, withdraw that declaration first.
review-report-day = The day { $day } is still to come. Enter the day it was sent.
review-report-kind = There is no report “{ $text }”. Open it again from the page of reports due.
review-report-missing = The calendar of the year has no such report. Open it again from the page of reports due.
review-report-twice = This report has been recorded as sent. Reload the page to see it.
review-request-answered = This request has been answered. Reload the page to see how.
review-request-future = The day of receipt { $day } is in the future. Enter the real day.
review-request-missing = There is no such request in your area.
review-request-not-listed = The household is on no list of poor or near-poor households, so form 04 is not for it (rule: { $rule }). Check the household, or use form 01.
review-request-twice = The household has a request that still waits (rule: { $rule }). Answer that one first.
review-round-missing = There is no such round in your area.
review-round-nobody = Nobody needs a review: no household is on the list or has asked that is not in another round already (rule: { $rule }).
review-round-not-commune = A round is opened for one of today’s communes. Sign in with a commune’s account.
review-round-too-early = Outside the periodic review, the off-cycle review begins on day { $day } of each month. Wait for that day.
review-round-twice = The commune has opened this round already (rule: { $rule }). Go on in that one.
review-sample-begun = Households of this sample have been surveyed again, so no other can be drawn. Go on with this one.
review-sample-class = The class after the second survey is missing. Choose one.
review-sample-day = The day of the second survey must lie between { $from }, when the sample was drawn, and today, { $to }. Enter the real day.
review-sample-margin = A margin of { $margin } cannot be used. Enter a whole number from 1 to 30 (percentage points).
review-sample-missing = There is no sample for re-verification, or no such household in it.
review-sample-nobody = No household of this round has been surveyed yet. Take up the surveys first, then draw.
review-sample-same = { $name } made the first survey of this household. Somebody else must make the second one.
review-sample-seen = The second result of { $head } has been entered. Reload the page to see it.
review-sample-strata = Strata cannot be made by “{ $text }”. Choose villages or classes.
review-stage-unknown = The data of a case have an unknown step “{ $text }”. Tell the administrator.
review-step-back-dated = Step “{ $step }” of { $head } is dated { $day }, before the step it follows ({ $last }) (rule: { $rule }). Enter a day from { $last } on.
review-step-future = Step “{ $step }” of { $head } is dated { $day }, in the future (rule: { $rule }). Record only what has been done.
review-step-order = { $head } has not reached step “{ $step }”, or is past it (rule: { $rule }). Do the step the case waits for.
review-survey-undetermined = The class of { $head } cannot be told because answers are missing (rule: { $rule }). Complete the visit.
review-text-missing = { $field ->
    [chair] Who chaired
    [secretary] Who took the minutes
    [number] The number of the document
    [signer] Who signed
    [complaint] What the complaint says
    [findings] What the re-check found
    [redraw] The reason for another sample
    [reviewer] Who made the second survey
   *[reason] The reason
} is missing. Fill in this field.
review-certificate-missing = This household has no certificate yet.
review-certificate-none-due = No certificate waits for the signature of { $year }. Somebody may just have signed; reload the page.
review-certificate-not-kept = This file of certificates is no longer kept. Open the decision and make it again.
review-meeting-missing = There is no such meeting in your area.
review-request-not-refused = This request has not been refused, so there is no letter of refusal.
review-scan-broken = The signed copy is no longer what was kept. Ask the administrator to restore it from a backup.
review-scan-empty = No file was chosen, or it is empty. Choose a photo or scan of the signed minutes.
review-scan-kind = The file is no PDF, JPG or PNG. Photograph or scan the minutes again.
review-scan-large = The file is larger than { $megabytes } MB. Take a smaller picture or send several files.
review-scan-missing = There is no such signed copy in your area.
paper-unset = The page “{ $template }” could not be typeset. Tell the administrator.
desk-entry-code = There is no code “{ $text }”. Type 1 to { $last }.
