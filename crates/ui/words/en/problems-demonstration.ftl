demonstration-database-not-empty = This database already holds households or accounts, so the demonstration cannot be made in it. Choose a new file with --database, for instance --database sqlite://demonstration.db.
demonstration-day-outside = The demonstration cannot be made for { $day }: it covers 01/07/2025 to 31/08/2027 only. Choose a day in between.
