//! Lists of households, page by page.

use std::fmt;
use std::str::FromStr;

use access::Scope;
use ground::{Day, HouseholdId, Problem, Result, UnitId, VillageId};
use law::Class;
use store::{Row, Statement, Tx, UNITS_PER_STATEMENT, Value, among_units, unit_values};
use uuid::Uuid;

use super::model::{Groups, Sex, is_surveyed};
use crate::status::{Movement, NEWLY_ESCAPED_MONTHS};

/// The conditions of [`Filter`], after the units. The casts tell PostgreSQL the kind of a parameter.
macro_rules! filtered {
    () => {
        " AND (CAST($33 AS TEXT) IS NULL OR h.class = $33)
           AND (CAST($34 AS UUID) IS NULL OR h.village_id = $34)
           AND ($35 = 0 OR (h.groups & $35) = $35)
           AND ($36 = 0 OR EXISTS (SELECT 1 FROM finding f
             WHERE f.household_id = h.id AND f.settled_at IS NULL))
           AND (CAST($37 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM status t
             JOIN evaluation e ON e.visit_id = t.visit_id AND e.standard = $37
             WHERE t.household_id = h.id AND t.to_day IS NULL AND (e.deprived & $38) <> 0))
           AND (CAST($39 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM status m WHERE m.household_id = h.id
             AND m.movement = $39 AND m.from_day >= $40 AND m.from_day <= $41))
           AND (CAST($42 AS BIGINT) IS NULL OR (h.class IN ('average', 'not_poor') AND EXISTS (
             SELECT 1 FROM status x WHERE x.household_id = h.id
               AND x.movement IN ('exit_poor', 'exit_near_poor')
               AND x.from_day >= $42 AND x.from_day <= $43)))
           AND ($44 = 1 OR h.closed IS NULL)"
    };
}

/// A page: first the households, then, for these only, what is looked up beside them.
macro_rules! list {
    ($commune:literal, $key:literal) => {
        concat!(
            "SELECT p.id, p.unit_id, p.code, p.head, p.head_sex, p.ethnicity, p.members, p.groups, p.class,
               p.class_since, p.closed, p.village_id,
               (SELECT g.name FROM village g WHERE g.id = p.village_id),
               (SELECT COUNT(*) FROM finding f WHERE f.household_id = p.id AND f.settled_at IS NULL), p.visit_id,
               p.k, p.u
             FROM (SELECT h.id, h.unit_id, h.code, h.head, h.head_sex, h.ethnicity, h.members, h.groups,
               h.class, h.class_since, h.closed, h.village_id, h.visit_id, ",
            $key, " AS k, ", $commune, " AS u FROM household h WHERE h.unit_id IN ",
            among_units!(),
            filtered!(),
            " AND (", $commune, ", ", $key, ", h.id) > ($45, $46, $47)
              ORDER BY ", $commune, ", ", $key, ", h.id LIMIT $48) AS p"
        )
    };
}

macro_rules! count {
    ($place:literal) => {
        concat!(
            "SELECT COUNT(*), CAST(COALESCE(SUM(h.members), 0) AS BIGINT) FROM household h WHERE ",
            $place,
            among_units!(),
            filtered!()
        )
    };
}

// A province and the nation are counted in the same words as communes, so that all three take the same
// parameters: the one province, or no province at all.
store::statements! {
    BY_NAME = "registry.household.by_name": list!("CAST(0 AS BIGINT)", "h.head_sort");
    BY_CODE = "registry.household.by_code": list!("CAST(0 AS BIGINT)", "COALESCE(h.code, '')");
    BY_COMMUNE_AND_NAME = "registry.household.by_commune_and_name": list!("h.unit_id", "h.head_sort");
    BY_COMMUNE_AND_CODE = "registry.household.by_commune_and_code":
        list!("h.unit_id", "COALESCE(h.code, '')");
    COUNT_UNITS = "registry.household.count_units": count!("h.unit_id IN ");
    COUNT_PROVINCE = "registry.household.count_province": count!("h.province_id IN ");
    COUNT_NATION = "registry.household.count_nation": count!("h.province_id NOT IN ");
    THESE = "registry.household.these":
        "SELECT h.id, h.unit_id, h.code, h.head, h.head_sex, h.ethnicity, h.members, h.groups, h.class,
           h.class_since, h.closed, h.village_id,
           (SELECT g.name FROM village g WHERE g.id = h.village_id),
           (SELECT COUNT(*) FROM finding f WHERE f.household_id = h.id AND f.settled_at IS NULL), h.visit_id,
           h.head_sort, h.province_id
         FROM household h WHERE h.id IN ($1)";
}

/// Which households. The default is all that still exist.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Of this class today.
    pub class: Option<Class>,
    /// Of this village.
    pub village: Option<VillageId>,
    /// In all of these groups.
    pub groups: Groups,
    /// Deprived, on the visit that their class rests on, under the standard named, in the indicator of this
    /// order (from 1). Official tables and the first page count the same.
    pub deprived: Option<(String, u8)>,
    /// With a status that began by this movement between these days, both included.
    pub movement: Option<(Movement, Day, Day)>,
    /// With a finding nobody has settled.
    pub finding: bool,
    /// Newly escaped on this day: above the line, and the exit not yet 36 months ago.
    pub newly_escaped: Option<Day>,
    /// Also those that have left the registry.
    pub also_closed: bool,
}

