# Reminders: with whom each thing of a round lies, and since when.
reminders-title = Reminders
reminders-lead = { $unit }, { $round }: what waits for whom, and since when.
reminders-none = Nothing is waiting.
reminders-who = Waiting for
reminders-nobody = Given to nobody
reminders-since = Since
reminders-late = late
reminders-sheet = Reminder sheet
reminders-open = Open to print
reminders-all = Sheets of all villages
reminders-part = { $who }: { $what } ({ $count } households)
reminders-when = Waiting since { $since }, due { $by }.
reminders-print = Press Ctrl+P to print; every village has a page.
reminders-line = { $who }: { $what }, { $count } households, since { $since }
reminders-line-late = { $who }: { $what }, { $count } households, since { $since } – late
