#!/usr/bin/env python3
"""Durable submissions per second: the phones' door on SQLite and on PostgreSQL beside a Django view on PostgreSQL.

    python3 benches/submissions/run.py [--rounds 5] [--seconds 10] [--reviewers 400] [--photo 60000]
    python3 benches/submissions/run.py --line 50000 [--each 3]

Reviewers, some of them under the same account, send the same form with a photo each, all at once and each over
a connection of its own, first to one server, then to the next, round after round, so that a machine whose speed drifts is unfair to nobody. The peer
is asked with several settings of gunicorn first and runs the rounds with the best. With `--line` the lines of
the reviewers carry so many bytes a second, each sends `--each` forms, and only ours is asked. At the end the
databases are counted: everything acknowledged must be there once, and with us be a visit.

Sets up a Python environment in target/benches and a PostgreSQL cluster of its own that syncs to disk, and
removes all but the environment. Needs Debian's postgresql package and some gigabytes."""
import argparse
import base64
import json
import os
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from form import form

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
DAY = "2026-11-20"
PASSWORD = "trinh-dien-lac-son"
# Workers of gunicorn, of a kind, with so many threads each.
PEERS = [("sync", 4, 1), ("gthread", 2, 8), ("gthread", 4, 4)]
CREDENTIALS = "password, must_change, lang, demonstration, failures, created_at"


def environment() -> Path:
    folder = TARGET / "benches" / "submissions"
    if not (folder / "bin" / "gunicorn").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)
    return folder / "bin"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def answers(port: int) -> None:
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nobody answers at port {port}")


