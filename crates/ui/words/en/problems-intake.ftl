# Bringing in lists from spreadsheets.

## The file
import-file-missing = The file “{ $file }” cannot be opened. Check its name and folder.
import-file-empty = The file “{ $file }” has no content. Choose the file with the list.
import-file-format = The file “{ $file }” is not a spreadsheet. Open it in Excel or LibreOffice, save it as .xlsx and import that.
import-file-corrupt = The file “{ $file }” is damaged or was not sent whole. Open it in Excel, save it as a new file and import that.
import-file-password = The file “{ $file }” is protected by a password and cannot be read. Remove the password, save it and import it again.
import-file-bomb = The file “{ $file }” swells beyond measure when unpacked (over { $limit } MiB, or packed too many times over). Copy the list alone into a new file and import that.
import-file-too-big = The file “{ $file }” is larger than { $limit } MiB. Save it as .xlsx or .csv, split it, or run “chieusau import” on the server.
import-file-too-many-cells = The table in “{ $file }” has too many cells. Delete empty rows and columns at its end, or save it as .csv, and import that.
import-file-encoding = The text in “{ $file }” is in an encoding that cannot be read. Open it in Excel, save it as “CSV UTF-8” or .xlsx and import that.
import-file-encoding-row = Row { $row } of “{ $file }” has a character that cannot be read. Save the file as “CSV UTF-8” and import that.
import-file-tcvn3 = The text in “{ $file }” uses an old TCVN3 font (.VnTime). Convert it to Unicode with UniKey, save it and import that.
import-file-garbled = The Vietnamese letters in “{ $file }” are broken (such as “Há»™ nghÃ¨o”). Export the file again from where it came, as Unicode UTF-8.
import-file-vni = The text in “{ $file }” uses an old VNI font (VNI-Times). Convert it to Unicode with UniKey, save it and import that.
import-file-quote = From row { $row } of “{ $file }” a quotation mark is opened and never closed. Delete the stray mark and import the file again.
import-file-no-header = No row of column headings was found in “{ $file }”. Add one above the list, such as “Họ tên chủ hộ”, “Mã hộ”, “Điểm B1”.
import-sheet-missing = The file has no sheet called “{ $sheet }”. Choose one of its sheets.

## How columns are read
import-mapping-twice = Columns { $first } and { $second } are chosen for the same thing. Keep one of them.
import-mapping-no-name = No column is chosen for the name. Choose the head's name, or the full name for a list of persons.
import-mapping-no-unit = It is not known which commune the list is about. Choose a commune for the whole file, or the column with the commune's name.
import-mapping-no-grouping = A list of persons needs a column that tells who lives together: household number, household code or relation to the head.
import-mapping-unreadable = The stored reading of the columns can no longer be used. Choose the columns again.
import-mapping-other-file = This reading of the columns belongs to another file with more columns. Choose the columns again.

## About a whole column
import-column-mixed-dates = The dates are written in two ways: row { $day_first } puts the day first, row { $month_first } the month. Dates that can be read both ways are taken as day/month and remarked in their row; please check them.
import-column-unsettled-dates = No date in the column tells whether the day or the month comes first (see row { $row }). They were read as day/month/year; if that is wrong, mend the column and import again.
import-column-month-first = The dates put the month before the day (see row { $row }). The whole column was read as month/day/year.
import-column-blank-means-no = Blank cells in the columns of deprivations were read as “not deprived”, as chosen for this import.

