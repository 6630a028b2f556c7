# Multidimensional poverty: specification, table and output.

## Specification (TOML)
measures-spec-unreadable = The specification { $file } cannot be opened. Check the path and that you may read it.
measures-spec-syntax = { $file }, line { $line }, column { $column }: this is not valid TOML ({ $detail }). Mend the line and run again.
measures-spec-unknown-key = { $file }, line { $line }, column { $column }: there is no entry “{ $key }”. Known entries: { $known }.
measures-spec-missing-key = { $file }: the entry “{ $key }” is missing. Add it to the specification.
measures-spec-empty-list = { $file }, line { $line }, column { $column }: “{ $key }” is empty. Give it at least one value.
measures-spec-not-table = { $file }, line { $line }, column { $column }: “{ $key }” must be a table, such as { $key } = {"{"} name = … {"}"}.
measures-spec-not-text = { $file }, line { $line }, column { $column }: “{ $key }” must be text in quotes, such as "column_name".
measures-spec-not-text-list = { $file }, line { $line }, column { $column }: “{ $key }” must be a list of column names, such as ["column_1", "column_2"].
measures-spec-not-number = { $file }, line { $line }, column { $column }: the value of “{ $key }” must be a number.
measures-spec-not-number-list = { $file }, line { $line }, column { $column }: “{ $key }” must be a list of numbers, such as [33].
measures-spec-name-twice = { $file }, line { $line }, column { $column }: “{ $name }” stands twice in “{ $key }”. Remove one.
measures-spec-indicator-twice = { $file }, line { $line }, column { $column }: the indicator “{ $name }” already stands above. An indicator belongs to one dimension; remove one of the two.
measures-spec-indicators-too-many = { $file }, line { $line }, column { $column }: there are { $count } indicators, at most { $most } can be used. Leave some out or join them.
measures-spec-dimension-named-like-indicator = { $file }, line { $line }, column { $column }: the dimension “{ $name }” has the name of an indicator, so the results could not be told apart. Rename the dimension.
measures-spec-weights-unknown-word = { $file }, line { $line }, column { $column }: the weights “{ $text }” are not known. Write "equal", or a table with a number for each indicator.
measures-spec-weight-missing = { $file }, line { $line }, column { $column }: the indicator “{ $name }” has no weight. Give it a number (0 is allowed).
measures-spec-weight-unknown = { $file }, line { $line }, column { $column }: there is a weight for “{ $name }”, but no dimension has this indicator. Correct the name or remove the line.
measures-spec-weight-negative = { $file }, line { $line }, column { $column }: the weight of “{ $name }” is below 0. Give a number from 0 up.
measures-spec-weights-all-zero = { $file }, line { $line }, column { $column }: all weights are 0. At least one indicator needs a weight over 0.
measures-spec-cutoff-out-of-range = { $file }, line { $line }, column { $column }: the cut-off k = { $value } cannot be used. Give a percentage over 0 and at most 100, such as 33.
measures-spec-year-without-time = { $file }, line { $line }, column { $column }: there is a year column but no “time” that tells the rounds apart. Add “time”; it may be the same column.
measures-spec-transitions-without-time = { $file }, line { $line }, column { $column }: there is a table “transitions” but no “time” that tells the rounds apart. Add “time”.

## Table
measures-table-unreadable = The table { $file } cannot be read. Check the path, that you may read it, and its format, then try again.
measures-table-not-utf8 = { $file }, row { $row }: the text is not UTF-8. Open the file in a spreadsheet program and save it as “CSV UTF-8”.
measures-table-no-header = { $file }: the file is empty and has no header. The first row must name the columns.
measures-table-row-length = { $file }, row { $row }: it has { $found } cells, but the header has { $expected } columns. Look for a comma too many or too few in this row.
measures-table-column-twice = { $file }: two columns are named “{ $column }”. Rename or remove one.
measures-table-column-lengths = { $file }: the column “{ $column }” does not have as many rows as the others. Export the table again.
measures-table-column-kind = { $file }: the column “{ $column }” is of the kind { $kind }, which cannot be used. Write it as numbers, truths, text or days.
measures-table-not-finite = { $file }, row { $row }, column “{ $column }”: “{ $value }” is not a usable number. Where there is no figure, leave it null.
measures-table-not-text = { $file }, row { $row }, column “{ $column }”: the text is not UTF-8. Export the file again.
measures-table-compression = { $file }: the file is compressed as { $how }, which cannot be read. Write it again with snappy, gzip or no compression.
measures-column-missing = { $file }: there is no column “{ $column }”. Columns in the file: { $columns }. Correct the name in the specification or in the table.
measures-indicator-not-flag = { $file }, row { $row }, column “{ $column }”: “{ $value }” is neither 0 nor 1. Write 1 if deprived, 0 if not, and leave it blank if there is no answer.
measures-weight-not-positive = { $file }, row { $row }, column “{ $column }”: the sampling weight “{ $value }” cannot be used. Write a number over 0, or leave it blank to leave the row out.
measures-year-not-number = { $file }, row { $row }, column “{ $column }”: “{ $value }” is not a year. Write it as a number, such as 2025 or 2025.5.
measures-year-two = { $file }, row { $row }, column “{ $column }”: the round “{ $time }” has both the year { $first } and the year { $value }. A round has one year.
measures-year-same = { $file }, column “{ $column }”: the rounds “{ $from }” and “{ $to }” have the same year { $year }, so a change per year cannot be computed. Correct the years, or remove “year”.
measures-cells-more = { $file }, column “{ $column }”: { $count } more cells are wrong in this way.
measures-rows-none-left = { $file }: none of the { $rows } rows has all it takes to be counted. See whether an indicator or the weight is blank throughout.
measures-transition-id-twice = { $file }, row { $row }, column “{ $column }”: “{ $value }” occurs twice at the time “{ $time }”. A household has one row per time.
measures-engine-id-twice = { $file }, column “{ $column }”: “{ $value }” occurs twice at the time “{ $time }”. A household has one row per time.

