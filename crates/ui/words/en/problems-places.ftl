# Administrative units: codes, names, extra data files, boundary maps.

places-code-unknown = No { $level ->
    [province] province
    [district] district
   *[commune] commune
 } has the code { $code }. Check the code, or search by name.
places-code-ended = The code { $code } is no longer in use on { $day }: it belonged to { $name }, which existed up to and including { $to }. Use the code of the new unit, or a day not after { $to }.
places-code-not-yet = The code { $code } is not yet in use on { $day }: it belongs to { $name }, which exists from { $from }. Use the code of the old unit, or a day from { $from } on.
places-code-other-name = On { $day } the code { $code } belongs to { $means }, not to “{ $name }”. Correct the code or the name.
places-code-former-name = On { $day } the code { $code } belongs to { $means }. { $former } had this code from { $from } to { $to }. If the list was made with the old units, choose the day it was made; if not, use the new code.

places-folder-unreadable = The folder { $folder } cannot be opened. Check the path and the permission to read it.
places-file-unreadable = The file { $file } cannot be read. Save it as CSV in UTF-8 and allow reading.
places-file-columns = File { $file }: the head line “{ $columns }” is not known. It must be exactly one of: id,kind,name,from,to,parent,lat,lon,km2 (units); old,new,share (mergers and splits); level,code,name,attribute,value,from,to,act,status (attributes of units); or kind,attribute,value,from,to,act,status (attributes by kind of unit).

places-row-unreadable = File { $file }, line { $line }: this line cannot be read. It needs as many cells as the head line; put cells with a comma in double quotes.
places-row-value = File { $file }, line { $line }, column { $column }: “{ $value }” is not understood. { $column ->
    [from] Write the day as year-month-day, for example 2025-07-01.
    [to] Write the day as year-month-day, for example 2025-06-30, or leave it empty while in force.
    [kind] Write one of: tỉnh, thành phố, quận, huyện, thị xã, xã, phường, thị trấn, đặc khu.
    [name] Write the name of the unit.
    [level] Write one of: province, district, commune.
    [attribute] Write one of: area, difficulty, region.
    [value] Write rural or urban for area; I, II or III for difficulty; NT1 to NT6 for region.
    [status] Write verified (compared with the act) or unverified.
    [share] Write whole or part.
    [id] The number is the level (1, 2 or 3), six digits of the code and two digits of the holder, for example 300532302.
   *[other] Write a number with a decimal point.
 }
places-row-period = File { $file }, line { $line }: the last day (to) is before the first day (from). Correct one of them.
places-row-no-act = File { $file }, line { $line }: the legal act is missing (column act). Write its number and sign.
places-row-twice = File { $file }, line { $line }: the unit { $id } is on an earlier line already. Remove one of the two.
places-row-parent = File { $file }, line { $line }: { $name } must lie in a higher unit that exists all that time; “{ $parent }” is none. Correct the column parent or the days.
places-row-same-code = File { $file }, line { $line }: { $name } and { $other } have the code { $code } on the same day. Give the earlier one a last day.
places-row-no-unit = File { $file }, line { $line }: there is no unit { $id }. Add it to a file of units, or correct the number.
places-row-order = File { $file }, line { $line }: { $old } must end before { $new } begins. Correct the days of the two, or exchange the columns.
places-row-code = File { $file }, line { $line }: no unit has the code { $code } in the days given. Check the code and the days.
places-row-two-holders = File { $file }, line { $line }: in the days given the code { $code } belonged to { $name } and then to { $other }. Make two lines of it, each with its own days.
places-row-name = File { $file }, line { $line }: in the days given the code { $code } belongs to { $means }, not to “{ $name }”. Correct the code, the name or the days.
places-row-overlap = File { $file }, line { $line }: another line gives this unit a value of { $attribute } for some of the same days. Correct the days so that the lines do not overlap.

places-map-unreadable = The boundary file { $file } is not GeoJSON. Export it again from the mapping program as a GeoJSON FeatureCollection.
places-map-empty = The boundary file { $file } holds no boundaries. Check the export.
places-map-no-code = Boundary file { $file }, feature { $feature }: no unit code in the property “{ $property }”. Write the code there, or choose another property.
places-map-code = Boundary file { $file }, feature { $feature }: no unit has the code { $code } on { $day }. Correct the code, or choose the day of the map.
places-map-twice = Boundary file { $file }, feature { $feature }: { $name } is in an earlier feature already. Join the two features into one.
places-map-shape = Boundary file { $file }, feature { $feature } ({ $name }): the shape must be a Polygon or MultiPolygon whose rings are closed and have at least four points. Mend the shape and export it again.
places-map-degrees = Boundary file { $file }, feature { $feature } ({ $name }): the coordinates are not longitudes and latitudes in Viet Nam. Export again in WGS 84 (EPSG:4326), longitude first, latitude second.