/// In which order. More communes than one statement takes are listed one after the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sort {
    /// By name of the head, in Vietnamese order.
    #[default]
    Name,
    /// By household code; those without come first.
    Code,
}

/// Where a page ends: give it to get the next one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor {
    /// The commune's id in lists that go commune by commune, else 0.
    commune: i64,
    key: Vec<u8>,
    id: HouseholdId,
}

/// A line of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Household.
    pub id: HouseholdId,
    /// Its commune.
    pub unit: UnitId,
    /// Code.
    pub code: Option<String>,
    /// Name of the head.
    pub head: String,
    /// Sex of the head.
    pub head_sex: Option<Sex>,
    /// Ethnic group.
    pub ethnicity: Option<String>,
    /// Members.
    pub members: i64,
    /// Groups.
    pub groups: Groups,
    /// Class today.
    pub class: Class,
    /// Since when it has this class, however often it was confirmed.
    pub class_since: Day,
    /// Whether anything is known of its class: it was visited, or came with a decision from elsewhere.
    pub surveyed: bool,
    /// Last day, when it has left.
    pub closed: Option<Day>,
    /// Village.
    pub village: Option<VillageId>,
    /// Name of the village.
    pub village_name: Option<String>,
    /// Findings nobody has settled.
    pub findings: i64,
}

/// A page of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// The lines.
    pub lines: Vec<Line>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
}

/// One page of the households of a scope.
///
/// A district's households are sorted through; those of a province or the nation come commune by commune,
/// in the order of the communes' numbers: officials read them so, and only the communes that fill the page
/// are read.
pub async fn list(
    tx: &mut Tx,
    communes: &[UnitId],
    filter: &Filter,
    sort: Sort,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page> {
    let wide = communes.len() > UNITS_PER_STATEMENT;
    let statement = match (wide, sort) {
        (false, Sort::Name) => &BY_NAME,
        (false, Sort::Code) => &BY_CODE,
        (true, Sort::Name) => &BY_COMMUNE_AND_NAME,
        (true, Sort::Code) => &BY_COMMUNE_AND_CODE,
    };
    let key = after.map(|after| after.key.clone()).unwrap_or_default();
    let key: Value = match sort {
        Sort::Name => key.into(),
        Sort::Code => String::from_utf8(key).unwrap_or_default().into(),
    };
    let id = after.map_or(Uuid::nil(), |after| after.id.0);
    let commune = after.map_or(i64::MIN, |after| after.commune);
    let mut left: Vec<UnitId> = communes.to_vec();
    left.sort_unstable();
    left.dedup();
    left.retain(|unit| !wide || unit.0 >= commune);
    // One commune mostly fills a page; where the filter lets few through, more are asked at a time.
    let (mut left, mut some) = (left.as_slice(), if wide { 1 } else { UNITS_PER_STATEMENT });
    let mut found: Vec<((i64, Vec<u8>), Line)> = Vec::new();
    while !left.is_empty() && found.len() <= limit {
        let (slice, rest) = left.split_at(some.min(left.len()));
        (left, some) = (rest, (some * 2).min(UNITS_PER_STATEMENT));
        let page = [commune.into(), key.clone(), id.into(), (limit + 1 - found.len()).into()];
        let values = unit_values(slice).chain(filter_values(filter)).chain(page).collect();
        for row in tx.fetch(statement, values).await? {
            let key = match sort {
                Sort::Name => row.bytes(15)?,
                Sort::Code => row.text(15)?.into_bytes(),
            };
            found.push(((row.int(16)?, key), line(&row)?));
        }
    }
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more);
    let next = next.map(|((commune, key), line)| Cursor {
        commune: *commune,
        key: key.clone(),
        id: line.id,
    });
    Ok(Page { lines: found.into_iter().map(|(_, line)| line).collect(), next })
}

/// How many households of a scope there are, and their members.
pub async fn count(tx: &mut Tx, scope: &Scope, filter: &Filter) -> Result<crate::figures::Count> {
    let (statement, slices): (&'static Statement, _) = match scope {
        Scope::Nation => (&COUNT_NATION, nation()),
        Scope::Province(province) => (&COUNT_PROVINCE, vec![vec![*province]]),
        Scope::Communes(communes) => (&COUNT_UNITS, slices(communes)),
    };
    let mut sum = crate::figures::Count::default();
    for slice in slices {
        let values = unit_values(&slice).chain(filter_values(filter)).collect();
        for row in tx.fetch(statement, values).await? {
            sum += crate::figures::Count { households: row.int(0)?, persons: row.int(1)? };
        }
    }
    Ok(sum)
}

