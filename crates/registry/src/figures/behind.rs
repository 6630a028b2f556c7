//! The households behind a number of the tables on a day, and the detailed lists 14 and 15.

use ground::{Day, HouseholdId, Result, UnitId, VillageId};
use law::Class;
use store::{Tx, among_units};

use super::frame::{Frame, Sums, kept};
use super::model::Count;
use crate::ethnicity::is_minority;
use crate::household::Groups;
use crate::status::{Movement, RowOf};

store::statements! {
    LIST = "registry.figures.list":
        concat!("SELECT s.unit_id, h.unit_id, h.unit_before, s.class, h.id, h.ethnicity,
           COALESCE(v.groups, h.groups), v.causes, v.needs, e.deprived, e.known, s.movement,
           h.code, h.head, h.village_id, s.members, v.children, h.head_sort, s.visit_id
         FROM status s JOIN household h ON h.id = s.household_id
           LEFT JOIN visit v ON v.id = s.visit_id
           LEFT JOIN evaluation e ON e.visit_id = s.visit_id AND e.standard = $34
         WHERE s.unit_id IN ", among_units!(), "
           AND s.from_day <= $33 AND (s.to_day IS NULL OR s.to_day >= $33) AND s.class = $35");
}

/// What a number counts besides the class.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Behind {
    /// Every household of the class.
    All,
    /// Those of a group.
    Group(Groups),
    /// Those in none of the groups of table 8.
    NoGroup,
    /// Those of an ethnic group.
    Ethnicity(String),
    /// Those of ethnic minorities.
    Minority,
    /// Those deprived in an indicator, by its order from 1.
    Deprived(u8),
    /// Those of which an indicator is not known.
    NotKnown(u8),
    /// Those with a cause of poverty, 1 to 8.
    Cause(u8),
    /// Those that need a kind of support, 1 to 6.
    Need(u8),
    /// Those whose number of children is not known.
    ChildrenUnknown,
}

/// A household of a class on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Household.
    pub household: HouseholdId,
    /// Its commune on the frame's map; `None` where that cannot be told.
    pub unit: Option<UnitId>,
    /// Its village.
    pub village: Option<VillageId>,
    /// Its code.
    pub code: Option<String>,
    /// Name of the head.
    pub head: String,
    /// Members on that day.
    pub members: i64,
    /// How it came to be of the class (newly, again, as before).
    pub movement: Movement,
    /// Ethnic group.
    pub ethnicity: Option<String>,
    /// Groups.
    pub groups: Groups,
    /// Support needs as bits; 0 where none is recorded.
    pub needs: i64,
    /// Deprived indicators as bits; `None` when not evaluated under the standard.
    pub deprived: Option<i64>,
}

/// The households behind a number, in order of unit and name of head.
pub async fn households(
    tx: &mut Tx,
    frame: &Frame<'_>,
    day: Day,
    standard: &str,
    class: Class,
    at: RowOf,
    behind: &Behind,
) -> Result<Vec<Listed>> {
    let mut places = Sums::<Count>::new(frame);
    let mut found: Vec<(Vec<u8>, Listed)> = Vec::new();
    let rest = [day.into(), standard.into(), class.as_str().into()];
    frame
        .fetch(tx, &LIST, &rest, |row| {
            let place = kept(row, 0)?;
            let groups = Groups(row.int(6)?);
            let ethnicity = row.opt_text(5)?;
            let minority = ethnicity.as_deref().map_or(groups.has(Groups::MINORITY), is_minority);
            let bit =
                |bits: Option<i64>, order: u8| bits.is_some_and(|b| b >> (order - 1) & 1 == 1);
            let (causes, needs) = (row.opt_int(7)?, row.opt_int(8)?);
            let (deprived, known) = (row.opt_int(9)?, row.opt_int(10)?);
            let counts = match behind {
                Behind::All => true,
                Behind::Group(group) => groups.has(*group),
                Behind::NoGroup => {
                    groups.0 & (Groups::MINORITY.0 | Groups::NO_LABOUR.0 | Groups::MERIT.0) == 0
                }
                Behind::Ethnicity(name) => ethnicity.as_ref() == Some(name),
                Behind::Minority => minority,
                Behind::Deprived(order) => bit(deprived, *order),
                Behind::NotKnown(order) => !bit(known, *order),
                Behind::Cause(number) => bit(causes, *number),
                Behind::Need(number) => bit(needs, *number),
                Behind::ChildrenUnknown => row.opt_int(16)?.is_none(),
            };
            if !counts || !at.includes(places.place(place)) {
                return Ok(());
            }
            let listed = Listed {
                household: HouseholdId(row.uuid(4)?),
                unit: frame.commune(place),
                village: row.opt_uuid(14)?.map(VillageId),
                code: row.opt_text(12)?,
                head: row.text(13)?,
                members: row.int(15)?,
                movement: row.text(11)?.parse()?,
                ethnicity,
                groups,
                needs: needs.unwrap_or(0),
                deprived,
            };
            found.push((row.bytes(17)?, listed));
            Ok(())
        })
        .await?;
    found.sort_by(|(a, x), (b, y)| (x.unit, a, x.household).cmp(&(y.unit, b, y.household)));
    Ok(found.into_iter().map(|(_, listed)| listed).collect())
}
