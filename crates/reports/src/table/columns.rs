//! Columns that stand for each of something, written out.

use std::collections::BTreeSet;

use law::{Standard, Wording};
use registry::figures::{ByClass, EthnicityFigures};

use crate::layout::{Column, Each, Fill, Leaf};
use crate::source::Source;

/// What the open columns of a layout stand for in one table.
#[derive(Default)]
pub(crate) struct Subjects {
    /// Order and name of the indicators.
    indicators: Vec<(u8, Wording)>,
    /// Official names of the minority groups present, in Vietnamese order.
    ethnicities: Vec<String>,
}

impl Subjects {
    /// The indicators of a standard.
    pub(crate) fn indicators(standard: &Standard) -> Subjects {
        let indicators = standard.indicators().iter();
        Subjects {
            indicators: indicators.map(|one| (one.order, one.name.clone())).collect(),
            ethnicities: Vec::new(),
        }
    }

    /// The minority groups that occur in either class.
    pub(crate) fn ethnicities(total: &ByClass<EthnicityFigures>) -> Subjects {
        let groups = total.poor.groups.iter().chain(&total.near_poor.groups);
        let present: BTreeSet<&String> = groups
            .filter(|(name, count)| {
                *name != registry::ethnicity::KINH && count.households + count.persons > 0
            })
            .map(|(name, _)| name)
            .collect();
        let mut ethnicities: Vec<String> = present.into_iter().cloned().collect();
        ethnicities.sort_by_cached_key(|name| ground::sort_key(name));
        Subjects { indicators: Vec::new(), ethnicities }
    }

    /// The columns with every open one replaced by those it stands for.
    pub(crate) fn write_out(&self, columns: &[Column]) -> Vec<Column> {
        let mut out = Vec::new();
        for column in columns {
            match column {
                Column::Group(head, columns) => {
                    out.push(Column::Group(head.clone(), self.write_out(columns)));
                }
                Column::Leaf(leaf) => out.extend(self.leaves(leaf).into_iter().map(Column::Leaf)),
            }
        }
        out
    }

    fn leaves(&self, leaf: &Leaf) -> Vec<Leaf> {
        match leaf.each {
            None => vec![leaf.clone()],
            Some(Each::Indicator) => self
                .indicators
                .iter()
                .map(|(order, name)| Leaf {
                    head: name.clone(),
                    number: Some(*order),
                    fill: about(&leaf.fill, &Source::Deprived(*order)),
                    ..leaf.clone()
                })
                .collect(),
            Some(Each::Ethnicity) => self
                .ethnicities
                .iter()
                .map(|name| Leaf {
                    head: Wording::same(name.as_str()),
                    fill: about(&leaf.fill, &Source::Ethnicity(name.clone())),
                    ..leaf.clone()
                })
                .collect(),
        }
    }
}

fn about(fill: &Fill, subject: &Source) -> Fill {
    match fill.clone() {
        Fill::Count { counted, balance, .. } => {
            Fill::Count { source: subject.clone(), counted, balance }
        }
        Fill::Share { whole, .. } => Fill::Share { source: subject.clone(), whole },
        rate @ Fill::Rate(_) => rate,
    }
}
