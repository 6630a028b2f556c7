//! Finding a household by a name without diacritics, a code, or a national ID number.
//!
//! A name is kept twice, as spoken and with the given name first, each under an index that holds all a
//! search needs. In a few communes every member is looked through. Wider, one of the two must begin with
//! what was typed, or with its last word: `van dung` finds `bui van dung` because the given name comes
//! first in the second form.

mod names;
mod village;

use access::Scope;
use ground::{Day, HouseholdId, PersonId, Result, UnitId, fold};
use law::Class;
use places::Units;
use store::seal::Seal;
use store::{Row, Tx, Value};

use crate::household::{Household, in_scope, is_surveyed};
use crate::person::{IDENTITY, identity_number};
pub use village::{Village, villages};

store::statements! {
    BY_CODE = "registry.search.by_code":
        "SELECT h.id, NULL, h.head, NULL, NULL, h.unit_id, h.province_id, h.code, h.head, h.class, h.closed,
           h.head_sort, h.head, h.visit_id
         FROM household h WHERE h.code_key IN ($1)";
    MEMBERS = "registry.search.members":
        "SELECT h.id, p.id, p.name, p.birth_day, p.birth_year, h.unit_id, h.province_id, h.code, h.head,
           h.class, p.gone, h.head_sort, p.fold, h.visit_id
         FROM person p JOIN household h ON h.id = p.household_id WHERE h.id IN ($1)";
    BY_IDENTITY = "registry.search.by_identity":
        "SELECT h.id, p.id, p.name, p.birth_day, p.birth_year, h.unit_id, h.province_id, h.code, h.head,
           h.class, p.gone, h.head_sort, p.fold, h.visit_id
         FROM person p JOIN household h ON h.id = p.household_id WHERE p.id_index = $1";
}

/// Somebody found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Household.
    pub household: HouseholdId,
    /// The member found; `None` when the household was found by its code.
    pub person: Option<PersonId>,
    /// The name found.
    pub name: String,
    /// Year of birth.
    pub birth_year: Option<i64>,
    /// Commune.
    pub unit: UnitId,
    /// Household code.
    pub code: Option<String>,
    /// Name of the head.
    pub head: String,
    /// The household's class.
    pub class: Class,
    /// Whether anything is known of its class: it was visited, or came with a decision from elsewhere.
    pub surveyed: bool,
    /// Last day as a member, or of the household, when gone.
    pub gone: Option<Day>,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hits {
    /// In order of name.
    pub hits: Vec<Hit>,
    /// Whether there is more than was asked for.
    pub more: bool,
}

/// Looks for `text` in a scope: an ID number when it is one and `seal` is given (to those who may see
/// ID numbers), else a household code when it has a digit; where there is no such code, a name.
///
/// Nothing typed finds nothing.
pub async fn search(
    tx: &mut Tx,
    units: &Units,
    scope: &Scope,
    today: Day,
    seal: Option<&Seal>,
    text: &str,
    limit: usize,
) -> Result<Hits> {
    if let (Some(seal), Ok(number)) = (seal, identity_number(text)) {
        let index = seal.index(IDENTITY, &number);
        let rows = tx.fetch(&BY_IDENTITY, vec![index.into()]).await?;
        return hits(&rows, scope, limit, |_| true);
    }
    if text.contains(|c: char| c.is_ascii_digit()) {
        let coded = by_code(tx, units, scope, today, text, limit).await?;
        if !coded.hits.is_empty() {
            return Ok(coded);
        }
    }
    by_name(tx, scope, text, limit).await
}

async fn by_code(
    tx: &mut Tx,
    units: &Units,
    scope: &Scope,
    today: Day,
    text: &str,
    limit: usize,
) -> Result<Hits> {
    // A code is only good within its commune, so it is looked for in each.
    let communes = match scope {
        Scope::Nation => units.communes(UnitId::NATION, today),
        Scope::Province(province) => units.communes(*province, today),
        Scope::Communes(communes) => communes.clone(),
    };
    let keys: Vec<Value> =
        communes.iter().map(|unit| Household::code_key(*unit, text).into()).collect();
    let rows = tx.fetch_among(&BY_CODE, &keys).await?;
    let wanted = fold(text);
    let same =
        |row: &Row| row.opt_text(7).is_ok_and(|code| code.is_some_and(|c| fold(&c) == wanted));
    hits(&rows, scope, limit, same)
}

async fn by_name(tx: &mut Tx, scope: &Scope, text: &str, limit: usize) -> Result<Hits> {
    let words: Vec<String> = fold(text).split(' ').map(str::to_owned).collect();
    if words.iter().all(String::is_empty) {
        return Ok(Hits::default());
    }
    let households = names::households(tx, scope, &words, limit + 1).await?;
    let keys: Vec<Value> = households.iter().map(|id| Value::from(*id)).collect();
    let rows = tx.fetch_among(&MEMBERS, &keys).await?;
    let mut found = hits(&rows, scope, limit, |row| {
        row.text(12).is_ok_and(|name| names::matches(&name, &words))
    })?;
    found.more |= households.len() > limit;
    Ok(found)
}

fn hits(rows: &[Row], scope: &Scope, limit: usize, wanted: impl Fn(&Row) -> bool) -> Result<Hits> {
    let mut found = Vec::new();
    for row in rows.iter().filter(|row| wanted(row)) {
        let unit = UnitId(row.int(5)?);
        if !in_scope(scope, UnitId(row.int(6)?), unit) {
            continue;
        }
        let name = row.text(2)?;
        let class: Class = row.text(9)?.parse()?;
        let hit = Hit {
            household: HouseholdId(row.uuid(0)?),
            person: row.opt_uuid(1)?.map(PersonId),
            birth_year: row.opt_int(3)?.map(|day| day / 10_000).or(row.opt_int(4)?),
            unit,
            code: row.opt_text(7)?,
            head: row.text(8)?,
            class,
            surveyed: is_surveyed(class, row.opt_uuid(13)?.is_some()),
            gone: row.opt_day(10)?,
            name,
        };
        found.push((hit.gone.is_some(), ground::sort_key(&hit.name), row.bytes(11)?, hit));
    }
    found.sort_by(|a, b| (a.0, &a.1, &a.2, a.3.household).cmp(&(b.0, &b.1, &b.2, b.3.household)));
    let more = found.len() > limit;
    found.truncate(limit);
    Ok(Hits { hits: found.into_iter().map(|(_, _, _, hit)| hit).collect(), more })
}

pub(crate) fn statements() -> Vec<&'static store::Statement> {
    [STATEMENTS, names::STATEMENTS, village::STATEMENTS].concat()
}
