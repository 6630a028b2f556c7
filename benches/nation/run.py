"""Times the bit planes beside DuckDB and Polars on the same households, and checks the results.

    python3 benches/nation/run.py [--rounds 5] [--data target/bench] [--households 27000000]

Makes the generated nation (once), a small Python environment under the same folder, and the snapshots;
then runs every task in turn, round after round, so that a busy moment hits all engines alike. Prints
medians and ratios as a Markdown table. Needs about 1 GB of disk; `--clean` removes it afterwards.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
INDICATORS = [
    "employment", "dependants", "nutrition", "health_insurance", "adult_education", "child_attendance",
    "housing_quality", "housing_area", "water", "toilet", "telecom", "information_means",
]
PLAIN = (140, 175, 3)
OTHER = (155, 190, 4)
CLASSES = ["poor", "near_poor", "not_poor", "undetermined"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=Path, default=ROOT / "target" / "bench")
    parser.add_argument("--households", type=int, default=27_000_000)
    parser.add_argument("--moving", type=int, default=5_000_000, help="households of the three years")
    parser.add_argument("--clean", action="store_true")
    return parser.parse_args()


def main():
    options = arguments()
    options.data.mkdir(parents=True, exist_ok=True)
    python = options.data / "venv" / "bin" / "python"
    if Path(sys.prefix).resolve() != (options.data / "venv").resolve():
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(options.data / "venv")], check=True)
        wanted = HERE / "requirements.txt"
        subprocess.run([str(python), "-m", "pip", "install", "-q", "-r", str(wanted)], check=True)
        os.execv(str(python), [str(python), *sys.argv])
    files = prepare(options)
    bench(options, files)
    if options.clean:
        shutil.rmtree(options.data)


def prepare(options):
    """Builds the programs, generates the households."""
    subprocess.run(
        ["cargo", "build", "--release", "-p", "national", "--bins"], cwd=ROOT, check=True
    )
    release = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
    nation = options.data / f"nation-{options.households}.parquet"
    years = options.data / f"years-{options.moving}.parquet"
    for path, households, first, last in [
        (nation, options.households, 2024, 2024), (years, options.moving, 2023, 2025),
    ]:
        if not path.exists():
            part = path.with_suffix(".part")
            subprocess.run(
                [release / "national", "--out", part, "--households", str(households),
                 "--from", str(first), "--to", str(last)], check=True, stderr=subprocess.DEVNULL,
            )
            part.rename(path)
    return {"program": release / "nation", "nation": nation, "years": years, "data": options.data}


class Planes:
    """The Rust program, one task per line."""

    def __init__(self, files):
        self.process = subprocess.Popen(
            [files["program"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, *words):
        self.process.stdin.write(" ".join(str(word) for word in words) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"the program stopped at: {words}")
        return json.loads(answer)


def facts_sql(source, keys, scenario):
    """All facts of every group, by household and by person.

    Of several ways to write it (sum of if, count with filter, countif) this is DuckDB's fastest: every
    condition made a number once, then only products and sums that cannot overflow.
    """
    rural, urban, least = scenario
    low = " + ".join(f"coalesce({name}::tinyint, 0)" for name in INDICATORS)
    high = " + ".join(f"coalesce({name}::tinyint, 1)" for name in INDICATORS)
    lacks = ", ".join(f"coalesce({name}::int, 0) as lacks_{name}" for name in INDICATORS)
    group = ", ".join(keys)
    masks = {
        "counted": "low = high", "poor": "low = high and below and low >= {0}".format(least),
        "class_poor": f"below and low >= {least}", "class_near_poor": f"below and high < {least}",
        "class_not_poor": "not below", "class_undetermined": f"below and low < {least} and high >= {least}",
    }
    households = ", ".join(f"({mask})::int as h{name}" for name, mask in masks.items())
    persons = ", ".join(f"members * h{name} as p{name}" for name in masks)
    sums = ["count(*) as h_all", "sum_no_overflow(members) as p_all"]
    for by in "hp":
        sums += [f"sum_no_overflow({by}{name}) as {by}_{name}" for name in masks]
        for name in INDICATORS:
            sums.append(f"sum_no_overflow({by}counted * lacks_{name}) as {by}_raw_{name}")
            sums.append(f"sum_no_overflow({by}poor * lacks_{name}) as {by}_cen_{name}")
    kept = ", ".join(f"lacks_{name}" for name in INDICATORS)
    return f"""
        with scored as (
            select {group}, members, {lacks}, {low} as low, {high} as high,
                score <= (case when urban then {urban} else {rural} end) as below from {source}),
        masked as (select {group}, members, {kept}, {households} from scored),
        weighed as (select *, {persons} from masked)
        select {group}, {", ".join(sums)} from weighed group by {group}"""


def facts_polars(frame, keys, scenario):
    import polars as pl

    rural, urban, least = scenario
    known = [pl.col(name).fill_null(False).cast(pl.UInt8) for name in INDICATORS]
    possible = [pl.col(name).fill_null(True).cast(pl.UInt8) for name in INDICATORS]
    frame = frame.with_columns(
        low=pl.sum_horizontal(known),
        high=pl.sum_horizontal(possible),
        below=pl.col("score") <= pl.when(pl.col("urban")).then(urban).otherwise(rural),
    ).with_columns(
        full=pl.col("low") == pl.col("high"),
        poor=pl.col("below") & (pl.col("low") >= least),
        near=pl.col("below") & (pl.col("high") < least),
    ).with_columns(full_poor=pl.col("full") & pl.col("poor"))
    masks = {
        "counted": pl.col("full"), "poor": pl.col("full_poor"), "class_poor": pl.col("poor"),
        "class_near_poor": pl.col("near"), "class_not_poor": ~pl.col("below"),
        "class_undetermined": pl.col("below") & ~pl.col("poor") & ~pl.col("near"),
    }
    for name in INDICATORS:
        masks[f"raw_{name}"] = pl.col("full") & pl.col(name)
        masks[f"cen_{name}"] = pl.col("full_poor") & pl.col(name)
    totals = [pl.len().alias("h_all"), pl.col("members").cast(pl.Int64).sum().alias("p_all")]
    for name, mask in masks.items():
        totals.append(mask.sum().alias(f"h_{name}"))
        totals.append((mask.cast(pl.Int32) * pl.col("members")).sum().alias(f"p_{name}"))
    return frame.group_by(keys).agg(totals)


ORDER = ["all", "counted", "poor", *[f"class_{name}" for name in CLASSES],
         *[f"raw_{name}" for name in INDICATORS], *[f"cen_{name}" for name in INDICATORS]]


def expected(rows, key):
    """{key: counts} from dictionaries of facts, several rows of one key added up."""
    groups = {}
    for row in rows:
        counts = [int(row[f"{by}_{name}"] or 0) for by in "hp" for name in ORDER]
        old = groups.get(row[key] if key else 0)
        groups[row[key] if key else 0] = [a + b for a, b in zip(old, counts)] if old else counts
    return groups


def found(path, breakdown):
    """{key: counts} of one breakdown from the program's CSV, M0 checked beside."""
    groups = {}
    for line in path.read_text().splitlines():
        cells = line.split(",")
        if cells[0] != breakdown:
            continue
        half = len(ORDER) + 1
        counts = []
        for by in range(2):
            part = cells[2 + by * half: 2 + (by + 1) * half]
            numbers = [int(cell) for cell in part[:-1]]
            censored, counted = sum(numbers[-len(INDICATORS):]), numbers[1]
            if counted:
                assert abs(float(part[-1]) - censored / len(INDICATORS) / counted) < 1e-12
            counts += numbers
        groups[int(cells[1])] = counts
    return groups


