//! The households that a reviewer is to visit, as lists that go with the form: those assigned in a
//! review round and not surveyed yet; for whoever has no part in a round, all of the reviewer's units. With them
//! goes what the form may know of their members beforehand: name, year of birth, sex, and nothing else,
//! because a phone can be lost.

use access::Actor;
use ground::{Day, HouseholdId, Problem, Result};
use places::Units;
use registry::household::{Filter, Line, Sex, Sort, list, these};
use registry::person::{self, Person};
use store::Tx;

/// The most households on one phone; a large commune has about ten thousand.
const MOST: usize = 20_000;

/// The most households whose members go along although nobody was asked to visit them.
const MOST_WITH_MEMBERS: usize = 500;

/// The lists, one row each, in the order of [`HOUSEHOLD`] and [`MEMBER`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lists {
    /// The households to visit.
    pub households: Vec<[String; 5]>,
    /// Their present members.
    pub members: Vec<[String; 4]>,
}

/// What is said of a household; `name` is its id.
pub const HOUSEHOLD: [&str; 5] = ["name", "label", "area", "region", "province"];

/// What is said of a member; `name` is the household's id, a hyphen and a number from 1 on.
pub const MEMBER: [&str; 4] = ["name", "full_name", "birth_year", "sex"];

/// The households to visit, with what the form needs to know of each.
///
/// # Errors
/// `field.list_long` rather than a list that silently leaves somebody out.
pub async fn lists(tx: &mut Tx, actor: &Actor, units: &Units, today: Day) -> Result<Lists> {
    let (lines, assigned) = to_visit(tx, actor, units, today).await?;
    let few = if assigned || lines.len() <= MOST_WITH_MEMBERS { lines.as_slice() } else { &[] };
    let ids: Vec<HouseholdId> = few.iter().map(|line| line.id).collect();
    let members = members(&person::present_in(tx, &ids).await?);
    let households = lines.iter().map(|line| household(line, units, today)).collect();
    Ok(Lists { households, members })
}

/// A list as CSV under its heads.
///
/// # Errors
/// None that a reader could cause: `field.list`.
pub fn csv<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> Result<Vec<u8>> {
    let failed = |error: &dyn std::fmt::Display| Problem::internal("field.list").because(error);
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(heads).map_err(|e| failed(&e))?;
    for row in rows {
        out.write_record(row).map_err(|e| failed(&e))?;
    }
    out.into_inner().map_err(|error| failed(&error))
}

fn household(line: &Line, units: &Units, today: Day) -> [String; 5] {
    let place = registry::setting(units, line.unit, today);
    [
        line.id.to_string(),
        label(line),
        place.area.map_or("", law::Area::as_str).to_owned(),
        place.region.unwrap_or_default(),
        place.province.map(|code| code.to_string()).unwrap_or_default(),
    ]
}

/// Members come household by household.
fn members(persons: &[Person]) -> Vec<[String; 4]> {
    let mut rows = Vec::with_capacity(persons.len());
    let mut number = 0;
    for (at, person) in persons.iter().enumerate() {
        let first = at == 0 || persons[at - 1].household != person.household;
        number = if first { 1 } else { number + 1 };
        let year = person.birth_day.map(Day::year).or(person.birth_year);
        rows.push([
            format!("{}-{number}", person.household),
            person.name.clone(),
            year.map(|year| year.to_string()).unwrap_or_default(),
            person.sex.map_or("", Sex::as_str).to_owned(),
        ]);
    }
    rows
}

/// The households, and whether they were assigned to this reviewer.
async fn to_visit(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    today: Day,
) -> Result<(Vec<Line>, bool)> {
    let scope = actor.scope(units, today);
    if let Some(account) = actor.account {
        let cases = review::case::of_reviewer(tx, account).await?;
        let assigned: Vec<HouseholdId> = cases.iter().map(|case| case.household).collect();
        // Whoever has surveyed them all has nobody left to visit, not everybody.
        if !assigned.is_empty() || review::case::has_round(tx, account).await? {
            return Ok((these(tx, &scope, &assigned).await?, true));
        }
    }
    let communes = scope.listed(units, today);
    let page = list(tx, &communes, &Filter::default(), Sort::Name, None, MOST).await?;
    if page.next.is_some() {
        return Err(Problem::conflict("field.list_long").with("limit", MOST));
    }
    Ok((page.lines, false))
}

/// Head, village and code: as a reviewer knows a household.
fn label(line: &Line) -> String {
    let parts = [Some(line.head.as_str()), line.village_name.as_deref(), line.code.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" – ")
}
