"""A household of four with every question answered, as ODK Collect sends it."""

MEMBER = {
    "full_name": "Bùi Thị Hồng", "birth_date": "1984-03-02", "birth_year": "1984", "sex": "female", "ethnicity": "muong",
    "relation": "head", "of_working_age": "yes", "able_to_work": "yes", "wants_work": "yes", "has_job": "yes",
    "wage_work": "no", "labour_contract": "no", "monthly_social_allowance": "no", "disabled_or_seriously_ill": "no",
    "health_insurance": "yes", "ill_untreated": "no", "attending": "none", "highest_diploma": "lower_secondary",
    "uses_internet": "yes", "uses_phone": "yes", "non_farm_job": "none", "pension": "no",
}
HAS = (
    "television radio desktop_computer laptop tablet phone smartphone stereo car motorbike refrigerator air_conditioner "
    "washing_machine water_heater microwave motor_boat village_loudspeaker"
).split()
B1 = {
    "wall_material": "brick_stone", "column_material": "concrete", "roof_material": "tile", "house_area": "64.5",
    "electricity": "80", "water_source": "drilled_well", "toilet": "slab_pit",
    **{f"has_{thing}": "yes" if thing in ("television", "phone", "smartphone", "motorbike") else "no" for thing in HAS},
    "land_annual": "1500", "land_perennial": "0", "land_water": "200", "cattle": "2", "pigs": "3", "poultry": "40",
    "aquaculture": "no",
}
CAUSES = "land capital labour tools knowledge skills illness other".split()
NEEDS = "health education production credit housing other".split()


def block(name: str, answers: dict) -> str:
    return f"<{name}>{''.join(f'<{key}>{value}</{key}>' for key, value in answers.items())}</{name}>"


def form(day: str) -> str:
    members = "".join(block("member", {**MEMBER, "relation": relation}) for relation in ("head", "spouse", "child", "child"))
    return "".join([
        '<?xml version="1.0" encoding="UTF-8"?>\n<data id="chieusau-visit" version="1">',
        f"<start>{day}T08:30:00.000+07:00</start><end>{day}T08:52:00.000+07:00</end>",
        "<visit><household>{household}</household>", f"<day>{day}</day></visit>",
        f"<roster>{members}<complete>yes</complete></roster>",
        block("household", {"household_size": 4}),
        block("phieu_a", {"quick_screen": "survey"}),
        block("b1", B1),
        block("b2", {"waste_disposal": "treated_at_home"}),
        block("income", {"farm_household": "yes", "monthly_income_per_head": 1350000}),
        block("groups", {"merit_person": "no", "no_labour_capacity": "no", "local_ethnic": "yes"}),
        block("causes", {f"cause_{cause}": "yes" if cause == "capital" else "no" for cause in CAUSES}),
        block("needs", {f"need_{need}": "yes" if need == "credit" else "no" for need in NEEDS}),
        block("stated", {"stated_income_score": 130}),
        "<evidence><gps>20.4612 105.4471 120 8</gps><photo_outside>{photo}</photo_outside></evidence>",
        "<meta><instanceID>{instance}</instanceID></meta></data>",
    ])
