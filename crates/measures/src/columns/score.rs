//! Income scores over columns: stated, else from a score table of the law.

use law::rule::KnownQuestions;
use law::{Area, Bounds, Scope, ScoreBlock, ScoreTable, Standard, Trust, Truth};

use super::block::{Block, Settings};
use super::evaluate::World;
use super::numbers::Numbers;
use super::truths::{Truths, set};

/// The scores of a block's households.
pub(super) struct Scored<'a> {
    pub(super) bounds: Numbers<'a>,
    /// The households with anything to go by: a stated score or a table.
    pub(super) given: Vec<u64>,
    /// The table that gave the score, by position; empty where no law has a table.
    tables: Vec<Option<usize>>,
}

impl<'a> Scored<'a> {
    /// The stated score; else the sum of the table for this region and day; else nothing.
    pub(super) fn of(standard: &Standard, block: &'a Block) -> Scored<'a> {
        let known = standard.known_questions();
        let rows = block.rows();
        let stated = known.income_score.map_or(Numbers::UNKNOWN, |place| block.numbers(place));
        let mut given = stated.exact(rows);
        if standard.score_tables().is_empty() {
            return Scored { bounds: stated, given, tables: Vec::new() };
        }
        let sheets: Vec<Sheet<'_>> = standard
            .score_tables()
            .iter()
            .map(|table| Sheet::read(standard, table, block, known))
            .collect();
        let mut tables = vec![None; rows];
        let bounds = Numbers::from_bounds((0..rows).map(|row| {
            if let Some(stated) = stated.bounds(row).value() {
                return Bounds::exact(stated);
            }
            let day = block.settings.days[row];
            let table = sheets.iter().position(|sheet| sheet.table.period.contains(day));
            let Some(sum) = table.and_then(|table| sheets[table].sum(&block.settings, row)) else {
                return Bounds::UNKNOWN;
            };
            tables[row] = table;
            set(&mut given, row);
            sum
        }));
        Scored { bounds, given, tables }
    }

    /// Whether all tables that gave a score are trusted.
    pub(super) fn is_trusted(&self, standard: &Standard, trust: Trust) -> bool {
        let fine = |table: &usize| trust.accepts(standard.score_tables()[*table].citation.status);
        self.tables.iter().flatten().all(fine)
    }

    /// The scores as far as their tables are trusted.
    pub(super) fn trusted(&self, standard: &Standard, trust: Trust) -> Numbers<'_> {
        let fine = |table: usize| trust.accepts(standard.score_tables()[table].citation.status);
        if self.is_trusted(standard, trust) {
            return self.bounds.clone();
        }
        Numbers::from_bounds(self.tables.iter().enumerate().map(|(row, table)| {
            if table.is_none_or(fine) { self.bounds.bounds(row) } else { Bounds::UNKNOWN }
        }))
    }
}

/// A score table with the truth of each of its rows for every household.
struct Sheet<'a> {
    standard: &'a Standard,
    table: &'a ScoreTable,
    blocks: Vec<Vec<Truths>>,
}

impl<'a> Sheet<'a> {
    fn read(
        standard: &'a Standard,
        table: &'a ScoreTable,
        block: &Block,
        known: &KnownQuestions,
    ) -> Sheet<'a> {
        let world = World::of_answers(block, known);
        let truths = |one: &ScoreBlock| {
            one.rows.iter().map(|row| world.truths(&row.when, Scope::Household)).collect()
        };
        Sheet { standard, table, blocks: table.blocks.iter().map(truths).collect() }
    }

    fn column(&self, region: &str) -> Option<usize> {
        self.table.regions.iter().position(|column| column == region)
    }

    /// The sum over the blocks, unless no block is known at all: a blank form has no score.
    fn sum(&self, settings: &Settings, row: usize) -> Option<Bounds> {
        let area = match settings.urban.get(row) {
            Truth::True => Area::Urban,
            Truth::False => Area::Rural,
            Truth::Unknown => return None,
        };
        let region = match area {
            Area::Urban => "urban",
            Area::Rural => settings.regions[row].as_deref()?,
        };
        let column = self.column(region)?;
        let (mut sum, mut touched) = (Bounds::exact(0.0), false);
        for (block, truths) in self.table.blocks.iter().zip(&self.blocks) {
            let column = self.decided(block, area, settings, row).unwrap_or(column);
            let points = points(block, truths, column, row);
            touched |= points.value().is_some();
            sum = sum.plus(points);
        }
        if !self.table.complete {
            sum.high = f64::INFINITY;
        }
        touched.then_some(sum)
    }

    /// The column that the household's province decided on for this block.
    fn decided(
        &self,
        block: &ScoreBlock,
        area: Area,
        settings: &Settings,
        row: usize,
    ) -> Option<usize> {
        let decision = self.standard.score_overrides().iter().find(|decision| {
            Some(decision.province) == settings.provinces[row]
                && decision.block == block.id
                && decision.area.is_none_or(|here| here == area)
                && decision.period.contains(settings.days[row])
        })?;
        self.column(&decision.region)
    }
}

/// The points of the first row that holds; every row up to there may still be the one while unknown.
fn points(block: &ScoreBlock, truths: &[Truths], column: usize, row: usize) -> Bounds {
    let mut possible: Option<Bounds> = None;
    let mut add = |points: i64| {
        let points = Bounds::exact(points as f64);
        possible = Some(possible.map_or(points, |so_far| so_far.hull(points)));
    };
    let mut settled = false;
    for (case, truth) in block.rows.iter().zip(truths) {
        match truth.get(row) {
            Truth::False => {}
            Truth::Unknown => add(case.points[column]),
            Truth::True => {
                add(case.points[column]);
                settled = true;
                break;
            }
        }
    }
    if !settled {
        add(0);
    }
    possible.unwrap_or(Bounds::exact(0.0))
}
