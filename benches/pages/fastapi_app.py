"""The household page as one would write it with FastAPI: the same rows, a plain Jinja template.

No session, no rights, no explanation, no translation: the peer does less than the desk."""
import os
import sqlite3
import threading
import uuid
from pathlib import Path

from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

app = FastAPI()
templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape())
page = templates.get_template("household.html")
local = threading.local()


def database() -> sqlite3.Connection:
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(os.environ["BENCH_DATABASE"])
        local.connection.row_factory = sqlite3.Row
    return local.connection


@app.get("/households/{id}", response_class=HTMLResponse)
def household(id: str):
    db, key = database(), uuid.UUID(id).bytes
    row = db.execute("SELECT id, code, head, class AS class_word, members, ethnicity FROM household WHERE id = ?", (key,)).fetchone()
    if row is None:
        raise HTTPException(404)
    persons = db.execute("SELECT name, sex, birth_year, relation FROM person WHERE household_id = ?", (key,)).fetchall()
    timeline = db.execute("SELECT from_day, to_day, class AS class_word, movement FROM status WHERE household_id = ? ORDER BY from_day", (key,)).fetchall()
    evaluations = db.execute(
        "SELECT v.day, e.standard, e.class AS class_word, e.score, e.deprived FROM visit v JOIN evaluation e ON e.visit_id = v.id"
        " WHERE v.household_id = ? ORDER BY v.day", (key,)).fetchall()
    return page.render(household=row, persons=persons, timeline=timeline, evaluations=evaluations)
