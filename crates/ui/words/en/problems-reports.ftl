# Official tables: layouts, requests, notes below a table.

## Layout files (law/reports)
reports-file-unreadable = The layout file { $file } cannot be read. Check that it may be read and is UTF-8, then try again.
reports-file-syntax = { $file }, line { $line }: not written correctly ({ $detail }). Correct this line and run again.
reports-layout-act = { $file }, line { $line }: there is no act “{ $act }” in law/sources.toml. Add the act or correct its id.
reports-layout-specimen = { $file }, line { $line }: a layout cannot be a specimen. Write “unverified” while it has not been checked.
reports-layout-empty = { $file }, line { $line }: the table has no column. Add at least one with figures.
reports-layout-numbering = { $file }, line { $line }: printed column numbers must run from 1 without gaps, but are { $numbers }. Number them again from left to right.
reports-column-headless = { $file }, line { $line }: the column has no head. Write “head” in Vietnamese and English.
reports-column-both = { $file }, line { $line }: “{ $head }” is a group of columns and has figures of its own. Keep one of the two.
reports-column-unfilled = { $file }, line { $line }: nothing fills the column “{ $head }”. Write “source”, or “formula” as a/b*100.
reports-column-each = { $file }, line { $line }: the source “{ $source }” and “each” do not go together. “deprived” needs each = "indicator", “ethnicity” needs each = "ethnicity"; other sources take no each.
reports-column-counted = { $file }, line { $line }: the column “{ $head }” must say once whether it counts households or persons: write “count” where a unit has one row, leave it out where it has two.
reports-source-unknown = { $file }, line { $line }: there is no source “{ $source }”. See the built-in layouts for the names.
reports-source-elsewhere = { $file }, line { $line }: this table has no source “{ $source }” (class: { $class }). Correct “figures”, “class” or “source”.
reports-formula-unreadable = { $file }, line { $line }: the formula “{ $formula }” is not understood. Write it like “4=3/1*100” or “9=1-2-3-4+5+6+7+8”.
reports-formula-left = { $file }, line { $line }: the formula “{ $formula }” does not begin with its own column number. Correct the number before the equals sign, or “number”.
reports-formula-column = { $file }, line { $line }: the formula { $formula } uses column { $column }, which is no other count of this table. Correct the column number.

## Asking for a table
reports-number-unknown = There is no table { $number }. Choose one from 1 to 13.
reports-period-backwards = The first day ({ $from }) is after the last day ({ $to }). Exchange the two.
reports-level-above = { $unit } cannot be broken down by { $level ->
    [nation] nation
    [province] province
    [district] district
   *[commune] commune
}, which lies above it. Choose a lower level or a larger unit.
reports-level-absent = On the map of { $day } there is no { $level ->
    [nation] nation
    [province] province
    [district] district
   *[commune] commune
} in the place chosen. Choose another level, or the map of before 01/07/2025.
reports-standard-unknown = There is no poverty standard “{ $standard }”. Choose one from the list.
reports-standard-none = No national poverty standard is in force on { $day }. Choose another day, or say which standard to use.
reports-balance-broken = The movement table does not balance: column { $column } says { $printed } but adds up to { $computed }. This is a mistake of the program and the table is not handed out. Please tell the administrator.
reports-source-lost = The layout and the figures do not fit together. This is a mistake of the program; please tell the administrator.
reports-xlsx-failed = The spreadsheet could not be made. This is a mistake of the program; please tell the administrator.

## Notes below a table
reports-note-not-submitted = No figures yet from { $count } unit(s), left blank (–), which is not nought: { $units }.
reports-note-no-denominator = Resident households or persons are missing, so no rate is stated for { $count } unit(s): { $units }. Enter the residents of the year and draw up the table again.
reports-note-small-denominator = Fewer residents than were counted, so no rate is stated for { $count } unit(s): { $units }. Check the residents entered.
reports-note-local-ethnic-residents = No source tells how many residents belong to groups native to the place; those cells stay blank.
reports-note-unassigned = Some households lived in a commune that was split and it is not known in which part; they stand in a row of their own and count in the total.
reports-note-undetermined = The class of { $count } household(s) could not be told; they are in no column.
reports-note-unsurveyed = { $count } registered household(s) were never surveyed; they have no class yet and are not in the table.
reports-note-not-evaluated = { $count } household(s) have not been evaluated under this standard, so their deprivations are not known.
reports-note-unanswered = { $count } time(s) an indicator of a household has no answer; these are not counted as deprivations.
reports-note-ethnicity-unknown = The ethnic group of { $count } household(s) is not recorded; they are in the total only.
reports-note-children-unknown = { $count } household(s) have no complete list of members, so their children are not known.
reports-note-no-cause = No cause is recorded for { $count } household(s). A household may have several causes, so the columns need not add up.
reports-note-wider-map = The units of { $day } are larger than the unit chosen: new units are counted whole, with what came from elsewhere.
reports-note-form-unverified = Laid out as the tables in use; not yet checked against the forms issued with the circular.
reports-note-indicators-unverified = The wording of indicator(s) { $indicators } has not been checked against the gazette.
