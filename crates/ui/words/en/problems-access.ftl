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
