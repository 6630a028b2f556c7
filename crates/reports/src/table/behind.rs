//! From a number to the households behind it.

use access::Actor;
use ground::{HouseholdId, Result, UnitId};
use law::Class;
use registry::figures::{self, Behind as Listed};
use registry::household::Groups;
use registry::status::{self, Column, RowOf};
use store::Tx;

use super::build::{Basis, frame, standard};
use super::model::{Cell, Rank, Request, Row, Table};
use crate::layout::{Counted, Fill, Leaf};
use crate::source::{Family, Source};

/// The households behind a number. A page keeps it in the address of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Behind {
    /// The unit whose table is asked again: the group's for a group, otherwise the table's own.
    pub unit: UnitId,
    /// The row of that table.
    pub at: RowOf,
    /// Their class; for movement, the class of the table.
    pub class: Class,
    /// What they have in common.
    pub what: What,
}

/// What households behind a number have in common.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// On the last day of the period.
    Listed(Listed),
    /// In a column of the movement tables, which counts households or persons.
    Moved(Column, Counted),
}

impl Table {
    /// The households behind a cell; `None` where the number does not count households of the registry
    /// (residents, children, sums of deprivations, rates, blanks).
    pub fn behind(&self, row: &Row, column: usize) -> Option<Behind> {
        let leaf = self.columns.get(column)?;
        let Cell::Count(number) = row.cells.get(column)? else { return None };
        if *number == 0 {
            return None;
        }
        let (unit, at) = match (row.rank, row.unit) {
            (Rank::Unit, Some(unit)) => (self.request.unit, RowOf::Unit(unit)),
            (Rank::Unit, None) => (self.request.unit, RowOf::Unassigned),
            (Rank::Group, Some(group)) => (group, RowOf::Total),
            (Rank::Group, None) | (Rank::Total, _) => (self.request.unit, RowOf::Total),
        };
        Some(Behind { unit, at, class: leaf.class?, what: self.what(row, leaf)? })
    }

    fn what(&self, row: &Row, leaf: &Leaf) -> Option<What> {
        let Fill::Count { source, counted, .. } = &leaf.fill else { return None };
        Some(What::Listed(match source {
            Source::Movement(number) => {
                let counted = row.part.or(*counted).unwrap_or(Counted::Households);
                let column = Column::numbered((*number).into())?;
                return Some(What::Moved(column, counted));
            }
            Source::Total => Listed::All,
            Source::Kinh => Listed::Ethnicity(registry::ethnicity::KINH.to_owned()),
            // By the group recorded, as table 9 counts; the other tables go by the household's mark.
            Source::Minority if self.family == Family::Ethnicity => Listed::Minority,
            Source::Minority => Listed::Group(Groups::MINORITY),
            Source::LocalEthnic => Listed::Group(Groups::LOCAL_ETHNIC),
            Source::NoLabour => Listed::Group(Groups::NO_LABOUR),
            Source::Merit => Listed::Group(Groups::MERIT),
            Source::FemaleHead => Listed::Group(Groups::FEMALE_HEAD),
            Source::Other => Listed::NoGroup,
            Source::Ethnicity(name) => Listed::Ethnicity(name.clone()),
            Source::Deprived(order) => Listed::Deprived(*order),
            Source::Cause(number) => Listed::Cause(*number),
            _ => return None,
        }))
    }
}

/// The households behind a number of the table of `request`: as many as the number says, except that a
/// number of persons stands for the households they live in.
///
/// # Errors
/// Those of [`frame`].
pub async fn households(
    tx: &mut Tx,
    basis: Basis<'_>,
    actor: &Actor,
    request: &Request,
    behind: &Behind,
) -> Result<Vec<HouseholdId>> {
    let request = Request { unit: behind.unit, ..request.clone() };
    let frame = frame(basis.units, actor, &request)?;
    match &behind.what {
        What::Listed(what) => {
            let standard = standard(basis.law, &request)?.id();
            let (day, class) = (request.to, behind.class);
            let found =
                figures::households(tx, &frame, day, standard, class, behind.at, what).await?;
            Ok(found.into_iter().map(|listed| listed.household).collect())
        }
        What::Moved(column, counted) => {
            let cell = status::Cell {
                class: behind.class,
                column: *column,
                persons: *counted == Counted::Persons,
                at: behind.at,
            };
            let opening = request.from.previous();
            status::movement_households(tx, &frame, opening, request.to, cell).await
        }
    }
}
