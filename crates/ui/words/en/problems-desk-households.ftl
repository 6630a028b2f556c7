# Lists of households and the page of a household.
desk-list-unreadable = The address of this list has a part “{ $name }” that cannot be read: “{ $text }”. Open the list again and filter anew.
desk-visit-missing = This household has no such visit. Choose a visit again.
desk-household-not-sure = This cannot be taken back. Check it, then tick the box.
desk-household-no-choice = Nothing is chosen or written. Choose one, or fill in this field.
desk-household-no-commune = No commune of today has the name or code “{ $text }”. Check it.
desk-household-communes = Several communes are called “{ $text }”. Add the province after a comma, or write the code.
desk-household-no-other = No household of the commune has the code or head “{ $text }”. Check it.
desk-household-others = Several households of the commune match “{ $text }”. Write the household code.
desk-what-if-none-chosen = No scenario was chosen. Go back, tick 1 to { $most } scenarios and compare.
desk-movement-order = The first day must not lie after the second.
desk-measures-order = The day to compare with must lie before the day shown.
