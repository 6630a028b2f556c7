"""The standard vn-2022 in OpenFisca-core, formula by formula as law/standards/vn-2022.toml has it.

Answers are complete here, so OpenFisca's two truth values suffice."""
import numpy
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import ETERNITY, MONTH
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Household = build_entity(key="household", plural="households", label="Hộ",
                         roles=[{"key": "member", "plural": "members", "label": "Nhân khẩu"}])
Person = build_entity(key="person", plural="persons", label="Nhân khẩu", is_person=True)

MATERIAL = ["concrete", "brick_stone", "durable_wood_metal", "other"]
CHOICES = {
    "area": ["rural", "urban"],
    "wall_material": MATERIAL,
    "column_material": MATERIAL,
    "roof_material": ["concrete", "tile", "durable_sheet", "other"],
    "water_source": None, "toilet": None, "attending": None, "highest_diploma": None,
}
HOUSEHOLD_FLAGS = ["has_television", "has_radio", "has_desktop_computer", "has_phone", "has_laptop", "has_tablet",
                   "has_smartphone", "farm_household"]
PERSON_FLAGS = ["of_working_age", "able_to_work", "wants_work", "has_job", "wage_work", "labour_contract",
                "monthly_social_allowance", "stunted", "underweight", "health_insurance", "employer_certified",
                "uses_internet"]
PERSON_CHOICES = ["attending", "highest_diploma"]


