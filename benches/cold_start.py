#!/usr/bin/env python3
"""Milliseconds from starting the program to its first page, on the demonstration database.

    python3 benches/cold_start.py DATABASE.db [--runs 11]

The program must be built in release and the database made by `chieusau demo`."""
import argparse
import os
import re
import statistics
import subprocess
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "chieusau"


def start(database: str) -> float:
    begun = time.perf_counter()
    command = [PROGRAM, "serve", "--listen", "127.0.0.1:0", "--database", f"sqlite://{database}", "--specimen", "vn-2027-cutoff"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        for line in process.stdout:
            if found := re.search(r"http://[\d.:]+", line):
                urllib.request.urlopen(f"{found.group()}/sign-in").read()
                return (time.perf_counter() - begun) * 1000
    finally:
        process.terminate()
        process.wait()
    raise SystemExit("the program did not open the desk")


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("database")
    arguments.add_argument("--runs", type=int, default=11)
    options = arguments.parse_args()
    start(options.database)
    runs = sorted(start(options.database) for _ in range(options.runs))
    print(f"cold start: {runs[0]:.0f} – {statistics.median(runs):.0f} – {runs[-1]:.0f} ms (lowest, median, highest of {len(runs)})")


if __name__ == "__main__":
    main()
