# Lists of households, search, and the words for movement, events and relations.

## Lists
households-and-persons = { $households } households, { $persons } persons
households-since = Since
households-findings = Findings
households-closed = left the registry on { $day }
households-group = Group
households-deprived = Deprived on the latest visit
households-movement = Movement
households-escaped = Only newly escaped (36 months not yet over)
households-with-finding = Only with a finding to settle
households-also-gone = Also those that have left the registry
households-more-filters = More filters
households-none = No household matches.
households-first-page = Back to the beginning of the list
households-all = See the list of households
households-search-hint = Name of the head or a member (without diacritics is fine), household code, or whole ID number.
found-title = Search results
found-none = Nothing found for “{ $text }”. Try fewer letters, for example only the middle and given name.
found-places = No person or household code is “{ $text }”. These places have that name; choose one to see its households.
found-counted = { $count } persons or households found for “{ $text }”.
found-more = More than { $count } results for “{ $text }”; these are the first. Type more of the name.
found-born = Born
found-is-head = is the head
found-gone = no longer a member
behind-unsurveyed = registered households that were never surveyed: they have no class yet and are in no table
behind-findings = households with a finding to settle
behind-unvisited = poor and near-poor households not yet visited in the { $year } review
behind-watch = households whose 36 months of watch end within { $days } days
behind-moved = { $class }: { $what }, from the end of { $from } to the end of { $to }
behind-stayed = stayed from beginning to end
behind-elsewhere = { $count } now belong to another area and are not shown here
column-opening = at the beginning
column-exit-poor = Out of poverty, above near-poor
column-closing = at the end

## Movement
movement-first = First record
movement-confirmed = Confirmed by review
movement-new-poor = Newly poor
movement-new-near-poor = Newly near-poor
movement-poor-to-near-poor = From poor to near-poor
movement-near-poor-to-poor = From near-poor to poor
movement-above-line = Change above the standard
movement-resized = Change in the number of members
basis-decision = Decision of recognition
basis-stated = Imported official list
basis-evaluated = Evaluation, not yet decided
ended-died = Its only member died

## Events
event-born = Birth
event-died = Death
event-joined = Joined
event-left = Left
event-split-from = Split off another household
event-split-into = A household was split off
event-merged-into = Merged into another household
event-merged-from = Another household merged into this one
event-head-changed = Change of head
gone-moved = Went to another household

## Relations, groups
relation-spouse = Spouse
relation-child = Child
relation-child-in-law = Child-in-law
relation-grandchild = Grandchild
relation-parent = Parent
relation-grandparent = Grandparent
relation-sibling = Sibling
group-minority = Ethnic minority
group-no-labour = No member able to work
group-merit = With a person of merit
group-local-ethnic = Local ethnic group
group-female-head = Headed by a woman

## Audit trail
action-register = Household registered
action-correct = Household corrected
action-move = Move
action-end = Household ended
action-person-add = Member added
action-person-remove = Member removed
action-person-correct = Member corrected
action-view-identity = ID number looked at
action-set-identity = ID number recorded
action-settle = Finding settled
action-visit = Visit recorded
register-action = Register a household
