# Accounts, sessions, rights.
access-role-unknown = There is no role “{ $text }”. Choose one from the list.
access-verb-unknown = There is no right “{ $text }”. Choose one from the table of rights.
access-refused-verb = Your role does not allow you to { $verb ->
    [view] see lists and figures
    [view_identity] see whole national ID numbers
    [survey] record visits
    [import] bring in spreadsheets
    [edit_household] register or correct households
    [settle_finding] settle findings
    [review] run the review
    [report] draw up official tables
    [decide] decide on recognition
    [manage_figures] enter population figures and targets
    [cancel_job] stop running tasks
    [manage_accounts] manage accounts
    [view_audit] read the audit trail
   *[other] do this
}. Ask somebody who may, or the administrator.
access-refused-unit = This belongs to another area. Your account works in { $own } only.
access-unit-missing = There is no such place in your area. Choose a unit from the list.

# Accounts.
access-refused-role = You may not give or change an account with this role. Ask the administrator.
access-account-missing = There is no such account in your area. Open it again from the list of accounts.
access-account-own = You cannot disable your own account or change its rights. Ask another manager.
access-account-unit-ended = { $unit } no longer exists. Choose a unit of today.
access-login-taken = The login “{ $login }” is in use. Choose another.
access-login-unusable = The login “{ $login }” will not do. Use 3 to 40 characters: plain letters, digits, dot, hyphen or underscore.
access-name-empty = The person's name is missing. Fill it in.

# Passwords and signing in.
access-password-short = A password needs at least { $least } characters. A short sentence is best.
access-password-long = The password is longer than { $most } characters. Choose a shorter sentence.
access-password-obvious = This password is too easy to guess. Choose a sentence without your name that is no common sequence.
access-password-same = The new password is the old one. Choose another.
access-password-wrong = The current password is not right. Type it again.
access-password-unfinished = The password could not be checked because of an error in the system. Try again.
access-sign-in-wrong = The login or password is not right, or the account is locked. Check and try again; after many wrong tries an account is locked for 15 minutes. If you forgot the password, ask the administrator.
access-form-foreign = This page is out of date or was sent from elsewhere, so it was not accepted. Reload the page and try again.
access-sign-in-busy = Somebody is importing a large list, so nobody can sign in at the moment. Name and password have not been checked and do not count as a wrong try. Please try again in a minute; those who are signed in can go on reading.
access-device-must-change = This account still has its one-time password. Sign in on the web page, choose a password, and use that one on the phone.
