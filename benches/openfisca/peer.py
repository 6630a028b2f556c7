"""Classifies the households of a folder's Parquet files in OpenFisca-core, once per line of input.

Prints `ready`, then the milliseconds of each pass; at the end of input writes peer.csv like found.csv."""
import csv
import sys
import time

import duckdb
import numpy
from openfisca_core.simulations import Simulation
import standard

PERIOD = "2024-10"


def main():
    folder = sys.argv[1]
    database = duckdb.connect()
    homes = columns(database, folder, "households",
                    [*standard.HOUSEHOLD_FLAGS, "area", "wall_material", "column_material", "roof_material",
                     "water_source", "toilet", "house_area", "stated_income_score", "monthly_income_per_head"])
    people = columns(database, folder, "members",
                     [*standard.PERSON_FLAGS, *standard.PERSON_CHOICES, "birth_date", "household_id"])
    inputs = {**homes, **people}
    household_of = inputs.pop("household_id").astype(numpy.int64)
    codes = {name: sorted(set(inputs[name])) for name in standard.CHOICES}
    tbs = standard.system(codes)
    for name, known in codes.items():
        where = {code: at for at, code in enumerate(known)}
        inputs[name] = numpy.array([where[code] for code in inputs[name]], dtype=numpy.uint8)
    print("ready", flush=True)
    simulation = None
    for _ in sys.stdin:
        simulation = prepare(tbs, inputs, household_of, len(homes["area"]))
        start = time.perf_counter()
        simulation.calculate("poverty_class", PERIOD)
        print(f"{(time.perf_counter() - start) * 1000:.3f}", flush=True)
    write(simulation, folder)


def columns(database, folder, table, names):
    rows = database.sql(f"SELECT {', '.join(names)} FROM read_parquet('{folder}/{table}.parquet')").fetchnumpy()
    return {name: numpy.asarray(rows[name]) for name in names}


def prepare(tbs, inputs, household_of, households):
    """The inputs in place, nothing calculated; this is not timed."""
    populations = tbs.instantiate_entities()
    populations["person"].count = len(household_of)
    populations["person"].ids = numpy.arange(len(household_of))
    group = populations["household"]
    group.count = households
    group.ids = numpy.arange(households)
    group.members_entity_id = household_of
    group.members_role = numpy.full(len(household_of), standard.Household.flattened_roles[0])
    simulation = Simulation(tbs, populations)
    for name, values in inputs.items():
        if name in standard.CHOICES:
            values = tbs.get_variable(name).possible_values.encode(values)
        simulation.set_input(name, PERIOD, values)
    return simulation


def write(simulation, folder):
    deprived = sum(simulation.calculate(name, PERIOD).astype(numpy.int64) << bit
                   for bit, name in enumerate(standard.INDICATORS))
    classes = simulation.calculate("poverty_class", PERIOD)
    with open(f"{folder}/peer.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["household", "deprived", "class"])
        rows.writerows([row, int(bits), standard.CLASSES[kind]]
                       for row, (bits, kind) in enumerate(zip(deprived, classes)))


main()
