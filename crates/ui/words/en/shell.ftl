# The frame of a page, forms and shared parts.

skip-to-main = Skip to main content
search-label = Find a household
search-hint = name, with or without diacritics
main-navigation = Main sections
trail-label = Where this page is
menu = Sections
account-menu = Account
account-page = My account
sign-out = Sign out
unit-in-view = Unit in view
change-unit = Change unit
language = Language
theme = Appearance
theme-auto = As the device
theme-light = Light
theme-dark = Dark
demonstration-notice = Demonstration: every household, person and figure here is computer-made.
notice-done = Done
notice-note = Note
notice-wrong = Not done
printed-from = Printed from Chiều Sâu
problem-unnamed = Something could not be done (code { $code }). Try again; if it fails again, give this code to your administrator.

## Forms
errors-head = { $count ->
    [one] { $count } thing to mend before sending
   *[other] { $count } things to mend before sending
}
field-required = required
field-optional = optional
date-hint = day/month/year, for example 23/11/2026
choose-one = — Choose —
sending = Sending…
are-you-sure = Are you sure?

## Tables
sort-by = Sort by { $column }
sorted-up = ascending
sorted-down = descending
pages-label = Pages of the list
table-scrolls = Table { $name }, scrolls sideways
no-rows = No rows yet.
filter-rows = Filter this table
rows-found = { $count ->
    [one] { $count } row matches
   *[other] { $count } rows match
}

## Charts
chart-scrolls = Picture { $name }, scrolls sideways
chart-table = Show the figures as a table
chart-no-data = no data yet
chart-from = Before
chart-to = After
chart-tile = Tile

## Long work
progress-of = { $done } of { $whole } done
progress-done = Done