/// The lines of these households that lie in the scope, by name of head: the list behind a number.
pub async fn these(tx: &mut Tx, scope: &Scope, ids: &[HouseholdId]) -> Result<Vec<Line>> {
    let keys: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    let mut found = Vec::new();
    for row in tx.fetch_among(&THESE, &keys).await? {
        let line = line(&row)?;
        if in_scope(scope, UnitId(row.int(16)?), line.unit) {
            found.push((row.bytes(15)?, line));
        }
    }
    found.sort_by(|(a, x), (b, y)| (a, x.id).cmp(&(b, y.id)));
    Ok(found.into_iter().map(|(_, line)| line).collect())
}

/// Whether a household of this province and commune lies in the scope.
pub(crate) fn in_scope(scope: &Scope, province: UnitId, unit: UnitId) -> bool {
    match scope {
        Scope::Nation => true,
        Scope::Province(own) => *own == province,
        Scope::Communes(communes) => communes.contains(&unit),
    }
}

fn nation() -> Vec<Vec<UnitId>> {
    vec![Vec::new()]
}

fn slices(communes: &[UnitId]) -> Vec<Vec<UnitId>> {
    communes.chunks(UNITS_PER_STATEMENT).map(<[UnitId]>::to_vec).collect()
}

fn filter_values(filter: &Filter) -> Vec<Value> {
    let movement = filter.movement;
    let deprived = filter.deprived.as_ref();
    let escaped = filter.newly_escaped;
    vec![
        Value::Text(filter.class.map(|class| class.as_str().to_owned())),
        filter.village.into(),
        filter.groups.0.into(),
        filter.finding.into(),
        deprived.map(|(standard, _)| standard.clone()).into(),
        deprived.map_or(0_i64, |(_, order)| 1 << (order - 1)).into(),
        Value::Text(movement.map(|(movement, _, _)| movement.as_str().to_owned())),
        movement.map(|(_, from, _)| from).into(),
        movement.map(|(_, _, to)| to).into(),
        escaped.map(earliest_exit).into(),
        escaped.into(),
        filter.also_closed.into(),
    ]
}

/// The first day on which an exit still counts as new on `day`.
fn earliest_exit(day: Day) -> Day {
    let years = NEWLY_ESCAPED_MONTHS as i32 / 12;
    let mut exit = Day::new(day.year() - years, day.month(), day.day().min(28))
        .expect("every month has 28 days");
    while exit.plus_months(NEWLY_ESCAPED_MONTHS) <= day {
        exit = exit.next();
    }
    exit
}

fn line(row: &Row) -> Result<Line> {
    let class: Class = row.text(8)?.parse()?;
    Ok(Line {
        id: HouseholdId(row.uuid(0)?),
        unit: UnitId(row.int(1)?),
        code: row.opt_text(2)?,
        head: row.text(3)?,
        head_sex: row.opt_text(4)?.as_deref().and_then(Sex::read),
        ethnicity: row.opt_text(5)?,
        members: row.int(6)?,
        groups: Groups(row.int(7)?),
        class,
        class_since: row.day(9)?,
        surveyed: is_surveyed(class, row.opt_uuid(14)?.is_some()),
        closed: row.opt_day(10)?,
        village: row.opt_uuid(11)?.map(VillageId),
        village_name: row.opt_text(12)?,
        findings: row.int(13)?,
    })
}

impl fmt::Display for Cursor {
    /// As an address carries it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.", self.id, self.commune)?;
        self.key.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Cursor {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Cursor> {
        let unreadable = || Problem::invalid("registry.cursor.unreadable");
        let (id, rest) = text.split_once('.').ok_or_else(unreadable)?;
        let (commune, key) = rest.split_once('.').ok_or_else(unreadable)?;
        let commune = commune.parse().map_err(|_| unreadable())?;
        if !key.is_ascii() {
            return Err(unreadable());
        }
        let bytes = key.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        });
        let key = bytes.collect::<Option<_>>().ok_or_else(unreadable)?;
        Ok(Cursor { commune, key, id: id.parse().map_err(|_| unreadable())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::{Basis, Interval, Timeline};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cursor_survives_an_address(commune: i64, key: Vec<u8>, id: u128) {
            let cursor = Cursor { commune, key, id: HouseholdId(Uuid::from_u128(id)) };
            prop_assert_eq!(cursor.to_string().parse::<Cursor>().unwrap(), cursor);
        }

        #[test]
        fn newly_escaped_is_told_by_the_list_as_by_the_timeline(exit in 0_i64..2000, later in 0_i64..1500) {
            let start = Day::new(2020, 1, 1).unwrap();
            let exit = start.plus_days(1 + exit);
            let day = exit.plus_days(later);
            let interval = |from, class| Interval {
                from, to: None, class, movement: Movement::Confirmed, members: 1, unit: UnitId(1),
                standard: None, basis: Basis::Stated, visit: None, ended: None,
            };
            let mut line = Timeline::default();
            line.record(interval(start, Class::Poor)).unwrap();
            line.record(interval(exit, Class::NotPoor)).unwrap();
            let (_, until) = line.escape(day).unwrap();
            prop_assert_eq!(exit >= earliest_exit(day), day <= until);
        }
    }
}