def same(name, left, right):
    left = {key: counts for key, counts in left.items() if counts[0] > 0}
    right = {key: counts for key, counts in right.items() if counts[0] > 0}
    if left != right:
        raise SystemExit(f"{name}: results differ")


def bench(options, files):
    import duckdb
    import polars as pl

    nation, years, data = files["nation"], files["years"], files["data"]
    threads = os.cpu_count()
    disk = duckdb.connect()
    memory = duckdb.connect()
    memory.execute(f"create table nation as select * from '{nation}'")
    for connection in (disk, memory):
        connection.execute(f"set threads = {threads}")
    planes = Planes(files)
    snapshot = data / "nation.planes"
    csv = data / "figures.csv"
    planes.ask("build", nation, snapshot, 2024)
    planes.ask("open", snapshot)
    moving = []
    for year in (2023, 2024, 2025):
        moving.append(data / f"moving-{year}.planes")
        planes.ask("build", years, moving[-1], year)

    by_unit = ["commune"]
    five = ["commune", "province", "urban", "ethnicity"]

    def rows(relation):
        names = [column[0] for column in relation.description]
        return [dict(zip(names, row)) for row in relation.fetchall()]

    def duck(connection, source, keys, scenario=PLAIN):
        return lambda: rows(connection.execute(facts_sql(source, keys, scenario)))

    def pola(keys, scenario=PLAIN):
        return lambda: facts_polars(pl.scan_parquet(nation), keys, scenario).collect()

    def transitions_polars():
        frame = pl.scan_parquet(years)
        rural, urban, least = PLAIN
        low = pl.sum_horizontal([pl.col(n).fill_null(False).cast(pl.UInt8) for n in INDICATORS])
        high = pl.sum_horizontal([pl.col(n).fill_null(True).cast(pl.UInt8) for n in INDICATORS])
        below = pl.col("score") <= pl.when(pl.col("urban")).then(urban).otherwise(rural)
        kind = (pl.when(~below).then(3).when(low >= least).then(0).when(high < least).then(1)
                .otherwise(4).cast(pl.UInt8))
        each = [
            frame.filter(pl.col("year") == year).select(kind.alias(f"c{year}"), pl.col("members").alias(f"m{year}"))
            for year in (2023, 2024, 2025)
        ]
        beside = pl.concat(pl.collect_all(each), how="horizontal")
        return [
            beside.group_by(f"c{a}", f"c{a + 1}").agg(pl.len(), pl.col(f"m{a + 1}").sum()) for a in (2023, 2024)
        ]

    source = f"'{nation}'"
    tasks = {
        "planes: figures of every commune": lambda: planes.ask("measure", csv),
        "planes: open, check, figures": lambda: {"seconds": planes.ask("open", snapshot)["seconds"] + planes.ask("measure", csv)["seconds"]},
        "planes: five breakdowns": lambda: planes.ask("breakdowns", csv),
        "planes: other lines": lambda: planes.ask("whatif", csv),
        "planes: who changes class": lambda: planes.ask("compare"),
        "planes: straight from Parquet": lambda: planes.ask("direct", nation, 2024, csv),
        "planes: snapshot from Parquet": lambda: planes.ask("build", nation, data / "again.planes", 2024),
        "planes: plain read of the Parquet": lambda: planes.ask("read", nation),
        "planes: movement over three years": lambda: planes.ask("movement", *moving),
        "duckdb, Parquet: figures": duck(disk, source, by_unit),
        "duckdb, in memory: figures": duck(memory, "nation", by_unit),
        "polars, Parquet: figures": pola(by_unit),
        "duckdb, Parquet: five breakdowns": duck(disk, source, five),
        "polars, Parquet: five breakdowns": pola(five),
        "polars, Parquet: movement": transitions_polars,
    }
    check(planes, csv, tasks, duck(memory, "nation", by_unit, OTHER), nation)
    times = {name: [] for name in tasks}
    for turn in range(options.rounds):
        for name, task in tasks.items():
            times[name].append(seconds(task))
        print(f"round {turn + 1} of {options.rounds}", file=sys.stderr)
    fresh = Planes(files)
    fresh.ask("open", snapshot)
    fresh.ask("measure", csv)
    report(times, snapshot.stat().st_size, fresh.ask("memory"))