def system(choices: dict[str, list[str]]) -> TaxBenefitSystem:
    """The inputs (with the codes of each choice question that occur) and every formula."""
    tbs = TaxBenefitSystem([Household, Person])
    enums = {}

    def add(name, entity, **attributes):
        attributes = {"entity": entity, "definition_period": MONTH, "label": name, **attributes}
        tbs.add_variable(type(name, (Variable,), attributes))

    for name, codes in choices.items():
        enums[name] = Enum(f"Choices_{name}", {code: code for code in codes})
        entity = Person if name in PERSON_CHOICES else Household
        add(name, entity, value_type=Enum, possible_values=enums[name], default_value=list(enums[name])[0])
    for name in HOUSEHOLD_FLAGS:
        add(name, Household, value_type=bool)
    for name in PERSON_FLAGS:
        add(name, Person, value_type=bool)
    add("birth_date", Person, value_type=__import__("datetime").date, definition_period=ETERNITY)
    add("house_area", Household, value_type=float)
    add("stated_income_score", Household, value_type=int)
    add("monthly_income_per_head", Household, value_type=int)

    def formula(name, entity, value_type=bool):
        def take(function):
            add(name, entity, value_type=value_type, formula=function)
            return function
        return take

    def within(values, name, codes):
        """Whether a choice is one of the codes."""
        chosen = values == enums[name][codes[0]]
        for code in codes[1:]:
            chosen = chosen | (values == enums[name][code])
        return chosen

    @formula("age", Person, int)
    def age(person, period, parameters):
        birth = person("birth_date", period)
        year = birth.astype("datetime64[Y]").astype(int) + 1970
        month = birth.astype("datetime64[M]").astype(int) % 12 + 1
        day = (birth - birth.astype("datetime64[M]") + 1).astype(int)
        start = period.start
        past = (month < start.month) + (month == start.month) * (day <= start.day)
        return (start.year - year) - numpy.where(past, 0, 1)

    @formula("head_count", Household, int)
    def head_count(household, period, parameters):
        return household.nb_persons()

    @formula("employment", Household)
    def employment(household, period, parameters):
        m = lambda name: household.members(name, period)
        such = m("of_working_age") & m("able_to_work") & (
            (m("wants_work") & ~m("has_job")) | (m("wage_work") & ~m("labour_contract")))
        return household.any(such)

    @formula("dependants", Household)
    def dependants(household, period, parameters):
        m = lambda name: household.members(name, period)
        depend = household.sum((m("age") < 16) | m("monthly_social_allowance"))
        return 100 * depend > 50 * household("head_count", period)

    @formula("nutrition", Household)
    def nutrition(household, period, parameters):
        m = lambda name: household.members(name, period)
        return household.any((m("age") < 16) & (m("stunted") | m("underweight")))

    @formula("lacks_health_insurance", Household)
    def lacks_health_insurance(household, period, parameters):
        m = lambda name: household.members(name, period)
        return household.any((m("age") >= 6) & ~m("health_insurance"))

    @formula("adult_education", Household)
    def adult_education(household, period, parameters):
        m = lambda name: household.members(name, period)
        age, attending, diploma = m("age"), m("attending"), m("highest_diploma")
        young = (age >= 16) & (age < 18) & ~within(
            attending, "attending", ["lower_secondary", "upper_secondary", "vocational", "higher"]
        ) & within(diploma, "highest_diploma", ["none", "primary"])
        grown = (age >= 18) & (age <= 30) & ~within(
            attending, "attending", ["upper_secondary", "vocational", "higher"]
        ) & within(diploma, "highest_diploma", ["none", "primary", "lower_secondary"])
        return household.any(~m("employer_certified") & (young | grown))

    @formula("child_attendance", Household)
    def child_attendance(household, period, parameters):
        m = lambda name: household.members(name, period)
        age, attending = m("age"), m("attending")
        lacks = lambda low, high, levels: (age >= low) & (age < high) & ~within(attending, "attending", levels)
        return household.any(
            lacks(3, 6, ["preschool", "primary"])
            | lacks(6, 12, ["primary", "lower_secondary"])
            | lacks(12, 16, ["lower_secondary", "upper_secondary", "vocational"]))

    @formula("housing_quality", Household)
    def housing_quality(household, period, parameters):
        weak = lambda name: within(household(name, period), name, ["other"])
        wall, column, roof = weak("wall_material"), weak("column_material"), weak("roof_material")
        return (wall & column) | (wall & roof) | (column & roof)

    @formula("housing_area", Household)
    def housing_area(household, period, parameters):
        return household("house_area", period) < 8 * household("head_count", period)

    @formula("water", Household)
    def water(household, period, parameters):
        return ~within(household("water_source", period), "water_source",
                       ["piped", "drilled_well", "protected_well", "protected_spring", "rain", "bottled"])

    @formula("lacks_toilet", Household)
    def lacks_toilet(household, period, parameters):
        return ~within(household("toilet", period), "toilet",
                       ["septic", "pour_flush", "vip", "slab_pit", "double_vault"])

    @formula("telecom", Household)
    def telecom(household, period, parameters):
        return ~household.any(household.members("uses_internet", period))

    @formula("information_means", Household)
    def information_means(household, period, parameters):
        h = lambda name: household(name, period)
        return ~(h("has_television") | h("has_radio") | h("has_desktop_computer") | h("has_phone")
                 | h("has_laptop") | h("has_tablet") | h("has_smartphone"))

    @formula("deprivation_count", Household, int)
    def deprivation_count(household, period, parameters):
        return sum(household(name, period).astype(numpy.int32) for name in INDICATORS)

    @formula("income_low", Household)
    def income_low(household, period, parameters):
        urban = within(household("area", period), "area", ["urban"])
        return household("stated_income_score", period) <= numpy.where(urban, 175, 140)

    @formula("poverty_class", Household, int)
    def poverty_class(household, period, parameters):
        h = lambda name: household(name, period)
        urban = within(h("area"), "area", ["urban"])
        low, many, income = h("income_low"), h("deprivation_count") >= 3, h("monthly_income_per_head")
        average = h("farm_household") & (income > numpy.where(urban, 2_000_000, 1_500_000)) \
            & (income <= numpy.where(urban, 3_000_000, 2_250_000))
        return numpy.select([low & many, low, average], [0, 1, 2], 3)

    return tbs


# In the order of the official tables.
INDICATORS = ["employment", "dependants", "nutrition", "lacks_health_insurance", "adult_education", "child_attendance",
              "housing_quality", "housing_area", "water", "lacks_toilet", "telecom", "information_means"]
CLASSES = ["poor", "near_poor", "average", "not_poor"]