## Output
measures-output-unwritable = The results cannot be written. Check the path, that you may write there, and the free space on the disk.

## Snapshots (bit planes)
measures-planes-unreadable = The snapshot { $file } cannot be opened. Check the path and that you may read it, or build the snapshot again.
measures-planes-unwritable = The snapshot { $file } cannot be written. Check that the folder exists, that you may write in it and that the disk has room.
measures-planes-not-snapshot = { $file } is not a snapshot of this system. Check the path, or build the snapshot again.
measures-planes-version = The snapshot { $file } has format version { $found }; this program reads version { $known }. Build the snapshot again with this program.
measures-planes-truncated = The snapshot { $file } has { $found } bytes instead of { $expected }: it was cut short or added to. Build the snapshot again.
measures-planes-damaged = The snapshot { $file } is damaged: its contents do not fit its checksum. Nothing was read from it. Build the snapshot again.
measures-planes-outdated = The snapshot { $file } was made under the law { $found }; in force is { $expected }. Build the snapshot again.
measures-planes-fingerprint = “{ $text }” is not a fingerprint of the law: it must have 16 characters. Take it from the law that was loaded.
measures-planes-no-indicator = A snapshot needs at least one indicator. Name its indicators.
measures-planes-columns-too-many = There are { $count } indicators, flags and numbers; a snapshot holds at most { $most }. Leave some out.
measures-planes-column-twice = The column “{ $column }” is named twice. Every column of a snapshot has its own name.
measures-planes-unit-twice = The unit { $unit } comes twice. Put all households of a unit one after the other.
measures-planes-row-shape = A household does not have the columns of the snapshot, or comes before any unit. This is a mistake of the program; please report it.
measures-planes-no-standard = There is no standard “{ $standard }”. Choose one of the standards loaded.
measures-planes-no-value = The standard { $standard } has no figure “{ $name }”. Choose one of its figures.
measures-planes-no-rule = The standard { $standard } has no rule “{ $name }”. Choose one of its rules.
measures-planes-rule-beyond = The rule “{ $rule }” of the standard { $standard } asks for “{ $what }”, which the snapshot does not hold. Build a snapshot with that column, or leave this rule out on purpose.
measures-planes-indicator-absent = The snapshot has no indicator “{ $indicator }”. Build a snapshot with that column, or choose other indicators.
measures-planes-weights-number = There are { $weights } weights for { $indicators } indicators. Give one weight for each indicator.
measures-planes-weight-unusable = Weight number { $number } ({ $weight }) cannot be used. Give a number from 0 up with at most six decimals.
measures-planes-weights-zero = All weights are 0. At least one indicator needs a weight over 0.
measures-planes-weights-large = The weights have no small common denominator. Round them to fewer decimals.
measures-planes-dimension-empty = A dimension has no indicator. Give every dimension at least one.
measures-planes-cutoff-out-of-range = The cut-off k = { $value } cannot be used. Give a percentage over 0 and at most 100, such as 33.
measures-planes-other-households = { $earlier } and { $later } do not hold the same households; the first difference is in unit { $unit }. Build both for the same households, or follow the households by their codes in a table.
measures-planes-parquet-kind = { $file }, column “{ $column }”: its kind is { $found }. Codes and numbers must be INT32 or INT64, answers BOOLEAN, one value per row. Write the file again.
measures-planes-parquet-blank = { $file }, column “{ $column }”: some rows are blank. This column must have a value in every row; put 0 where an ethnic group or size is not known.
measures-planes-parquet-range = { $file }, column “{ $column }”: some numbers are below 0 or too large. Correct them and write the file again.
measures-planes-export-unwritable = { $file } cannot be written. Check that the folder exists, that you may write in it and that the disk has room.
# SQL
measures-sql-dialect = There is no “{ $dialect }”. Choose duckdb or spark.
measures-sql-name = Standard { $standard }: the name “{ $name }” cannot be a column. Names consist of small letters a–z, digits and _, begin with a letter, and differ from the tables’ own columns (household_id, unit, area …). Change the name in the law’s files.
