# Snapshots of the registry.
snapshots-unwritable = The snapshot of the registry cannot be written beside the key file. Check that the folder may be written to and the disk has room, then reload the page.
snapshots-ids = The snapshot of the registry does not match its list of households. Reload the page to make a new one; if that does not help, tell your administrator.
snapshots-scenario-name = Give the scenario a name of at most { $most } characters.
snapshots-scenario-query = This scenario cannot be read, or is too long. Open the what-if page again and save it from there.
snapshots-scenario-many = One person can keep at most { $most } scenarios. Delete some older ones, then save again.
snapshots-scenario-missing = There is no such scenario, or it is not yours. It may have been deleted: reload the page.
snapshots-making = The registry is being read for the first time: { $done } of { $of } communes so far. Reload the page in a few seconds.
snapshots-stopped = Reading the registry was interrupted. Reload the page; if that does not help, tell your administrator.
snapshots-export-nobody = Nobody is in the registry there on { $day }. Check the unit and the day.
snapshots-export-unwritable = The files cannot be written into { $folder }. Check that the folder exists or can be made, that you may write there and that the disk has room.
snapshots-export-cancelled = The export was stopped; nothing was written.