def seconds(task):
    """One round of a task. A short one is done five times over and its median taken: a moment's
    interruption is longer than the task itself."""
    taken = []
    while not taken or (taken[0] < 0.3 and len(taken) < 5):
        begun = time.perf_counter()
        answer = task()
        elapsed = time.perf_counter() - begun
        taken.append(answer["seconds"] if isinstance(answer, dict) else elapsed)
    return statistics.median(taken)


def check(planes, csv, tasks, other_lines, nation):
    """Every engine must find the same before anything is timed."""
    communes = expected(tasks["duckdb, Parquet: figures"](), "commune")
    polars = expected(tasks["polars, Parquet: figures"]().to_dicts(), "commune")
    same("DuckDB and Polars by commune", communes, polars)
    planes.ask("measure", csv)
    same("by commune", found(csv, "commune"), communes)
    planes.ask("direct", nation, 2024, csv)
    same("straight from Parquet", found(csv, "commune"), communes)
    planes.ask("whatif", csv)
    same("other lines", found(csv, "commune"), expected(other_lines(), "commune"))
    planes.ask("breakdowns", csv)
    groups = tasks["duckdb, Parquet: five breakdowns"]()
    for breakdown, key in [("commune", "commune"), ("province", "province"), ("area", "urban"),
                           ("ethnicity", "ethnicity"), ("nation", None)]:
        same(breakdown, found(csv, breakdown), expected(groups, key))
    moves = tasks["planes: movement over three years"]()["moves"]
    for pair, frame in zip(moves, tasks["polars, Parquet: movement"]()):
        for before, after, households, persons in frame.rows():
            assert pair[before * 5 + after] == households, "movement of households differs"
            assert pair[25 + before * 5 + after] == persons, "movement of persons differs"
        assert sum(pair[:25]) == frame["len"].sum()


