# Forms that phones sent in.
nav-submissions = Forms received
submissions-lead = Survey forms that reviewers sent from their phones. Each is kept as it came; one that could not be recorded says why, and can be taken again after a repair.
submissions-all = All
submissions-waiting = Waiting for attachments
submissions-taken = Recorded as a visit
submissions-trouble = Not recorded
submissions-none = No forms yet. Reviewers send them with the app ODK Collect; see “Collecting with a phone” in the guide.
submissions-when = Received
submissions-by = Sent by
submissions-files = Photos, signature
submissions-next = Next
submissions-household = See the household
submissions-take = Take again
submissions-done = The form is recorded as a visit.
