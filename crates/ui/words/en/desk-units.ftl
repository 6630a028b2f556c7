# Pages of administrative units.
units-lead = Names and codes of units change with time. Every answer here holds for one day.
units-search = Name or code
units-search-hint = without diacritics if you like, for example: lac son, 05266
units-on-day = On the day
units-found = { $count ->
    [one] { $count } unit on { $day }
   *[other] { $count } units on { $day }
}
units-none = There is no such unit on { $day }.
units-elsewhen = There is on { $day }:
units-top = Provinces and cities on { $day }
units-name = Name
units-code = Code
units-level = Level
units-within = Lies in
units-life = Existed
units-life-from = since { $from }
units-life-between = from { $from } to { $to }
units-life-until = until { $to }
units-life-always = always
units-area = Area
units-km2 = { $area } km²
units-level-nation = The whole country
units-level-province = Province
units-level-district = District
units-level-commune = Commune
units-before = Made of
units-after = Became
units-whole = all of it
units-part = part of it
units-attributes = Area, difficulty, region
units-attribute = Attribute
units-attribute-area = Urban or rural
units-attribute-difficulty = Class of difficulty
units-attribute-region = Region of form B1
units-difficulty = Area { $class }
units-no-attribute = not known
units-children = Units below on { $day }
units-children-count = { $count ->
    [one] { $count } unit.
   *[other] { $count } units.
}
units-map = Map of tiles
units-map-sentence = Each tile is a unit, placed about where it lies; the figure is its area (km²). { $count ->
    [one] { $count } unit
   *[other] { $count } units
} in all.
units-no-children = No units below on this day.
units-households = Households here
units-reports = Tables for this unit
units-convention = The source gives no dates before 01/07/2025; all older units count as existing since 01/01/2000.

# Choosing a unit in a form.
unit-field-hint = name or code, for example: Lạc Sơn or 05266
