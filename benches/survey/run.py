#!/usr/bin/env python3
"""Survey estimates with standard errors beside R's package `survey`, on the same rows.

    python3 benches/survey/run.py [--rows 1000000] [--rounds 5]

Needs R with the package (Debian: r-base-core, r-cran-survey). Builds the example `survey_means`, lets both estimate in
turn from rows they hold in memory, and compares every mean and error that R gives: H, M0, and 12 uncensored and 12
censored headcounts. Ours also gives A and the contributions. Prints medians and their ratio."""
import argparse
import csv
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


def start(command: list) -> subprocess.Popen:
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if process.stdout.readline().strip() != "ready":
        raise SystemExit(f"{command[0]} did not start")
    return process


def once(process: subprocess.Popen) -> float:
    process.stdin.write("go\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def end(process: subprocess.Popen) -> None:
    process.stdin.close()
    if process.wait() != 0:
        raise SystemExit("a program failed")


def compare(folder: Path) -> int:
    ours = {}
    with open(folder / "found.csv", newline="") as file:
        for row in csv.DictReader(file):
            name = {"H": "H", "M0": "M0", "hd": row["indicator"], "hdk": row["indicator"].replace("d", "c")}
            if row["measure"] in name:
                ours[name[row["measure"]]] = (float(row["estimate"]), float(row["se"]))
    with open(folder / "peer.csv", newline="") as file:
        theirs = {row["name"]: (float(row["estimate"]), float(row["se"])) for row in csv.DictReader(file)}
    if ours.keys() != theirs.keys():
        raise SystemExit(f"not the same estimates: {sorted(ours.keys() ^ theirs.keys())}")
    for name, pair in ours.items():
        if any(abs(mine - other) > 1e-9 for mine, other in zip(pair, theirs[name])):
            raise SystemExit(f"{name} differs: {pair} {theirs[name]}")
    return len(ours)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    if shutil.which("Rscript") is None:
        raise SystemExit("R is not installed: apt-get install r-base-core r-cran-survey")
    build = ["cargo", "build", "--release", "--quiet", "--package", "measures", "--example", "survey_means"]
    subprocess.run(build, cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        ours = start([TARGET / "release" / "examples" / "survey_means", str(given.rows), folder])
        peer = start(["Rscript", "--vanilla", HERE / "peer.R", folder])
        times = [(once(ours), once(peer)) for _ in range(given.rounds)]
        end(ours)
        end(peer)
        compared = compare(Path(folder))
    mine, theirs = (statistics.median(side) for side in zip(*times))
    print(f"{given.rows} rows, 62 strata, 1240 clusters, {given.rounds} rounds; {compared} means and errors equal to 1e-9")
    print(f"measures {mine:10.1f} ms   R survey {theirs:10.1f} ms   ratio {theirs / mine:.1f}")


main()
