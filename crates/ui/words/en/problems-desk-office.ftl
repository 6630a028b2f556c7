# Pages of rules, units, accounts, figures, long work, imports, tables.
desk-law-missing = There is no such standard among the rules in use. Choose one from the list of standards.
desk-unit-missing = There is no such unit. Look for it by name or code on the page of administrative units.
desk-unit-several = There are several units called “{ $text }”: { $names }. Give the code of the one you mean.
desk-unit-unknown = No unit “{ $text }” was found for today. Give the name or code of a unit that exists now.
desk-job-missing = There is no such work in your units. Open it again from the page of running jobs.
desk-work-input = This work was kept in a form that can no longer be read. Ask for it anew.
desk-work-account = The account of { $name } was disabled before the work began, so it was not done. Let somebody else ask for it.
desk-work-unnamed = The work ended with an unknown error. Ask for it again; if it still fails, tell an administrator.
desk-rate-unreadable = “{ $text }” is not a rate. Give percent with at most two decimals, for example 4.25.
desk-year-unreadable = “{ $text }” is not a year. Give four digits, for example 2026.
desk-report-missing = There is no such table, or it belongs to other units. Draw it up again from the page of tables.
desk-report-no-cell = There is no list of households for this cell. Open it again from the table.
desk-survey-sign-in = The session has ended or changed. Please sign in again; the surveys on the phone are all there.
desk-standards-one = Only one standard applies to this round, so there is nothing to compare.
