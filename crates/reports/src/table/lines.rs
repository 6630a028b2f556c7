//! Which rows a table has: units numbered 1.1, 1.2 … below their groups 1, 2 …, then what could not be
//! assigned, then the total.

use std::collections::BTreeSet;

use ground::UnitId;
use law::Wording;
use places::{Level, Units};
use registry::figures::{Table, UnitRow};

use super::model::Rank;
use crate::layout::TableWords;
use crate::source::Figures;

/// A row before its cells are filled.
pub(crate) struct Line {
    pub(crate) number: String,
    pub(crate) unit: Option<UnitId>,
    pub(crate) name: Wording,
    pub(crate) rank: Rank,
    pub(crate) figures: Figures,
    pub(crate) submitted: bool,
}

/// What lines are made from.
pub(crate) struct Plan<'a> {
    pub(crate) units: &'a Units,
    /// The unit asked for: no group is named after a unit that it lies in, only after units inside it
    /// or itself.
    pub(crate) asked: UnitId,
    /// Units of which the registry knows households.
    pub(crate) submitted: &'a BTreeSet<UnitId>,
    pub(crate) words: &'a TableWords,
}

impl Plan<'_> {
    /// The lines of a table in print order.
    pub(crate) fn lines(&self, table: Table<Figures>) -> Vec<Line> {
        let total = table.total;
        let mut groups: Vec<(UnitId, Vec<(UnitId, Figures)>)> = Vec::new();
        let mut unassigned = None;
        for UnitRow { unit, figures } in table.rows {
            let Some(unit) = unit else {
                unassigned = Some(figures);
                continue;
            };
            let group = self.group_of(unit);
            match groups.iter_mut().find(|(known, _)| *known == group) {
                Some((_, rows)) => rows.push((unit, figures)),
                None => groups.push((group, vec![(unit, figures)])),
            }
        }
        let alone =
            matches!(groups.as_slice(), [(group, rows)] if rows.len() == 1 && rows[0].0 == *group);
        let several = groups.len() > 1 || unassigned.is_some();
        let mut lines = Vec::new();
        for (at, (group, rows)) in groups.into_iter().enumerate() {
            self.group(&mut lines, at + 1, group, rows, alone);
        }
        if let Some(figures) = unassigned {
            lines.push(Line {
                number: String::new(),
                unit: None,
                name: self.words.unassigned.clone(),
                rank: Rank::Unit,
                figures,
                submitted: true,
            });
        }
        if several {
            lines.push(Line {
                number: String::new(),
                unit: None,
                name: self.words.total.clone(),
                rank: Rank::Total,
                figures: total,
                submitted: lines.iter().any(|line| line.submitted),
            });
        }
        lines
    }

    fn group(
        &self,
        lines: &mut Vec<Line>,
        number: usize,
        group: UnitId,
        rows: Vec<(UnitId, Figures)>,
        alone: bool,
    ) {
        let sum = rows.iter().map(|(_, figures)| figures.clone()).reduce(Figures::plus);
        if let (Some(figures), false) = (sum, alone) {
            lines.push(Line {
                number: number.to_string(),
                unit: Some(group),
                name: self.name(group),
                rank: Rank::Group,
                figures,
                submitted: rows.iter().any(|(unit, _)| self.submitted.contains(unit)),
            });
        }
        for (at, (unit, figures)) in rows.into_iter().enumerate() {
            let below = format!("{number}.{}", at + 1);
            lines.push(Line {
                number: if alone { number.to_string() } else { below },
                unit: Some(unit),
                name: self.name(unit),
                rank: Rank::Unit,
                figures,
                submitted: self.submitted.contains(&unit),
            });
        }
    }

    /// The unit directly above, when it lies inside the unit asked for; otherwise the latter.
    fn group_of(&self, unit: UnitId) -> UnitId {
        let above = self.units.get(unit).and_then(|unit| unit.parent);
        let inside = |id: &UnitId| self.units.path(*id).iter().any(|unit| unit.id == self.asked);
        above.filter(inside).unwrap_or(self.asked)
    }

    fn name(&self, unit: UnitId) -> Wording {
        let found = self.units.get(unit);
        if found.is_none_or(|unit| unit.level == Level::Nation) {
            return self.words.nation.clone();
        }
        let name = found.map(|unit| unit.full_name.clone()).unwrap_or_default();
        Wording::same(name)
    }
}
