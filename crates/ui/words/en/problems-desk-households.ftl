# Lists of households and the page of a household.
desk-list-unreadable = The address of this list has a part “{ $name }” that cannot be read: “{ $text }”. Open the list again and filter anew.
