# Residents and targets.
nav-figures = Residents and targets
figures-title = Residents and targets of { $year }
figures-lead = Resident households and persons are what every rate is divided by. Where they are missing no rate is stated.
figures-unit = Unit
figures-missing = missing
figures-missing-count = { $count ->
    [one] { $count } commune has
   *[other] { $count } communes have
} no resident households for { $year } yet.
figures-complete = Every commune has its resident households for { $year }.
figures-summed = sum of the former communes
figures-households = Resident households
figures-persons = Persons
figures-minority-households = Minority households
figures-minority-persons = Minority persons
figures-target-poor = Target, poor (%)
figures-target-near-poor = Target, near-poor (%)
figures-source = Source
figures-source-hint = The document or office the changed lines come from
figures-table = Residents and targets
figures-cell = { $what }, { $unit }
figures-saved = Saved the figures of { $count ->
    [one] { $count } commune
   *[other] { $count } communes
}.
figures-unchanged = Nothing has changed.
figures-choose = Choose a province or commune to see and enter its figures.
figures-show = Show
figures-half = Give both households and persons.