class Postgres:
    """A cluster that keeps what it has committed, with room enough not to stand in anybody's way."""

    def __init__(self) -> None:
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self.folder = Path(tempfile.mkdtemp(prefix="chieusau-postgres-"))
        user = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        data, self.port = self.folder / "data", free_port()
        init = [programs / "initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "-D", data]
        subprocess.run([*user, *init], check=True, stdout=subprocess.DEVNULL, cwd="/")
        settings = ["max_connections=200", "shared_buffers=512MB", "min_wal_size=2GB", "max_wal_size=4GB", "log_min_messages=fatal"]
        server = [programs / "postgres", "-D", data, "-h", "127.0.0.1", "-k", "", "-p", str(self.port)]
        for setting in settings:
            server += ["-c", setting]
        self.process = subprocess.Popen([*user, *server], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        answers(self.port)
        # A server that has run for a while writes its log into files of before, a new one fills each with zeros
        # first. So that the log is not what is measured, there are files of before.
        for _ in range(128):
            self.ask("postgres", "SELECT pg_logical_emit_message(true, '', ''), pg_switch_wal()")
        self.ask("postgres", "CHECKPOINT")

    def ask(self, database: str, sql: str) -> list[list[str]]:
        command = ["psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", database, "-AtF", "\t", "-c", sql]
        for _ in range(50):
            told = subprocess.run(command, capture_output=True, text=True)
            if "starting up" not in told.stderr:
                break
            time.sleep(0.1)
        if told.returncode:
            raise SystemExit(told.stderr)
        return [line.split("\t") for line in told.stdout.splitlines()]

    def stop(self) -> None:
        self.process.send_signal(2)
        self.process.wait()
        shutil.rmtree(self.folder)


class Ours:
    """The program on the demonstration, with many more reviewers."""

    def __init__(self, name: str, url: str, ask, accounts: int, folder: Path) -> None:
        self.name, self.ask, self.path = name, ask, "/openrosa/submission"
        program = TARGET / "release" / "chieusau"
        options = ["demo", "--listen", "127.0.0.1:0", "--database", url, "--lang", "en", "--day", DAY]
        self.process = subprocess.Popen([program, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if found := re.search(r"http://([\d.:]+)", line):
                self.address = found.group(1)
                break
        here = "FROM account WHERE login = 'lacson.rasoat'"
        made = "gen_random_uuid()" if url.startswith("postgres") else "randomblob(16)"
        numbers = f"WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {accounts - 1})"
        ask(f"INSERT INTO account (id, login, name, role, unit_id, {CREDENTIALS}) {numbers}"
            f" SELECT {made}, 'reviewer-' || n.n, name, role, unit_id, {CREDENTIALS} FROM n, account WHERE login = 'lacson.rasoat'")
        key = "replace(id::text, '-', '')" if url.startswith("postgres") else "lower(hex(id))"
        households = ask(f"SELECT {key} FROM household WHERE unit_id = (SELECT unit_id {here}) AND closed IS NULL AND opened < 20261101")
        self.files = {"headers": folder / f"{name}-headers", "households": folder / f"{name}-households"}
        self.files["households"].write_text("\n".join(row[0] for row in households))
        sign = [base64.b64encode(f"reviewer-{number}:{PASSWORD}".encode()).decode() for number in range(accounts)]
        self.files["headers"].write_text("\n".join(f"authorization: Basic {one}" for one in sign))

    def count(self) -> tuple[int, int, int]:
        """Submissions, those taken, and the visits that they became."""
        (row,) = self.ask(
            "SELECT (SELECT COUNT(*) FROM submission WHERE instance LIKE 'uuid:bench-%'),"
            " (SELECT COUNT(*) FROM submission WHERE instance LIKE 'uuid:bench-%' AND state = 'taken'),"
            " (SELECT COUNT(DISTINCT v.id) FROM visit v JOIN submission s ON s.visit_id = v.id WHERE s.instance LIKE 'uuid:bench-%')")
        return tuple(int(one) for one in row)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


class Django:
    """The peer, served by gunicorn."""

    def __init__(self, programs: Path, postgres: Postgres, accounts: int, ours: Ours, folder: Path) -> None:
        self.name, self.path, self.programs, self.postgres, self.process = "django", "/submission", programs, postgres, None
        postgres.ask("postgres", "CREATE DATABASE peer")
        self.variables = {**os.environ, "BENCH_PORT": str(postgres.port), "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
        setup = [programs / "python", HERE / "django_setup.py", str(accounts)]
        made = subprocess.run(setup, env=self.variables, check=True, capture_output=True, text=True)
        self.files = {"headers": folder / "django-headers", "households": ours.files["households"]}
        self.files["headers"].write_text(made.stdout.strip())

    def serve(self, kind: str, workers: int, threads: int) -> None:
        self.stop()
        port = free_port()
        self.address = f"127.0.0.1:{port}"
        options = ["--bind", self.address, "--worker-class", kind, "--workers", str(workers), "--threads", str(threads)]
        options += ["--keep-alive", "60", "--backlog", "4096", "--timeout", "300", "--log-level", "error"]
        self.process = subprocess.Popen([self.programs / "gunicorn", "django_app:application", *options], env=self.variables, cwd=HERE)
        answers(port)

    def count(self) -> tuple[int, int, int]:
        (row,) = self.postgres.ask("peer", "SELECT COUNT(*), COUNT(DISTINCT instance), (SELECT COUNT(*) FROM bench_photo) FROM bench_submission")
        return tuple(int(one) for one in row)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()


class Load:
    """What the reviewers send, and how much of it so far."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.options, self.first = options, 0
        self.form = folder / "form.xml"
        self.form.write_text(form(DAY))

    def send(self, peer, **limits) -> dict:
        # Nobody's disk is to be busy with what the one before has written.
        os.sync()
        command = [TARGET / "release" / "submissions", "--address", peer.address, "--path", peer.path, "--form", self.form]
        command += ["--reviewers", self.options.reviewers, "--photo", self.options.photo, "--first", self.first]
        for name, value in [*peer.files.items(), *limits.items()]:
            command += [f"--{name}", value]
        told = subprocess.run([str(one) for one in command], check=True, stdout=subprocess.PIPE, text=True).stdout
        told = json.loads(told)
        self.first += told["sent"]
        peer.sent = getattr(peer, "sent", 0) + told["sent"]
        return told


def check(peer) -> None:
    """Nothing lost, nothing doubled, nothing in trouble."""
    found = peer.count()
    if set(found) != {peer.sent}:
        raise SystemExit(f"{peer.name}: {peer.sent} sent, in the database {found}")
    print(f"{peer.name}: all {peer.sent} forms are there once")


def throttled(ours: list[Ours], load: Load) -> None:
    for peer in ours:
        load.send(peer, each=1)
        told = load.send(peer, each=load.options.each, line=load.options.line)
        print(f"{peer.name}: {told['acknowledged']} forms in {told['seconds']:.1f} s, {told['again']} sent again,"
              f" from first byte to acknowledgement {told['p50_ms']} ms (99 of 100 within {told['p99_ms']}, longest {told['longest_ms']})")
        check(peer)


def side_by_side(ours: list[Ours], django: Django, load: Load) -> None:
    for peer in ours:
        load.send(peer, each=1)
    trials = {}
    for setting in PEERS:
        django.serve(*setting)
        load.send(django, seconds=2)
        trials[setting] = load.send(django, seconds=load.options.seconds)["per_second"]
        print(f"django, gunicorn {setting}: {trials[setting]:.0f}/s")
    django.serve(*max(trials, key=trials.get))
    load.send(django, seconds=2)
    rounds = []
    for number in range(load.options.rounds):
        told = {peer.name: load.send(peer, seconds=load.options.seconds) for peer in [*ours, django]}
        rounds.append({name: one["per_second"] for name, one in told.items()})
        print(number + 1, {name: (round(one["per_second"]), f"p50 {one['p50_ms']} ms", one["again"]) for name, one in told.items()})
    for name in rounds[0]:
        print(f"{name:12} {statistics.median(one[name] for one in rounds):8.0f} submissions/s (median of {len(rounds)})")
    for peer in ours:
        ratios = sorted(one[peer.name] / one["django"] for one in rounds)
        print(f"{peer.name} / django: {ratios[0]:.1f} – {statistics.median(ratios):.1f} – {ratios[-1]:.1f} (lowest, median, highest)")
    for peer in [*ours, django]:
        check(peer)


def main() -> None:
    arguments = argparse.ArgumentParser()
    for name, value in [("rounds", 5), ("seconds", 10), ("reviewers", 400), ("photo", 60_000), ("line", 0), ("each", 3), ("accounts", 20)]:
        arguments.add_argument(f"--{name}", type=int, default=value)
    arguments.add_argument("--engines", nargs="*", default=["sqlite", "postgres"])
    options = arguments.parse_args()
    programs = environment()
    for package in ("chieusau", "submissions"):
        subprocess.run(["cargo", "build", "--release", "--package", package], cwd=ROOT, check=True)
    folder = Path(tempfile.mkdtemp(prefix="chieusau-bench-"))
    postgres, ours, django = Postgres(), [], None
    try:
        if "sqlite" in options.engines:
            def sqlite(sql: str) -> list:
                with sqlite3.connect(folder / "desk.db", timeout=30) as database:
                    return database.execute(sql).fetchall()
            ours.append(Ours("sqlite", f"sqlite://{folder}/desk.db", sqlite, options.accounts, folder))
        if "postgres" in options.engines:
            postgres.ask("postgres", "CREATE DATABASE desk")
            url = f"postgres://postgres@127.0.0.1:{postgres.port}/desk"
            ours.append(Ours("postgres", url, lambda sql: postgres.ask("desk", sql), options.accounts, folder))
        load = Load(options, folder)
        if options.line:
            throttled(ours, load)
        else:
            django = Django(programs, postgres, options.accounts, ours[0], folder)
            side_by_side(ours, django, load)
    finally:
        for one in [*ours, django]:
            if one:
                one.stop()
        postgres.stop()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
