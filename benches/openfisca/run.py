#!/usr/bin/env python3
"""Classification of households over columns beside OpenFisca-core, on the same answers.

    python3 benches/openfisca/run.py [--households 300000] [--rounds 7] [--cores 1]

Sets up a Python environment in target/benches, builds the example `classify_columns`, lets both classify the same
generated households under vn-2022 in turn, and compares every indicator and class. Both have the answers in memory
in their own columns before the clock starts. Prints medians, the peer's best run, and the ratio to it. With --cores 1
both are held to one core; OpenFisca-core uses one in any case."""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


def environment() -> Path:
    folder = TARGET / "benches" / "openfisca"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)
        (folder / "ready").touch()
    return folder / "bin" / "python"


def start(command: list, cores: int) -> subprocess.Popen:
    held = ["taskset", "-c", ",".join(str(core) for core in range(cores))] if cores else []
    process = subprocess.Popen([*held, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if process.stdout.readline().strip() != "ready":
        raise SystemExit(f"{command[0]} did not start")
    return process


def once(process: subprocess.Popen) -> float:
    process.stdin.write("go\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--households", type=int, default=300_000)
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--cores", type=int, default=0)
    given = arguments.parse_args()
    python = environment()
    build = ["cargo", "build", "--release", "--quiet", "--package", "measures", "--example", "classify_columns"]
    subprocess.run(build, cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        program = TARGET / "release" / "examples" / "classify_columns"
        ours = start([program, str(given.households), folder], given.cores)
        peer = start([python, HERE / "peer.py", folder], given.cores)
        times = [(once(ours), once(peer)) for _ in range(given.rounds)]
        for process in (ours, peer):
            process.stdin.close()
            if process.wait() != 0:
                raise SystemExit("a program failed")
        found = [(Path(folder) / name).read_text() for name in ("found.csv", "peer.csv")]
        if found[0] != found[1]:
            pairs = zip(found[0].splitlines(), found[1].splitlines())
            raise SystemExit("results differ: " + str(next(pair for pair in pairs if pair[0] != pair[1])))
    mine, theirs = (list(side) for side in zip(*times))
    best, median = min(theirs), statistics.median(mine)
    print(f"{given.households} households, {given.rounds} rounds, every indicator and class equal")
    print(f"columns        median {median:9.1f} ms  ({min(mine):.1f}–{max(mine):.1f})")
    print(f"OpenFisca-core median {statistics.median(theirs):9.1f} ms  ({best:.1f}–{max(theirs):.1f})")
    print(f"ratio of OpenFisca's best run to our median: {best / median:.1f}")


main()
