//! Income scores: form B1 as tables of points.
//!
//! A table has one column of points per region and one row per case, in blocks (household size,
//! diploma, walls, …). Within a block the first row that holds gives its points; the score is the sum
//! over the blocks. A province may decide that a block is taken from another region's column. A score
//! that an imported list already states is used as it is.

use ground::Period;

use crate::rule::{KnownQuestions, Rule, World};
use crate::standard::Trust;
use crate::{Answer, Answers, Area, Bounds, Citation, Setting, Truth};

/// All score tables and local decisions loaded.
#[derive(Debug, Default)]
pub(crate) struct ScoreTables {
    pub(crate) tables: Vec<ScoreTable>,
    pub(crate) overrides: Vec<Override>,
}

/// One table of points.
#[derive(Clone, PartialEq, Debug)]
pub struct ScoreTable {
    /// Stable id.
    pub id: String,
    /// Days on which it is used, both ends included.
    pub period: Period,
    /// Where it is laid down.
    pub citation: Citation,
    /// Regions in the order of the columns; `urban` for urban areas.
    pub regions: Vec<String>,
    /// Whether all blocks of the form are there. Points missing from an incomplete table can only add.
    pub complete: bool,
    /// The blocks.
    pub blocks: Vec<ScoreBlock>,
}

/// One block of a score table.
#[derive(Clone, PartialEq, Debug)]
pub struct ScoreBlock {
    /// Name within the table.
    pub id: String,
    /// Cases in order; the first that holds gives its points.
    pub rows: Vec<ScoreRow>,
}

/// One case with its points per region.
#[derive(Clone, PartialEq, Debug)]
pub struct ScoreRow {
    /// When it holds.
    pub when: Rule,
    /// Points, one per region.
    pub points: Vec<i64>,
}

/// A province's decision to take one block from another region's column.
#[derive(Clone, PartialEq, Debug)]
pub struct Override {
    /// Code of the province.
    pub province: u32,
    /// Area it holds for; both when `None`.
    pub area: Option<Area>,
    /// The block.
    pub block: String,
    /// The region whose points are used.
    pub region: String,
    /// Days on which it holds, both ends included.
    pub period: Period,
    /// The decision.
    pub citation: Citation,
}

/// A score and where it came from.
#[derive(Clone, Copy)]
pub(crate) struct Scored<'a> {
    pub(crate) bounds: Bounds,
    pub(crate) table: Option<&'a ScoreTable>,
    stated: bool,
}

impl Scored<'_> {
    const NONE: Scored<'static> = Scored { bounds: Bounds::UNKNOWN, table: None, stated: false };

    /// Whether there is anything to go by: a stated score or a table.
    pub(crate) fn is_given(&self) -> bool {
        self.stated || self.table.is_some()
    }

    pub(crate) fn is_stated(&self) -> bool {
        self.stated
    }

    /// The score as far as the table is trusted.
    pub(crate) fn trusted(&self, trust: Trust) -> Bounds {
        let accepted = self.table.is_none_or(|table| trust.accepts(table.citation.status));
        if accepted { self.bounds } else { Bounds::UNKNOWN }
    }
}

impl ScoreTables {
    /// The stated score; else the sum of the table for this region and day; else nothing.
    pub(crate) fn score<'a>(
        &'a self,
        known: &KnownQuestions,
        answers: &Answers,
        setting: &Setting,
    ) -> Scored<'a> {
        let stated = known.income_score.and_then(|place| answers.at(place, None));
        if let Some(Answer::Int(score)) = stated {
            return Scored { bounds: Bounds::exact(score as f64), table: None, stated: true };
        }
        let region = match setting.area {
            Some(Area::Urban) => Some("urban"),
            Some(Area::Rural) => setting.region.as_deref(),
            None => None,
        };
        let table = self.tables.iter().find(|table| table.period.contains(setting.day));
        let (Some(region), Some(table)) = (region, table) else { return Scored::NONE };
        let Some(column) = table.column(region) else { return Scored::NONE };
        let world = World {
            answers,
            setting,
            figures_on: setting.day,
            values: &[],
            trust: Trust::All,
            definitions: &[],
            known,
            income_score: Bounds::UNKNOWN,
            deprivation_count: Bounds::UNKNOWN,
            by_amount: false,
        };
        let mut sum = Bounds::exact(0.0);
        let mut touched = false;
        for block in &table.blocks {
            let column = self.column(table, block, setting).unwrap_or(column);
            let points = block.points(&world, column);
            touched |= points.value().is_some();
            sum = sum.plus(points);
        }
        // A form on which nothing was answered has no score, not "anything from 0 up".
        if !touched {
            return Scored::NONE;
        }
        if !table.complete {
            sum.high = f64::INFINITY;
        }
        Scored { bounds: sum, table: Some(table), stated: false }
    }

    /// The column a province decided on for this block.
    fn column(&self, table: &ScoreTable, block: &ScoreBlock, setting: &Setting) -> Option<usize> {
        let decision = self.overrides.iter().find(|decision| {
            Some(decision.province) == setting.province
                && decision.block == block.id
                && decision.area.is_none_or(|area| Some(area) == setting.area)
                && decision.period.contains(setting.day)
        })?;
        table.column(&decision.region)
    }
}

impl ScoreTable {
    fn column(&self, region: &str) -> Option<usize> {
        self.regions.iter().position(|column| column == region)
    }
}

impl ScoreBlock {
    /// The points of the first row that holds; every row up to there may still be the one while it is
    /// unknown. No row: no points.
    fn points(&self, world: &World<'_>, column: usize) -> Bounds {
        let mut possible: Option<Bounds> = None;
        let mut add = |points: i64| {
            let points = Bounds::exact(points as f64);
            possible = Some(possible.map_or(points, |so_far| so_far.hull(points)));
        };
        for row in &self.rows {
            match world.truth(&row.when, None) {
                Truth::False => {}
                Truth::Unknown => add(row.points[column]),
                Truth::True => {
                    add(row.points[column]);
                    return possible.unwrap_or(Bounds::exact(0.0));
                }
            }
        }
        add(0);
        possible.unwrap_or(Bounds::exact(0.0))
    }
}
