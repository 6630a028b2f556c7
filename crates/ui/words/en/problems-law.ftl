# The law as data: the files in law/ and the answers of a visit.

## Answers
law-answers-no-member = The form has no member number { $member }. Add the member before answering about them.
law-answers-out-of-range = The answer { $value } to “{ $question }” is outside what is accepted ({ $min } to { $max }). Check the number.
law-answers-unknown-choice = “{ $question }” does not offer “{ $choice }”. Use one of its choices.
law-answers-unknown-question = There is no question “{ $question }” here. Check its name, and whether it is asked of the household or of each member.
law-answers-unreadable = The stored form cannot be read. Tell the administrator.
law-answers-wrong-type = The answer to “{ $question }” is of the wrong kind. It needs { $type ->
    [yes_no] yes or no
    [integer] a whole number
    [decimal] a measured number
    [choice] one of the choices
   *[date] a day
}.
law-class-unknown = There is no class “{ $class }”. The classes: poor, near_poor, average, not_poor, undetermined.

## Files
law-file-encoding = { $file } is not UTF-8 text. Save it as UTF-8.
law-file-syntax = { $file }, line { $line }: not well formed ({ $detail }). Mend this line.
law-file-unreadable = { $file } cannot be read. Check the path and the permission to read.
law-name-twice = { $file }, line { $line }: “{ $name }” is already declared elsewhere ({ $kind }). Rename or remove one of them.
law-phrase-missing = The phrase “{ $name }” is missing from wording.toml. Add it in both languages.

## Acts, values, questionnaire
law-source-unknown = { $file }, line { $line }: “{ $name }” cites the act “{ $act }”, which sources.toml does not have. Add the act or mend its id.
law-value-no-citation = { $file }, line { $line }: “{ $name }” cites nothing. Add a citation with act, article and status.
law-value-unknown-unit = { $file }, line { $line }: “{ $name }” has the unknown unit “{ $unit }”. Use a known one, such as dong_per_head_month, score or m2.
law-value-unnamed = { $file }, line { $line }: the value “{ $name }” has no name and unit. Add them, or mend the id if it should add to an existing value.
law-value-overlap = { $file }, line { $line }: the value “{ $name }” has two figures for one day. Mend their first or last days.
law-value-gap = { $file }, line { $line }: the value “{ $name }” lacks a figure for some day or area within the standard's period. Add it, or give no figure at all if the provision has not been found.
law-period-empty = { $file }, line { $line }: “{ $name }” ends before it begins. Mend the days.
law-question-unknown-block = { $file }, line { $line }: the question “{ $name }” belongs to the undeclared block “{ $block }”. Declare it in [[blocks]] or mend its id.
law-question-choices = { $file }, line { $line }: the question “{ $name }” needs choices if it is of type choice, and none otherwise.
law-specimen-refused = { $file }, line { $line }: “{ $name }” is an invented figure (specimen) and is not loaded. Keep such figures under specimens and ask for them by name in a demonstration.
law-specimen-unknown = There is no specimen named “{ $name }”. See the names under specimens.

## Standards
law-standard-gap = { $file }, line { $line }: from { $from } to { $to } there is no national standard before “{ $name }” begins. Mend the days or add the missing standard.
law-standard-overlap = { $file }, line { $line }: “{ $name }” overlaps “{ $other }”. A territory has one standard a day; mend the days.
law-standard-missing = { $file }, line { $line }: the standard “{ $name }” lacks “{ $what }”. Add it, or take it from another standard with extends.
law-standard-unknown = { $file }, line { $line }: there is no standard “{ $name }” to use here. Mend the id.
law-standard-stray-values = { $file }, line { $line }: these values belong to no standard. Add [standard], or supplements with the standard's id.
law-indicator-order = { $file }, line { $line }: the indicators of “{ $name }” must be numbered 1, 2, 3… without gaps or repeats.
law-indicator-unknown = { $file }, line { $line }: this standard has no indicator “{ $name }”. Mend the code.

