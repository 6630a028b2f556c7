# Command line and desk.
chieusau-key-unreadable = The key file { $file } cannot be read or is no key. Name the right one with --key-file.
chieusau-key-unwritable = The key file { $file } cannot be created. Check the permissions of its folder.
chieusau-file-unreadable = The file { $file } cannot be opened. Check its name and permissions.
chieusau-file-unwritable = The file { $file } cannot be written. Check the folder and the free space.
chieusau-listen-taken = The address { $address } cannot be opened. Another program may be using it; choose another with --listen.
chieusau-unit-needed = Name the unit with --unit, for example --unit 05266.
chieusau-demo-real = This database is not a demonstration. Use the command serve, or choose another --database for the demonstration.
desk-page-unrendered = The page could not be drawn. Tell the administrator.
desk-page-address = The address is mistyped. Go back to the page before.
desk-form-unreadable = The form arrived incomplete or is too large. Go back, reload the page and send it again.
desk-page-missing = There is no such page. The address may be mistyped.
desk-upload-missing = No file was chosen. Choose a spreadsheet and send again.
desk-upload-large = The file is larger than { $megabytes } MB. Split it by commune, or have the administrator import it from the command line.
chieusau-law-cases = Some worked cases do not give the expected result; see the lines above.
chieusau-law-standard = There is no standard “{ $standard }”. Standards at hand: { $known }.
chieusau-user-missing = There is no account called { $login }. List them with: chieusau user list.
desk-work-cancelled = This work was stopped on request. Nothing was written.
