//! Asking the registry for a table and laying it out.

use std::collections::BTreeSet;

use access::{Actor, Scope, Verb};
use ground::{Lang, Problem, Result, UnitId};
use law::{Class, Law, Standard, Territory, Wording};
use places::Units;
use registry::figures::{self, Frame, Geography};
use store::Tx;

use super::cells::cells;
use super::columns::Subjects;
use super::header::Header;
use super::lines::{Line, Plan};
use super::model::{Request, Row, Table};
use super::notes;
use crate::layout::{Column, Counted, Layout, Layouts, Leaf, RowKind};
use crate::source::{Family, Figures};

/// What every table rests on besides the registry.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// The law: names of standards and indicators, fingerprint.
    pub law: &'a Law,
    /// The layouts.
    pub layouts: &'a Layouts,
    /// The units.
    pub units: &'a Units,
}

/// The units of a request on its map. A page that opens the households behind a number passes it to
/// `registry::figures::households` or `registry::status::movement_households`.
///
/// # Errors
/// `access.refused.verb` or `access.unit.missing` when the actor may not; `reports.period.backwards`;
/// `reports.level.above` and `reports.level.absent` when the unit or the map has no such rows.
pub fn frame<'a>(units: &'a Units, actor: &Actor, request: &Request) -> Result<Frame<'a>> {
    actor.check(Verb::Report, request.unit, units)?;
    if request.to < request.from {
        return Err(Problem::invalid("reports.period.backwards")
            .with("from", request.from)
            .with("to", request.to));
    }
    let unit = units.get(request.unit).ok_or_else(|| Problem::missing("access.unit.missing"))?;
    if request.level < unit.level {
        return Err(Problem::invalid("reports.level.above")
            .with("unit", unit.full_name.as_str())
            .with("level", request.level.as_str()));
    }
    let scope = Scope::of(request.unit, units, request.to);
    let frame = Frame::new(units, &scope, request.level, request.geography, request.to);
    let lacks = |id: &UnitId| units.get(*id).is_none_or(|unit| unit.level != request.level);
    if frame.rows().is_empty() || frame.rows().iter().any(lacks) {
        return Err(Problem::invalid("reports.level.absent")
            .with("level", request.level.as_str())
            .with("day", frame.day()));
    }
    Ok(frame)
}

/// Draws up a table. The actor needs the right to report on the unit.
///
/// # Errors
/// Those of [`frame`]; `reports.number.unknown`; `reports.standard.unknown` or `reports.standard.none`;
/// `reports.balance.broken` when the movement columns of a row do not balance, which is our mistake.
pub async fn table(
    tx: &mut Tx,
    basis: Basis<'_>,
    actor: &Actor,
    request: &Request,
) -> Result<Table> {
    let layout = basis.layouts.get(request.report)?;
    let frame = frame(basis.units, actor, request)?;
    let standard = standard(basis.law, request)?;
    let submitted = submitted(tx, &frame, layout, request).await?;
    let (figures, subjects) = gather(tx, &frame, layout, request, standard).await?;
    let unsurveyed = match layout.family {
        Family::Review => registry::due::unsurveyed(tx, &frame, request.to).await?.len(),
        _ => 0,
    };
    let words = basis.layouts.words();
    let plan = Plan { units: basis.units, asked: request.unit, submitted: &submitted, words };
    let lines = plan.lines(figures);
    let written = subjects.write_out(&layout.columns);
    let columns: Vec<Leaf> = leaves(&written);
    let units_head = match request.level {
        places::Level::Nation => &words.nation,
        places::Level::Province => &words.province,
        places::Level::District => &words.district,
        places::Level::Commune => &words.commune,
    };
    let mut rows = Vec::new();
    for line in &lines {
        fill(&mut rows, &columns, layout.rows, line)?;
    }
    let map = frame.day();
    let notes = notes::notes(&notes::About {
        basis,
        layout,
        request,
        standard,
        map,
        lines: &lines,
        rows: &rows,
        columns: &columns,
        unsurveyed,
    });
    let unit = basis.units.get(request.unit).filter(|_| request.unit != UnitId::NATION);
    Ok(Table {
        request: request.clone(),
        title: layout.title.clone(),
        unit: unit.map(|unit| unit.full_name.clone()).unwrap_or_default(),
        over_period: layout.family == Family::Movement,
        standard: Wording::of(standard.name(Lang::Vi), standard.name(Lang::En)),
        family: layout.family,
        law: basis.law.fingerprint().to_owned(),
        map,
        row_kind: layout.rows,
        header: Header::new(&written, layout.rows, words, units_head),
        columns,
        rows,
        notes,
        words: words.clone(),
    })
}