## Expressions
law-rule-syntax = { $file }, line { $line }: the expression is not well formed ({ $detail }). Mend it.
law-rule-type = { $file }, line { $line }: { $expected ->
    [yes_no] something true or false
    [number] a number
    [choice] a choice of a question
    [area] a kind of area
    [text] text in quotation marks
    [members] the members
   *[other] one member
} is needed here, but the expression gives { $found ->
    [yes_no] something true or false
    [number] a number
    [choice] a choice of a question
    [area] a kind of area
    [text] text in quotation marks
    [members] the members
   *[other] one member
}. Compare things of one kind.
law-rule-unknown-name = { $file }, line { $line }: “{ $name }” is no question, value or definition. Check the spelling.
law-rule-unknown-choice = { $file }, line { $line }: “{ $question }” does not offer “{ $choice }”. Use the code of one of its choices.
law-rule-member-question = { $file }, line { $line }: “{ $name }” is asked of each member. Write members.exists(m, m.{ $name } …).
law-rule-household-question = { $file }, line { $line }: “{ $name }” is asked of the household. Write { $name } without m. before it.
law-rule-date = { $file }, line { $line }: the day “{ $name }” cannot be compared directly. Use m.age (completed years on the day of the visit).
law-rule-unsupported = { $file }, line { $line }: “{ $what }” cannot be used here. There are comparisons, + - *, && || !, in, members.exists, members.all and members.filter(…).size(); instead of dividing, multiply the other side.
law-rule-cycle = { $file }, line { $line }: definitions rest on each other in a circle: { $names }. Remove one link.
law-rule-counts-itself = { $file }, line { $line }: an indicator may not rest on the number of deprivations (deprivation_count), because it is counted in it.
law-rule-whole-in-member = { $file }, line { $line }: “{ $name }” is about the whole household and cannot stand in a condition on each member. Move it out of members.exists / all / filter.
law-rule-undetermined = { $file }, line { $line }: the rule “{ $name }” may not give undetermined. That result comes by itself when answers are missing.

## Score tables and worked cases
law-score-head = { $file }, line { $line }: the first line must be block,when followed by the regions (nt1 … nt6, urban).
law-score-row = { $file }, line { $line }: this row lacks a column or has points that are no whole number. Give the points of every region.
law-score-no-file = { $file }, line { $line }: the points file “{ $name }” is not beside this file. Put it into the same folder.
law-score-unknown-block = { $file }, line { $line }: no score table has the block “{ $block }” and the region “{ $region }”. Mend the names.
law-score-overlap = The score tables “{ $name }” and “{ $other }” overlap. One table is used a day; mend the days.
law-case-answer = { $file }, line { $line }: the case “{ $case }” has an answer to “{ $question }” that cannot be used: { $what ->
    [unknown_question] there is no such question here
    [unknown_choice] there is no such choice
    [out_of_range] the number is outside what is accepted
   *[wrong_type] it is of the wrong kind
}. Mend the answer.
law-case-truth = { $file }, line { $line }: “{ $value }” must be true, false or unknown.

## Procedures, holidays
law-procedure-unknown = { $file }, line { $line }: a procedure has no number or date called “{ $name }”. Mend the name; docs/law.md lists them.
law-procedure-unknown-replaced = { $file }, line { $line }: there is no procedure “{ $name }” to replace. Mend the id in replaces.
law-procedure-steps = { $file }, line { $line }: procedure “{ $name }” must have all seven steps in their order: list, survey, meeting, posting, complaint, opinion, decision.
law-procedure-unit = { $file }, line { $line }: “{ $name }” must be in { $unit }.
law-procedure-missing = { $file }, line { $line }: “{ $name }” is missing for some days of the procedure. Add it, with the act that lays it down.
law-procedure-no-date = { $file }, line { $line }: “{ $name }” is not a date that every year has. Mend month and day.
law-holiday-when = { $file }, line { $line }: holiday “{ $name }” needs exactly one of every and days.
law-second-look-unknown = { $file }, line { $line }: there is no sign “{ $name }”. Mend sign; docs/law.md lists them.
law-second-look-reason = { $file }, line { $line }: “{ $name }” needs a number from 1 on and a reason in both languages.
