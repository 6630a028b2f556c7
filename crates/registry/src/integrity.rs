//! Whether the registry holds together: nothing points at what is not there, no household has two
//! statuses on one day, and what a household repeats of its timeline is what the timeline says.
//!
//! The rows that come in by the million carry no REFERENCES (see `schema/0003_registry.sql`); this is
//! the check that stands in for them, run by `chieusau check` and after copies and restores.

use ground::{Problem, Result};
use store::{Statement, Tx};

/// At most so many strays of one kind are looked for.
const ENOUGH: usize = 100;

store::statements! {
    PERSONS = "registry.integrity.person":
        "SELECT p.id FROM person p WHERE NOT EXISTS (SELECT 1 FROM household h WHERE h.id = p.household_id)
         LIMIT 100";
    VISITS = "registry.integrity.visit":
        "SELECT v.id FROM visit v WHERE NOT EXISTS (SELECT 1 FROM household h WHERE h.id = v.household_id)
         LIMIT 100";
    EVALUATIONS = "registry.integrity.evaluation":
        "SELECT e.visit_id FROM evaluation e WHERE NOT EXISTS (SELECT 1 FROM visit v WHERE v.id = e.visit_id)
         LIMIT 100";
    STATUSES = "registry.integrity.status":
        "SELECT s.household_id FROM status s
         WHERE NOT EXISTS (SELECT 1 FROM household h WHERE h.id = s.household_id)
           OR s.visit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.id = s.visit_id)
         LIMIT 100";
    OVERLAPS = "registry.integrity.overlap":
        "SELECT s.household_id FROM status s JOIN status later
           ON later.household_id = s.household_id AND later.from_day > s.from_day
         WHERE s.to_day IS NULL OR later.from_day <= s.to_day LIMIT 100";
    CLASSES = "registry.integrity.class":
        "SELECT h.id FROM household h JOIN status s ON s.household_id = h.id AND s.to_day IS NULL
         WHERE s.class <> h.class LIMIT 100";
}

/// Every kind of break with its code.
static CHECKS: &[(&str, &Statement)] = &[
    ("registry.integrity.person", &PERSONS),
    ("registry.integrity.visit", &VISITS),
    ("registry.integrity.evaluation", &EVALUATIONS),
    ("registry.integrity.status", &STATUSES),
    ("registry.integrity.overlap", &OVERLAPS),
    ("registry.integrity.class", &CLASSES),
];

/// What does not hold, one problem of each kind, with how many were found (at most a hundred are looked
/// for) and the id of the first; empty when all is well. Reads every table from end to end.
pub async fn check(tx: &mut Tx) -> Result<Vec<Problem>> {
    let mut broken = Vec::new();
    for (code, statement) in CHECKS {
        let strays = tx.fetch(statement, Vec::new()).await?;
        if let Some(first) = strays.first() {
            let count = if strays.len() == ENOUGH {
                format!("≥ {ENOUGH}")
            } else {
                strays.len().to_string()
            };
            let problem = Problem::conflict(code).with("count", count);
            broken.push(problem.with("first", first.uuid(0)?.simple().to_string()));
        }
    }
    Ok(broken)
}