/// The standard asked for, or the nation's in force on the last day.
pub(super) fn standard<'a>(law: &'a Law, request: &Request) -> Result<&'a Standard> {
    if let Some(id) = &request.standard {
        return law.standard(id).ok_or_else(|| {
            Problem::missing("reports.standard.unknown").with("standard", id.as_str())
        });
    }
    let on = law.standards_on(request.to);
    let national = on.into_iter().find(|standard| standard.territory() == Territory::Nation);
    national.ok_or_else(|| Problem::missing("reports.standard.none").with("day", request.to))
}

/// The units of which the registry knows any household on the days the table is about.
async fn submitted(
    tx: &mut Tx,
    frame: &Frame<'_>,
    layout: &Layout,
    request: &Request,
) -> Result<BTreeSet<UnitId>> {
    let mut days = vec![request.to];
    if layout.family == Family::Movement {
        days.push(request.from.previous());
    }
    let mut units = BTreeSet::new();
    for day in days {
        let tally = figures::tally(tx, frame, day).await?;
        let known = tally
            .rows
            .iter()
            .filter(|row| Class::ALL.into_iter().any(|class| row.figures.of(class).households > 0));
        units.extend(known.filter_map(|row| row.unit));
    }
    Ok(units)
}

/// The figures of the layout's family, and what its open columns stand for.
async fn gather(
    tx: &mut Tx,
    frame: &Frame<'_>,
    layout: &Layout,
    request: &Request,
    standard: &Standard,
) -> Result<(figures::Table<Figures>, Subjects)> {
    let (day, year) = (request.to, request.to.year());
    let class = layout.class.unwrap_or(Class::Poor);
    let mut subjects = Subjects::default();
    let figures = match layout.family {
        Family::Review => figures::review(tx, frame, day, year).await?.map(Figures::Review),
        Family::Movement => {
            let opening = request.from.previous();
            let both = registry::status::movement(tx, frame, opening, day).await?;
            both.of(class).clone().map(Figures::Movement)
        }
        Family::Deprivation => {
            subjects = Subjects::indicators(standard);
            let table = figures::deprivations(tx, frame, day, standard.id()).await?;
            table.map(|both| Figures::Deprivation(*both.of(class)))
        }
        Family::Groups => figures::groups(tx, frame, day).await?.map(Figures::Groups),
        Family::Ethnicity => {
            let table = figures::ethnicities(tx, frame, day).await?;
            subjects = Subjects::ethnicities(&table.total);
            table.map(Figures::Ethnicity)
        }
        Family::Circumstances => {
            figures::circumstances(tx, frame, day).await?.map(Figures::Circumstances)
        }
        Family::Summary => {
            let both = figures::summary(tx, frame, day, year).await?;
            both.of(class).clone().map(Figures::Summary)
        }
    };
    Ok((figures, subjects))
}

fn leaves(columns: &[Column]) -> Vec<Leaf> {
    let one = |column: &Column| match column {
        Column::Group(_, columns) => leaves(columns),
        Column::Leaf(leaf) => vec![leaf.clone()],
    };
    columns.iter().flat_map(one).collect()
}

fn fill(rows: &mut Vec<Row>, columns: &[Leaf], kind: RowKind, line: &Line) -> Result<()> {
    let parts = match kind {
        RowKind::Units => vec![None],
        RowKind::HouseholdsAndPersons => vec![Some(Counted::Households), Some(Counted::Persons)],
    };
    for part in parts {
        rows.push(Row {
            number: line.number.clone(),
            unit: line.unit,
            name: line.name.clone(),
            rank: line.rank,
            part,
            cells: cells(columns, &line.figures, part, line.submitted)?,
        });
    }
    Ok(())
}

impl Request {
    /// A table of communes on the map of the last day, under the standard in force then.
    pub fn new(report: u8, unit: UnitId, from: ground::Day, to: ground::Day) -> Request {
        Request {
            report,
            unit,
            from,
            to,
            level: places::Level::Commune,
            geography: Geography::AsThen,
            standard: None,
        }
    }
}
