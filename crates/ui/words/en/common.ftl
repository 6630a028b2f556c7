# Words shared by every page. One word for one thing, never two.

## The product
product = Chiều Sâu
product-purpose = Review of poor and near-poor households

## People, places, subjects
household = Household
households = Households
household-list = List of households
household-count = Households
person-count = Persons
households-counted = { $count ->
    [one] { $count } household
   *[other] { $count } households
}
person = Person
persons = Persons
persons-counted = { $count ->
    [one] { $count } person
   *[other] { $count } persons
}
head-of-household = Head of household
household-code = Household code
members = Members
unit = Administrative unit
units = Administrative units
province = Province
district = District (former)
commune = Commune
village = Village
standard = Poverty standard
dimension = Dimension
indicator = Indicator
indicators = Indicators
deprivation = Deprivation
deprived = Deprived
not-deprived = Not deprived
visit = Visit
evaluation = Evaluation
round = Review round
case = Case
status = Status
movement = Movement
programme = Programme
entitlement = Entitlement
reviewer = Reviewer
ethnicity = Ethnicity
birth-date = Date of birth
relation = Relation to the head
address = Address
national-id = National ID number
phone = Phone number
legal-basis = Legal basis
area-urban = Urban
area-rural = Rural

## Class of a household
class = Class
class-poor = Poor
class-near-poor = Near-poor
class-average = Average living standard
class-not-poor = Not poor
class-undetermined = Undetermined
class-unsurveyed = Not yet surveyed

## Status over time
status-exited-poor = Exited poverty
status-exited-near-poor = Exited near-poverty
status-re-poor = Poor again
status-re-near-poor = Near-poor again
status-new = Newly arisen
status-moved = Moved away
status-arrived = Moved in
status-split = Split
status-merged = Merged
status-died = Deceased

## Dimensions of deprivation
dimension-employment = Employment
dimension-health = Health
dimension-education = Education
dimension-housing = Housing
dimension-water-sanitation = Water and sanitation
dimension-water-sanitation-environment = Water, sanitation and environment
dimension-information = Information

## Sex, answers
sex = Sex
sex-male = Male
sex-female = Female
yes = Yes
no = No
unknown = Unknown
not-asked = Not asked
none = None
all = All
other = Other
total = Total

## How far a figure can be trusted
unverified = unverified
unverified-explained = This figure has not been compared with the original legal text.
specimen = specimen
specimen-explained = This figure is for illustration only; no decision may rest on it.

## Time, amounts
date = Date
from-day = From
to-day = To
year = Year
month = Month
today = Today
until-now = until now
count = Number
rate = Rate
percent = %
target = Target
value = Value
rows-of = Rows { $from }–{ $to } of { $all }
page-numbered = Page { $page } of { $pages }

## Actions
save = Save
cancel = Cancel
search = Search
download = Download
upload = Upload
print = Print
previous = Previous page
next = Next page
back = Back
open = Open
edit = Edit
add = Add
delete = Delete
confirm = Confirm
choose = Choose
filter = Filter
clear-filter = Clear filter
show-all = Show all
details = Details
try-again = Try again
send = Send

## Shared names of the sections
nav-home = Due today
nav-households = Households
nav-review = Review
nav-import = Import a list
nav-reports = Report forms
nav-law = Standards and rules
nav-units = Administrative units
nav-jobs = Running jobs
nav-accounts = Accounts