## Rows not taken
import-row-no-head = The head of household has no name. Fill it in; in a list of persons write “Chủ hộ” in the column of relations.
import-row-no-name = The member has no name. Fill it in.
import-row-not-a-name = “{ $value }” is not a name. Check that the right column is chosen.
import-row-not-a-number = “{ $value }” is not a number. Write a whole number, or leave it blank when it is not known.
import-row-not-a-day = “{ $value }” is not a real date. Write day/month/year, such as 05/10/2026.
import-row-not-a-class = The class “{ $value }” is not understood. Write “Hộ nghèo”, “Hộ cận nghèo”, “Hộ không nghèo” or “Mức sống trung bình”.
import-row-not-a-mark = “{ $value }” is not understood. Write “x” or “có”, “không”, or leave it blank.
import-row-formula = The formula in this cell has failed ({ $value }). Mend it or type the value.
import-row-formula-unsaved = The file holds the formula of this cell but not its value. Open the file in the spreadsheet program, save it and import it again.
import-row-no-day = The review date is missing. Fill it in, or choose one review date for the whole file.
import-row-day-ahead = The review date { $day } is still to come. Check the year and the order of day and month.
import-row-day-too-early = The review date { $day } is too far in the past. Check the year.
import-row-no-commune = It is not known in which commune the household lives. Write the commune in this row, or choose one for the whole file.
import-row-unit-outside = { $unit } is not in { $chosen }, which was chosen for this import. Choose another area, or move this row to another file.
import-row-unit-split = { $unit } lies in several communes on { $day }. Write which one: { $candidates }.
import-row-unit-ambiguous = There are several communes called “{ $unit }”: { $candidates }. Add the old district, the province, or the commune's code.
import-row-unit-unknown = There is no commune called “{ $unit }” in { $within }. Check the spelling or write the commune's code.
import-row-two-classes = This row marks two different classes. Keep one.
import-row-out-of-range = { $value } is outside the range from { $min } to { $max }. Check the form.
import-row-several-households = Several households in the commune have a head of this name, so it is not known which one this is. Add the household code or the head's year of birth.
import-row-same-name = Row { $first } of this file has a head of the same name, village and date but says something else. Add household codes or years of birth to tell the two apart.
import-row-household-too-big = More than 200 rows in a row count as one household. Check that the right column is chosen for the household number.
import-row-household-refused = Not taken, because its household was refused in row { $row }. Mend that row.

## Rows seen before
import-row-duplicate-in-file = The same as row { $first } of this file; counted once.
import-row-duplicate-before = Already imported earlier; nothing has changed.

## Rows taken, to be checked
import-row-not-a-sex = The sex “{ $value }” is not understood and was left blank. Write “Nam” or “Nữ”.
import-row-not-an-identity = The ID number does not have 12 digits (or 9 for the old card) and was not stored. Check the papers.
import-row-not-an-ethnicity = “{ $value }” is not one of the 54 ethnic groups and was left blank. Write the official name.
import-row-not-money = The amount “{ $value }” is not understood and was left blank. Write đồng, such as 1.500.000.
import-row-day-assumed = The dates of this column are written in two ways; this one was read as { $day }. Please check.
import-row-unit-renamed = “{ $written }” is a name or code of another date; on { $day } the place is { $unit }. Other rows that say the same were read so too.
import-row-no-members = The list does not give the number of members of this household. The household is taken in all the same: one that is known keeps its number of members, a new one counts as 0 for the time being. Please fill the number in and import the list again.
import-row-members-differ = { $written } members are written, but { $listed } are listed. Please check.
import-row-score-mismatch = Score B2 says { $score }, but { $marks } deprivations are marked (10 points each). Check the form.
import-row-score-not-tens = Score B2 says { $score }, which is not a multiple of 10. Check the form.
import-row-class-mismatch = The list says { $stated ->
    [poor] poor
    [near_poor] near-poor
    [average] average living standard
   *[other] not poor
}, but the scores given make it { $evaluated ->
    [poor] poor
    [near_poor] near-poor
    [average] average living standard
   *[other] not poor
} (standard { $standard }). It was taken as the list says; check the scores or the class.
import-row-code-collision = Household code { $code } is also used for the household of { $other }. The two are kept apart; give one of them a new code.
import-row-name-spelling = The row says “{ $written }”, known so far as “{ $known }”. They were taken for one household and the known spelling was kept; please check.
import-row-village-changed = This household lived in another village before; now it says { $village }. Check whether it has moved.
import-row-correction = There was already a result of { $day } for this household; this row replaces it.
import-row-identity-elsewhere = The ID number of { $name } is already known in another household. Check where this person belongs.

## The import
import-cancelled = Stopped as asked. Nothing was imported.
import-missing = There is no such import. It may belong to another area.
import-reader = The program failed while reading the file. Nothing was imported; please tell the administrator.
import-record-unreadable = What was stored about this import cannot be read. Please tell the administrator.
import-remark-unreadable = A stored remark of this import cannot be read. Please tell the administrator.
import-spool-failed = A temporary file could not be written; the disk may be full. Nothing was imported; free some space and try again.
import-file-not-kept = The file of this import was too large to be kept. See its remarks on the page of results.
import-answer-failed = The file with remarks could not be made. See the remarks on the page of results and tell the administrator.
