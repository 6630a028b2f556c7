# Snapshots of the registry.
snapshots-unwritable = The snapshot of the registry cannot be written beside the key file. Check that the folder may be written to and the disk has room, then reload the page.
snapshots-ids = The snapshot of the registry does not match its list of households. Reload the page to make a new one; if that does not help, tell your administrator.
