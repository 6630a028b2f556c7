//! What households lacked on a day, counted by pattern: the class and the answers that the evaluation of
//! each household's latest visit up to that day gave under a standard. `measures::census` makes figures
//! of it.
//!
//! The latest visit, not the one behind the status: what was seen counts before it is decided upon, as in
//! the snapshot.

use std::collections::BTreeMap;

use ground::{Day, HouseholdId, Result};
use law::Class;
use places::Units;
use store::{Row, Tx, Value, among_units};

use crate::figures::{Count, Frame, household_if, kept};
use crate::transitions::{By, Group, Groups};

/// Statuses of the day `$33` with the evaluation of the latest visit under the standard `$34`, and what is asked of the
/// household by `$35`.
macro_rules! answers {
    ($columns:literal, $end:literal) => {
        concat!(
            "SELECT s.unit_id AS unit, h.unit_id AS now, h.unit_before AS before,
               CASE $35 WHEN 1 THEN h.ethnicity WHEN 2 THEN h.head_sex END AS one,
               e.class AS class, e.deprived AS deprived, e.known AS known, ",
            $columns,
            " FROM status s",
            household_if!("CASE WHEN $35 > 0 THEN 1 ELSE $36 END", "s"),
            "LEFT JOIN evaluation e ON e.standard = $34 AND e.visit_id = (
               SELECT v.id FROM visit v WHERE v.household_id = s.household_id AND v.day <= $33
               ORDER BY v.day DESC, v.recorded_at DESC, v.id DESC LIMIT 1)
             WHERE s.unit_id IN ",
            among_units!(),
            " AND s.from_day <= $33 AND (s.to_day IS NULL OR s.to_day >= $33)",
            $end
        )
    };
}

store::statements! {
    ANSWERS = "registry.poverty.answers":
        answers!("COUNT(*), CAST(SUM(s.members) AS BIGINT)", " GROUP BY 1, 2, 3, 4, 5, 6, 7");
    ANSWERS_LIST = "registry.poverty.answers_list":
        answers!("CAST(1 AS BIGINT), s.members, s.household_id", "");
}

/// Households that are alike under a standard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pattern {
    /// Class; `None` where the visit was not evaluated under the standard, or there is none.
    pub class: Option<Class>,
    /// Bits of the indicators they are deprived of.
    pub deprived: u32,
    /// Bits of the indicators with an answer.
    pub known: u32,
    /// How many.
    pub count: Count,
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked<'a> {
    /// The day.
    pub day: Day,
    /// Id of the standard.
    pub standard: &'a str,
    /// By what households are told apart.
    pub by: By,
}

/// The patterns of each group of the frame.
pub async fn patterns(
    tx: &mut Tx,
    units: &Units,
    frame: &Frame<'_>,
    asked: Asked<'_>,
) -> Result<BTreeMap<Group, Vec<Pattern>>> {
    let mut groups = Groups::new(units, frame, asked.by);
    let mut found: BTreeMap<Group, Vec<Pattern>> = BTreeMap::new();
    frame
        .fetch_by_status(tx, &ANSWERS, &asked.values(), |row| {
            if let Some(group) = groups.of(kept(row, 0)?, row.opt_text(3)?.as_deref()) {
                found.entry(group).or_default().push(pattern(row)?);
            }
            Ok(())
        })
        .await?;
    Ok(found)
}

/// The households whose pattern is wanted, in the whole frame (`group` is `None`) or in one group.
pub async fn households(
    tx: &mut Tx,
    units: &Units,
    frame: &Frame<'_>,
    asked: Asked<'_>,
    group: Option<&Group>,
    wanted: impl Fn(&Pattern) -> bool,
) -> Result<Vec<HouseholdId>> {
    let mut groups = Groups::new(units, frame, asked.by);
    let mut found = Vec::new();
    frame
        .fetch_by_status(tx, &ANSWERS_LIST, &asked.values(), |row| {
            let own = groups.of(kept(row, 0)?, row.opt_text(3)?.as_deref());
            let here = own.is_some() && group.is_none_or(|group| own.as_ref() == Some(group));
            if here && wanted(&pattern(row)?) {
                found.push(HouseholdId(row.uuid(9)?));
            }
            Ok(())
        })
        .await?;
    found.sort_unstable();
    Ok(found)
}

impl Asked<'_> {
    fn values(&self) -> [Value; 3] {
        [self.day.into(), self.standard.into(), self.by.asks().into()]
    }
}

fn pattern(row: &Row) -> Result<Pattern> {
    let bits = |bits: Option<i64>| bits.and_then(|bits| u32::try_from(bits).ok()).unwrap_or(0);
    Ok(Pattern {
        class: row.opt_text(4)?.map(|class| class.parse()).transpose()?,
        deprived: bits(row.opt_int(5)?),
        known: bits(row.opt_int(6)?),
        count: Count { households: row.int(7)?, persons: row.int(8)? },
    })
}