def report(times, size, memory):
    middle = {name: statistics.median(seconds) for name, seconds in times.items()}
    print("| task | median | least – most |\n|---|---|---|")
    for name, seconds in times.items():
        print(f"| {name} | {middle[name] * 1000:.1f} ms | {min(seconds) * 1000:.1f} – {max(seconds) * 1000:.1f} |")
    faster = min(middle["duckdb, Parquet: figures"], middle["polars, Parquet: figures"])
    of_five = min(middle["duckdb, Parquet: five breakdowns"], middle["polars, Parquet: five breakdowns"])
    plain = middle["planes: figures of every commune"]
    ratios = [
        ("figures: faster peer from Parquet / planes", faster / plain, "at least 50"),
        ("the same, with opening and checking the snapshot", faster / middle["planes: open, check, figures"], "–"),
        ("figures: DuckDB in memory / planes", middle["duckdb, in memory: figures"] / plain, "at least 25"),
        ("five breakdowns: faster peer from Parquet / planes", of_five / middle["planes: five breakdowns"], "at least 50"),
        ("straight from Parquet: faster peer / planes", faster / middle["planes: straight from Parquet"], "at least 1.5"),
        ("snapshot from Parquet / plain read", middle["planes: snapshot from Parquet"] / middle["planes: plain read of the Parquet"], "at most 3"),
        ("other lines / plain pass", middle["planes: other lines"] / plain, "under 2"),
        ("who changes class (matrix by commune and indicator) / plain pass", middle["planes: who changes class"] / plain, "–"),
        ("movement over three years: Polars / planes", middle["polars, Parquet: movement"] / middle["planes: movement over three years"], "at least 10"),
    ]
    print("\n| ratio | found | aim |\n|---|---|---|")
    for name, ratio, aim in ratios:
        print(f"| {name} | {ratio:.1f} | {aim} |")
    print(f"\nSnapshot {size / 1e6:.1f} MB (aim: at most 120); memory beside the mapped file "
          f"{memory['anonymous']} MB in use, {memory['highest']} MB at its highest (aim: under 64).")


if __name__ == "__main__":
    main()
