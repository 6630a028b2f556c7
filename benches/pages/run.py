#!/usr/bin/env python3
"""Requests per second of the household page: the desk beside FastAPI and Django on the same rows.

All three look up the session and read the same rows; the peers print the same facts in a plain page, the
desk also checks rights, works out the reasons of every standard and prints its whole frame.

    python3 benches/pages/run.py [--rounds 5] [--seconds 5]

Sets up a Python environment in target/benches, builds the program, makes the demonstration, opens all
three servers with two processes or threads each, and lets `wrk` (Debian's package) ask them in turn, so
that a machine whose speed drifts is unfair to nobody. Prints medians and the ratios of each round."""
import argparse
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


def environment() -> Path:
    folder = TARGET / "benches" / "pages"
    if not (folder / "bin" / "uvicorn").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)
    return folder / "bin"


def desk(folder: Path) -> tuple[subprocess.Popen, str, str]:
    """Opens the desk on a new demonstration; gives its address and a session."""
    program = TARGET / "release" / "chieusau"
    options = ["demo", "--listen", "127.0.0.1:0", "--database", f"sqlite://{folder}/desk.db", "--lang", "en"]
    process = subprocess.Popen([program, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    login = address = None
    for line in process.stdout:
        if (found := re.match(r"  (\S+) / (\S+) —", line)) and login is None:
            login = found.groups()
        if found := re.search(r"http://[\d.:]+", line):
            address = found.group()
            break
    form = urllib.parse.urlencode({"login": login[0], "password": login[1]}).encode()

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    try:
        urllib.request.build_opener(Stay).open(f"{address}/sign-in", form)
        raise SystemExit("the desk did not let us in")
    except urllib.error.HTTPError as answer:
        cookie = answer.headers["Set-Cookie"].split(";")[0]
    return process, address, cookie


def read(url: str, cookie: str) -> bytes:
    """The page, once its server has started."""
    for _ in range(100):
        try:
            return urllib.request.urlopen(urllib.request.Request(url, headers={"Cookie": cookie})).read()
        except urllib.error.HTTPError as answer:
            raise SystemExit(f"{url}: {answer}")
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer")


def ask(url: str, seconds: int, cookie: str) -> float:
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "-H", f"Cookie: {cookie}", url]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(f"{url}: {told}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told).group(1))


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--seconds", type=int, default=5)
    options = arguments.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("install wrk first (Debian package wrk)")
    programs = environment()
    subprocess.run(["cargo", "build", "--release", "--package", "chieusau"], cwd=ROOT, check=True)
    folder = Path(tempfile.mkdtemp(prefix="chieusau-bench-"))
    processes = []
    try:
        process, address, cookie = desk(folder)
        processes.append(process)
        # A household whose page has everything: visited most often, in a unit of the signed-in person.
        database = sqlite3.connect(folder / "desk.db")
        (unit,) = database.execute("SELECT unit_id FROM account WHERE id = (SELECT account_id FROM session LIMIT 1)").fetchone()
        (key,) = database.execute(
            "SELECT household_id FROM visit WHERE household_id IN (SELECT id FROM household WHERE unit_id = ? OR ? < 300000000)"
            " GROUP BY household_id ORDER BY COUNT(*) DESC, household_id LIMIT 1", (unit, unit)).fetchone()
        database.close()
        household = uuid.UUID(bytes=key).hex
        variables = {**os.environ, "BENCH_DATABASE": str(folder / "desk.db"), "PYTHONPATH": str(HERE)}
        processes.append(subprocess.Popen(
            [programs / "uvicorn", "fastapi_app:app", "--port", "8101", "--workers", "2", "--log-level", "error", "--no-access-log"],
            env=variables, cwd=HERE))
        processes.append(subprocess.Popen(
            [programs / "gunicorn", "django_app:application", "--bind", "127.0.0.1:8102", "--workers", "2", "--log-level", "error"],
            env=variables, cwd=HERE))
        peers = {
            "desk": (f"{address}/households/{household}", cookie),
            "fastapi": (f"http://127.0.0.1:8101/households/{household}", cookie),
            "django": (f"http://127.0.0.1:8102/households/{household}", cookie),
        }
        for url, cookie in peers.values():
            print(f"{url.split('/')[2]} answers with {len(read(url, cookie))} bytes")
        for url, cookie in peers.values():
            ask(url, 1, cookie)
        rounds = [{name: ask(url, options.seconds, cookie) for name, (url, cookie) in peers.items()} for _ in range(options.rounds)]
        for name in peers:
            print(f"{name:8} {statistics.median(one[name] for one in rounds):10.0f} requests/s (median of {len(rounds)})")
        for name in ("fastapi", "django"):
            ratios = sorted(one["desk"] / one[name] for one in rounds)
            print(f"desk / {name:8} {ratios[0]:.1f} – {statistics.median(ratios):.1f} – {ratios[-1]:.1f} (lowest, median, highest)")
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
