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

use crate::figures::{Count, Frame, Kept, household_if, kept};
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
        answers!("s.household_id", "");
}

/// What the evaluation of a visit under a standard says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Judged {
    /// Class; `None` where the visit was not evaluated under the standard, or there is none.
    pub class: Option<Class>,
    /// Bits of the indicators they are deprived of.
    pub deprived: u32,
    /// Bits of the indicators with an answer.
    pub known: u32,
}

/// Households of which the same is said, and how many.
pub type Pattern = (Judged, Count);

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

/// Adds up the patterns of a frame, whoever reads them: statements, or the columns of a snapshot.
pub struct Counting<'f, 'u> {
    groups: Groups<'f, 'u>,
    found: BTreeMap<Group, BTreeMap<Judged, Count>>,
}

impl<'f, 'u> Counting<'f, 'u> {
    /// Nothing so far.
    pub fn new(units: &'u Units, frame: &'f Frame<'u>, by: By) -> Counting<'f, 'u> {
        Counting { groups: Groups::new(units, frame, by), found: BTreeMap::new() }
    }

    /// Households whose status is kept at this place; `one` is their ethnic group or the sex of their
    /// head, where they are told apart by that. Those outside the frame are not counted.
    pub fn add(&mut self, kept: Kept, one: Option<&str>, judged: Judged, count: Count) {
        if let Some(group) = self.groups.of(kept, one) {
            *self.found.entry(group).or_default().entry(judged).or_default() += count;
        }
    }

    /// The patterns of each group.
    pub fn found(self) -> BTreeMap<Group, Vec<Pattern>> {
        let all = self.found.into_iter();
        all.map(|(group, patterns)| (group, patterns.into_iter().collect())).collect()
    }
}

/// Says which households are in the whole frame, or in one group of it.
pub struct Choosing<'f, 'u, 'a> {
    groups: Groups<'f, 'u>,
    group: Option<&'a Group>,
}

impl<'f, 'u, 'a> Choosing<'f, 'u, 'a> {
    /// For the whole frame (`group` is `None`) or one group.
    pub fn new(
        units: &'u Units,
        frame: &'f Frame<'u>,
        by: By,
        group: Option<&'a Group>,
    ) -> Choosing<'f, 'u, 'a> {
        Choosing { groups: Groups::new(units, frame, by), group }
    }

    /// Whether a household whose status is kept at this place is meant; `one` as for [`Counting::add`].
    pub fn is_here(&mut self, kept: Kept, one: Option<&str>) -> bool {
        let own = self.groups.of(kept, one);
        own.is_some() && self.group.is_none_or(|group| own.as_ref() == Some(group))
    }
}

/// The patterns of each group of the frame.
pub async fn patterns(
    tx: &mut Tx,
    units: &Units,
    frame: &Frame<'_>,
    asked: Asked<'_>,
) -> Result<BTreeMap<Group, Vec<Pattern>>> {
    let mut counting = Counting::new(units, frame, asked.by);
    frame
        .fetch_by_status(tx, &ANSWERS, &asked.values(), |row| {
            let count = Count { households: row.int(7)?, persons: row.int(8)? };
            counting.add(kept(row, 0)?, row.opt_text(3)?.as_deref(), judged(row)?, count);
            Ok(())
        })
        .await?;
    Ok(counting.found())
}

/// The households of which something wanted is said, in the whole frame (`group` is `None`) or in one
/// group; in the order of their ids.
pub async fn households(
    tx: &mut Tx,
    units: &Units,
    frame: &Frame<'_>,
    asked: Asked<'_>,
    group: Option<&Group>,
    wanted: impl Fn(&Judged) -> bool + Sync,
) -> Result<Vec<HouseholdId>> {
    let mut choosing = Choosing::new(units, frame, asked.by, group);
    let mut found = Vec::new();
    frame
        .fetch_by_status(tx, &ANSWERS_LIST, &asked.values(), |row| {
            let here = choosing.is_here(kept(row, 0)?, row.opt_text(3)?.as_deref());
            if here && wanted(&judged(row)?) {
                found.push(HouseholdId(row.uuid(7)?));
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

fn judged(row: &Row) -> Result<Judged> {
    let bits = |bits: Option<i64>| bits.and_then(|bits| u32::try_from(bits).ok()).unwrap_or(0);
    Ok(Judged {
        class: row.opt_text(4)?.map(|class| class.parse()).transpose()?,
        deprived: bits(row.opt_int(5)?),
        known: bits(row.opt_int(6)?),
    })
}
