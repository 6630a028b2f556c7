//! Names over the two indexes of members.

use std::collections::BTreeSet;

use access::Scope;
use ground::{HouseholdId, Result, UnitId};
use store::{Statement, Tx, UNITS_PER_STATEMENT, Value, among_units, unit_values};

/// In this many communes every member is looked through, which also finds words in the middle.
const LOOKED_THROUGH: usize = 4;

/// At most this many members who share the last word are looked through for the other words.
const BOUND: usize = 20_000;

/// Words of a name besides the one it begins with; more are checked when the names are read.
const OTHER_WORDS: usize = 3;

macro_rules! begins {
    ($form:literal, $place:literal) => {
        concat!(
            "SELECT household_id FROM (SELECT household_id, ",
            $form,
            " AS name FROM person WHERE ",
            $form,
            " >= $33 AND ",
            $form,
            " < $34 AND ",
            $place,
            among_units!(),
            " LIMIT $35) AS c
             WHERE name LIKE $36 AND name LIKE $37 AND name LIKE $38 LIMIT $39"
        )
    };
}

store::statements! {
    THROUGH = "registry.search.through":
        concat!("SELECT household_id FROM person WHERE unit_id IN ", among_units!(), "
         AND (' ' || fold) LIKE $33 AND fold LIKE $34 AND fold LIKE $35 AND fold LIKE $36 LIMIT $37");
    SPOKEN_UNITS = "registry.search.spoken_units": begins!("fold", "unit_id IN ");
    SPOKEN_PROVINCE = "registry.search.spoken_province": begins!("fold", "province_id IN ");
    SPOKEN_NATION = "registry.search.spoken_nation": begins!("fold", "province_id NOT IN ");
    GIVEN_UNITS = "registry.search.given_units": begins!("given", "unit_id IN ");
    GIVEN_PROVINCE = "registry.search.given_province": begins!("given", "province_id IN ");
    GIVEN_NATION = "registry.search.given_nation": begins!("given", "province_id NOT IN ");
}

/// Whether every word typed begins a word of the name.
pub(super) fn matches(name: &str, words: &[String]) -> bool {
    words.iter().all(|word| name.split(' ').any(|part| part.starts_with(word.as_str())))
}

/// Households with a member of whom the words may be the name, up to `limit`; who exactly is told when
/// the names are read.
pub(super) async fn households(
    tx: &mut Tx,
    scope: &Scope,
    words: &[String],
    limit: usize,
) -> Result<Vec<HouseholdId>> {
    let (spoken, given, slices): (&'static Statement, &'static Statement, _) = match scope {
        Scope::Nation => (&SPOKEN_NATION, &GIVEN_NATION, vec![Vec::new()]),
        Scope::Province(own) => (&SPOKEN_PROVINCE, &GIVEN_PROVINCE, vec![vec![*own]]),
        Scope::Communes(communes) if communes.len() <= LOOKED_THROUGH => {
            return through(tx, communes, words, limit).await;
        }
        Scope::Communes(communes) => {
            let slices = communes.chunks(UNITS_PER_STATEMENT).map(<[UnitId]>::to_vec).collect();
            (&SPOKEN_UNITS, &GIVEN_UNITS, slices)
        }
    };
    let [first @ .., last] = words else { return Ok(Vec::new()) };
    let typed = words.join(" ");
    let mut tries = vec![(spoken, typed.clone(), &words[..0]), (given, typed, &words[..0])];
    if !first.is_empty() {
        tries.push((given, format!("{last} {}", first.join(" ")), &words[..0]));
        tries.push((given, last.clone(), first));
    }
    let mut found = BTreeSet::new();
    let mut order = Vec::new();
    for (statement, prefix, others) in tries {
        for slice in &slices {
            let range = [prefix.as_str().into(), format!("{prefix}\u{10ffff}").into()];
            let bound = if others.is_empty() { limit } else { BOUND };
            let values = unit_values(slice).chain(range).chain([bound.into()]);
            let values = values.chain(patterns(others)).chain([limit.into()]).collect();
            for row in tx.fetch(statement, values).await? {
                let id = HouseholdId(row.uuid(0)?);
                if found.insert(id) {
                    order.push(id);
                }
            }
        }
        if order.len() >= limit {
            break;
        }
    }
    order.truncate(limit);
    Ok(order)
}

async fn through(
    tx: &mut Tx,
    communes: &[UnitId],
    words: &[String],
    limit: usize,
) -> Result<Vec<HouseholdId>> {
    if communes.is_empty() {
        return Ok(Vec::new());
    }
    let [first, others @ ..] = words else { return Ok(Vec::new()) };
    let values = unit_values(communes).chain([format!("% {first}%").into()]);
    let values = values.chain(patterns(others)).chain([limit.into()]).collect();
    let mut found = BTreeSet::new();
    for row in tx.fetch(&THROUGH, values).await? {
        found.insert(HouseholdId(row.uuid(0)?));
    }
    Ok(found.into_iter().collect())
}

/// Patterns for the other words; the folded text has no `%` and no `_`.
fn patterns(others: &[String]) -> impl Iterator<Item = Value> {
    let some = others.iter().take(OTHER_WORDS).map(|word| Value::from(format!("%{word}%")));
    let all = some.collect::<Vec<_>>();
    let rest = OTHER_WORDS - all.len();
    all.into_iter().chain(std::iter::repeat_n(Value::from("%"), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_words() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(matches("bui van dung", &words("van du")));
        assert!(matches("bui van dung", &words("dung bui")));
        assert!(!matches("bui van dung", &words("an")));
    }
}
