//! Saving the table of figures: only lines that differ are written, all of them or none.

use access::Verb;
use axum::http::StatusCode;
use ground::{Problem, Result, UnitId};
use law::Class;
use registry::figures::{self, Target};
use ui::{Flash, Form, link};

use super::line::{Line, Typed, typed};
use super::{figures_page, read, unit_of, year_of};
use crate::reply::{Reply, go, page_with};
use crate::visitor::{Posted, Visitor};

pub(super) async fn save(Posted { visitor, form }: Posted) -> Reply {
    visitor.must(Verb::ManageFigures)?;
    let words = visitor.words();
    match saved(&visitor, form).await {
        Err(problem) => Err(visitor.trouble(problem)),
        Ok(Outcome::Saved { unit, year, changed }) => {
            let flash = match changed {
                0 => Flash::note(words.figures_unchanged()),
                _ => Flash::done(words.figures_saved(changed)),
            };
            let (unit, year) = (unit.to_string(), year.to_string());
            go(&link("/figures", &[("unit", &unit), ("year", &year)]), Some(flash))
        }
        Ok(Outcome::Wrong { unit, year, lines, form }) => {
            let page = figures_page(&visitor, (unit, year), lines, form);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

enum Outcome {
    Saved { unit: UnitId, year: i32, changed: usize },
    Wrong { unit: UnitId, year: i32, lines: Vec<Line>, form: Form },
}

async fn saved(visitor: &Visitor, mut form: Form) -> Result<Outcome> {
    let words = visitor.words();
    let desk = &visitor.desk;
    let unit = unit_of(visitor, form.value("at-unit"))?;
    let year = year_of(visitor, form.value("at-year"))?;
    let mut moment = desk.moment();
    let mut tx = desk.database.begin().await?;
    let lines = read(visitor, &mut tx, unit, year).await?;
    let changes: Vec<(usize, Typed)> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| Some((at, typed(words, &mut form, line)?)))
        .filter(|(at, typed)| *typed != known(&lines[*at]))
        .collect();
    let source = form.value("source").to_owned();
    let mut written = 0;
    for (at, typed) in &changes {
        let line = &lines[*at];
        let before = known(line);
        let done = async {
            if let Some(residents) = typed.residents.filter(|now| Some(*now) != before.residents) {
                let actor = visitor.actor();
                figures::set_resident(
                    &mut tx,
                    actor,
                    desk.units,
                    &mut moment,
                    line.unit,
                    year,
                    &residents,
                    &source,
                )
                .await?;
            }
            for (class, now, before) in [
                (Class::Poor, typed.poor, before.poor),
                (Class::NearPoor, typed.near_poor, before.near_poor),
            ] {
                if let Some(rate) = now.filter(|now| Some(*now) != before) {
                    let target = Target { class, rate, source: source.clone() };
                    let actor = visitor.actor();
                    figures::set_target(
                        &mut tx,
                        actor,
                        desk.units,
                        &mut moment,
                        line.unit,
                        year,
                        &target,
                    )
                    .await?;
                }
            }
            Ok::<(), Problem>(())
        };
        match done.await {
            Ok(()) => written += 1,
            Err(problem) if problem.code == "registry.figures.no_source" => {
                if form.error("source").is_none() {
                    form = form.wrong("source", words.problem(&problem));
                }
            }
            Err(problem) if problem.code == "registry.figures.odd" => {
                form = form.wrong(line.field("households"), words.problem(&problem));
            }
            Err(problem) => return Err(problem),
        }
    }
    if form.is_sound() {
        tx.commit().await?;
        return Ok(Outcome::Saved { unit, year, changed: written });
    }
    // Nothing half-saved: the form comes back with everything that was typed.
    tx.rollback().await?;
    Ok(Outcome::Wrong { unit, year, lines, form })
}

/// A line as it is known, to compare with what was typed.
fn known(line: &Line) -> Typed {
    Typed { residents: line.residents, poor: line.poor, near_poor: line.near_poor }
}
