"""The household page as one would write it with FastAPI: the same rows by SQL, a Jinja template.

It reads whose session it is, but knows no rights and explains nothing: the peer does less than the desk."""
import hashlib
import os
import sqlite3
import threading
import uuid
from pathlib import Path

from fastapi import Cookie, FastAPI, HTTPException
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

import facts

app = FastAPI()
templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape())
page = templates.get_template("household.html")
local = threading.local()

HOUSEHOLD = "SELECT h.id, h.code, h.head, h.class AS class_word, h.members, h.ethnicity, h.address, v.name AS village FROM household h LEFT JOIN village v ON v.id = h.village_id WHERE h.id = ?"
PERSONS = "SELECT name, sex, birth_day, birth_year, relation, ethnicity, joined, gone FROM person WHERE household_id = ? ORDER BY joined, id"
VISITS = "SELECT id, day, reviewer, answers FROM visit WHERE household_id = ? ORDER BY day DESC, id DESC"
EVALUATIONS = "SELECT e.visit_id, e.standard, e.class AS class_word, e.score, e.deprived, e.known, e.low, e.high FROM visit v JOIN evaluation e ON e.visit_id = v.id WHERE v.household_id = ?"
TIMELINE = "SELECT from_day, to_day, class AS class_word, movement, basis, standard, members FROM status WHERE household_id = ? ORDER BY from_day"
EVENTS = "SELECT day, kind, note FROM event WHERE household_id = ? ORDER BY day, id"
FINDINGS = "SELECT code, settlement FROM finding WHERE household_id = ?"
TRAIL = "SELECT at, account_name, action, reason FROM audit WHERE subject = 'household' AND subject_id = ? ORDER BY at, id"
SESSION = "SELECT a.name FROM session s JOIN account a ON a.id = s.account_id WHERE s.token_hash = ?"


def database() -> sqlite3.Connection:
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(os.environ["BENCH_DATABASE"])
        local.connection.row_factory = sqlite3.Row
    return local.connection


@app.get("/households/{id}", response_class=HTMLResponse)
def household(id: str, chieusau_session: str = Cookie("")):
    db, key = database(), uuid.UUID(id)
    token = hashlib.sha256(bytes.fromhex(chieusau_session)).digest()
    if db.execute(SESSION, (token,)).fetchone() is None:
        raise HTTPException(401)
    row = db.execute(HOUSEHOLD, (key.bytes,)).fetchone()
    if row is None:
        raise HTTPException(404)
    rows = [db.execute(sql, (key.bytes,)).fetchall() for sql in (PERSONS, VISITS, EVALUATIONS, TIMELINE, EVENTS, FINDINGS)]
    trail = db.execute(TRAIL, (key.hex,)).fetchall()
    return page.render(**facts.page(row, *rows, trail))
