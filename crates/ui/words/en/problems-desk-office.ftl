# Pages of rules, units, accounts, figures, long work, imports, tables.
desk-law-missing = There is no such standard among the rules in use. Choose one from the list of standards.
