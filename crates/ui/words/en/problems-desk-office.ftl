# Pages of rules, units, accounts, figures, long work, imports, tables.
desk-law-missing = There is no such standard among the rules in use. Choose one from the list of standards.
desk-unit-missing = There is no such unit. Look for it by name or code on the page of administrative units.
desk-unit-several = There are several units called “{ $text }”: { $names }. Give the code of the one you mean.
desk-unit-unknown = No unit “{ $text }” was found for today. Give the name or code of a unit that exists now.
