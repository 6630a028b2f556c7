# Official tables.
reports-lead = Thirteen tables of the results of reviews, for any unit and period. See them here, print them or download a spreadsheet.
reports-list = Tables
reports-number = Table
reports-name = Title
reports-about = What it tells
reports-about-review = Poor and near-poor households and persons beside all residents
reports-about-movement = Changes within a period: opening, out, again, new, closing
reports-about-deprivation = Households deprived of each indicator, in numbers or rates
reports-about-groups = By group: ethnic minorities, nobody able to work, persons of merit
reports-about-ethnicity = By ethnic group
reports-about-circumstances = Causes of poverty, children
reports-about-summary = One class beside all residents
reports-unit = Unit
reports-level = One row per
reports-level-nation = Nation
reports-level-province = Province
reports-level-district = Former district
reports-level-commune = Commune
reports-map = Units
reports-map-then = of the last day of the period
reports-map-today = of today
reports-map-old = from before 01/07/2025
reports-standard = Standard
reports-standard-in-force = of the last day of the period
reports-show = Draw up
reports-download = Download the spreadsheet (XLSX)
reports-print-hint = Press Ctrl+P to print; it prints on A4 landscape.
reports-notes = Notes
reports-refusals = Why some rates are not stated
reports-wide = { $unit } has many households, so the table is drawn up in the background. See how far it is among the running jobs.
reports-wide-start = Draw up in the background
reports-kept = Drawn up at { $when } for { $who }.
reports-behind = Households behind the number
reports-behind-of = { $column }, { $row }
reports-behind-count = { $count ->
    [one] { $count } household
   *[other] { $count } households
}
reports-behind-first = Only the first { $shown } of { $count } households are shown.
reports-behind-back = Back to the table
reports-behind-elsewhere = { $count ->
    [one] { $count } household now belongs
   *[other] { $count } households now belong
} to other units and cannot be shown here.
