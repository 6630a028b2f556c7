//! What a reader of a table must know besides its numbers. Each note has a message under its code.

use ground::{Day, Problem};
use law::{Standard, Status};
use places::Units;

use super::build::Basis;
use super::lines::Line;
use super::model::{Cell, Rank, Request, Row};
use crate::layout::{Fill, Layout, Leaf};
use crate::source::{Figures, Source};

/// Whom a note names before it counts the rest.
const NAMED: usize = 12;

pub(crate) struct About<'a> {
    pub(crate) basis: Basis<'a>,
    pub(crate) layout: &'a Layout,
    pub(crate) request: &'a Request,
    pub(crate) standard: &'a Standard,
    pub(crate) map: Day,
    pub(crate) lines: &'a [Line],
    pub(crate) rows: &'a [Row],
    pub(crate) columns: &'a [Leaf],
    /// Households without a status, because nobody has visited them yet.
    pub(crate) unsurveyed: usize,
}

/// All notes of a table, most pressing first.
pub(crate) fn notes(about: &About<'_>) -> Vec<Problem> {
    let mut notes = Vec::new();
    let units = || about.lines.iter().filter(|line| line.rank == Rank::Unit);
    named(&mut notes, "reports.note.not_submitted", units().filter(|line| !line.submitted));
    let refused = |code: &'static str| {
        let rows = about.rows.iter().zip(about.lines_of_rows()).filter(move |(row, _)| {
            row.unit.is_some()
                && row.cells.iter().any(|cell| matches!(cell, Cell::Refused(p) if p.code == code))
        });
        rows.map(|(_, line)| line).filter(|line| line.rank == Rank::Unit)
    };
    named(&mut notes, "reports.note.no_denominator", refused("registry.rate.missing"));
    named(&mut notes, "reports.note.small_denominator", refused("registry.rate.too_small"));
    let blank = |source: &Source| {
        about
            .columns
            .iter()
            .any(|leaf| matches!(&leaf.fill, Fill::Count { source: s, .. } if s == source))
    };
    if blank(&Source::ResidentLocalEthnic) {
        notes.push(Problem::missing("reports.note.local_ethnic_residents"));
    }
    if units().any(|line| line.unit.is_none()) {
        notes.push(Problem::missing("reports.note.unassigned"));
    }
    for (code, count) in unknown(about) {
        counted(&mut notes, code, count);
    }
    counted(&mut notes, "reports.note.unsurveyed", about.unsurveyed);
    if wider(about) {
        notes.push(Problem::missing("reports.note.wider_map").with("day", about.map));
    }
    if about.layout.citation.status != Status::Verified {
        notes.push(Problem::missing("reports.note.form_unverified"));
    }
    if matches!(about.lines.first().map(|line| &line.figures), Some(Figures::Deprivation(_))) {
        let unverified = about.standard.indicators().iter();
        let unverified = unverified.filter(|one| one.citation.status != Status::Verified);
        let names: Vec<String> = unverified.map(|one| one.order.to_string()).collect();
        if !names.is_empty() {
            let note = Problem::missing("reports.note.indicators_unverified");
            notes.push(note.with("indicators", names.join(", ")));
        }
    }
    notes
}

impl About<'_> {
    /// The line of every row.
    fn lines_of_rows(&self) -> impl Iterator<Item = &Line> {
        let per_line = self.rows.len() / self.lines.len().max(1);
        self.lines.iter().flat_map(move |line| std::iter::repeat_n(line, per_line))
    }
}

fn named<'a>(notes: &mut Vec<Problem>, code: &'static str, lines: impl Iterator<Item = &'a Line>) {
    let mut names: Vec<&str> = lines.map(|line| &*line.name.vi).collect();
    names.dedup();
    let count = names.len();
    if count == 0 {
        return;
    }
    let more = if count > NAMED { ", …" } else { "" };
    let names = format!("{}{more}", names[..count.min(NAMED)].join(", "));
    notes.push(Problem::missing(code).with("count", count).with("units", names));
}

fn counted(notes: &mut Vec<Problem>, code: &'static str, count: usize) {
    if count > 0 {
        notes.push(Problem::missing(code).with("count", count));
    }
}

/// Households that a table cannot place: not evaluated, without cause, of no recorded group.
fn unknown(about: &About<'_>) -> Vec<(&'static str, usize)> {
    let mut found = Vec::new();
    let mut add = |code, count: i64| found.push((code, usize::try_from(count).unwrap_or(0)));
    let units = about.lines.iter().filter(|line| line.rank == Rank::Unit);
    let total = units.map(|line| line.figures.clone()).reduce(Figures::plus);
    match total {
        Some(Figures::Review(total)) => {
            add("reports.note.undetermined", total.classes.undetermined.households);
        }
        Some(Figures::Deprivation(total)) => {
            add("reports.note.not_evaluated", total.total.households - total.evaluated.households);
            let evaluated = total.total.households - total.evaluated.households;
            let answers = total.unknown.iter().take(about.standard.indicators().len());
            add("reports.note.unanswered", answers.map(|n| n - evaluated).sum());
        }
        Some(Figures::Ethnicity(total)) => add(
            "reports.note.ethnicity_unknown",
            total.poor.unknown.households + total.near_poor.unknown.households,
        ),
        Some(Figures::Circumstances(total)) if has_children(about.columns) => add(
            "reports.note.children_unknown",
            total.poor.children_unknown + total.near_poor.children_unknown,
        ),
        Some(Figures::Circumstances(total)) => add(
            "reports.note.no_cause",
            total.poor.no_cause.households + total.near_poor.no_cause.households,
        ),
        _ => {}
    }
    found
}

fn has_children(columns: &[Leaf]) -> bool {
    let children = |leaf: &Leaf| matches!(leaf.fill, Fill::Count { source: Source::Children, .. });
    columns.iter().any(children)
}

/// Whether the units of the map hold more than the unit asked for: today's commune is shown whole where
/// only one of the old communes it was made of was asked for.
fn wider(about: &About<'_>) -> bool {
    let units: &Units = about.basis.units;
    let asked = about.request.unit;
    let gone = units.get(asked).and_then(|unit| unit.period.to).is_some_and(|to| to < about.map);
    let inside = |id| units.path(id).iter().any(|unit| unit.id == asked);
    gone && about.lines.iter().filter(|line| line.rank == Rank::Unit).any(|line| {
        let Some(unit) = line.unit.and_then(|id| units.get(id)) else { return false };
        let before = units.predecessors(unit.id, unit.period.from.previous());
        before.iter().any(|part| !inside(part.unit))
    })
}
