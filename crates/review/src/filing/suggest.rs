//! Which household a filing may be of: by ID number, by name without diacritics, by year of birth and village.

use ground::{HouseholdId, Result, fold};
use law::Class;
use registry::person::HEAD;
use store::{Row, Tx};

use super::model::Filing;

ground::words! {
    /// What a member of a household has in common with whoever asks.
    Sign, internal "review.sign.unknown":
    /// The ID number.
    Identity = "identity",
    /// The name, diacritics aside.
    Name = "name",
    /// The year of birth.
    Birth = "birth",
    /// The village.
    Village = "village",
}

impl Sign {
    /// How much it says. A number alone is enough to be asked about, a name too; a neighbour of the same age
    /// comes last.
    fn weight(self) -> u32 {
        match self {
            Sign::Identity => 20,
            Sign::Name => 6,
            Sign::Birth => 3,
            Sign::Village => 2,
        }
    }
}

/// A household that a filing may be of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The household.
    pub household: HouseholdId,
    /// Name of the head.
    pub head: String,
    /// Its village; empty when none is known.
    pub village: String,
    /// Its class now.
    pub class: Class,
    /// The member who is alike.
    pub name: String,
    /// Year of birth of that member.
    pub birth_year: Option<i64>,
    /// What is alike, the weightiest first.
    pub signs: Vec<Sign>,
}

/// So many are shown.
const MOST: usize = 8;

macro_rules! alike {
    ($wanted:literal) => {
        concat!(
            "SELECT h.id, h.head, v.name, h.class, p.name, p.birth_day, p.birth_year, p.fold, p.id_index,
               p.relation
             FROM person p JOIN household h ON h.id = p.household_id
             LEFT JOIN village v ON v.id = h.village_id
             WHERE p.unit_id = $1 AND h.unit_id = $1 AND p.gone IS NULL AND h.closed IS NULL AND ",
            $wanted,
            " LIMIT 200"
        )
    };
}

store::statements! {
    NAMED = "review.filing.named": alike!("p.fold = $2");
    NUMBERED = "review.filing.numbered": alike!("p.id_index = $2");
    NEIGHBOURS = "review.filing.neighbours":
        alike!("v.fold = $2 AND (p.birth_year = $3 OR p.birth_day BETWEEN $4 AND $5)");
}

/// Households of the commune that a filing may be of, likeliest first. The caller has shown that the actor may
/// see the filing.
pub async fn suggest(tx: &mut Tx, filing: &Filing) -> Result<Vec<Candidate>> {
    let (unit, person) = (filing.filed.unit, &filing.asker.person);
    let (name, village) = (fold(&person.name), fold(&filing.asker.village));
    let year = person.birth_day.map(ground::Day::year).or(person.birth_year).map(i64::from);
    let mut rows = tx.fetch(&NAMED, vec![unit.into(), name.as_str().into()]).await?;
    if let Some((_, index)) = &filing.identity {
        rows.extend(tx.fetch(&NUMBERED, vec![unit.into(), index.clone().into()]).await?);
    }
    if let Some(year) = year.filter(|_| !village.is_empty()) {
        let days = [(year * 10_000).into(), (year * 10_000 + 9_999).into()];
        let values = [unit.into(), village.as_str().into(), year.into()].into_iter().chain(days);
        rows.extend(tx.fetch(&NEIGHBOURS, values.collect()).await?);
    }
    let mut found: Vec<(u32, bool, Candidate)> = Vec::new();
    for row in rows {
        let (is_head, candidate) = read(&row, filing, &name, year, &village)?;
        let weight = candidate.signs.iter().map(|sign| sign.weight()).sum();
        match found.iter_mut().find(|(_, _, known)| known.household == candidate.household) {
            Some(known) if (known.0, known.1) >= (weight, is_head) => {}
            Some(known) => *known = (weight, is_head, candidate),
            None => found.push((weight, is_head, candidate)),
        }
    }
    found.sort_by(|a, b| {
        let (x, y) = (&a.2, &b.2);
        (b.0, b.1)
            .cmp(&(a.0, a.1))
            .then_with(|| (&x.head, x.household).cmp(&(&y.head, y.household)))
    });
    Ok(found.into_iter().take(MOST).map(|(_, _, candidate)| candidate).collect())
}

fn read(
    row: &Row,
    filing: &Filing,
    name: &str,
    year: Option<i64>,
    village: &str,
) -> Result<(bool, Candidate)> {
    let own = row.opt_text(2)?.unwrap_or_default();
    let birth_year = row.opt_int(5)?.map(|day| day / 10_000).or(row.opt_int(6)?);
    let index = row.opt_bytes(8)?;
    let same_number =
        filing.identity.as_ref().is_some_and(|(_, wanted)| Some(wanted) == index.as_ref());
    let signs = [
        (same_number, Sign::Identity),
        (row.text(7)? == name, Sign::Name),
        (year.is_some() && birth_year == year, Sign::Birth),
        (!village.is_empty() && fold(&own) == village, Sign::Village),
    ];
    let candidate = Candidate {
        household: HouseholdId(row.uuid(0)?),
        head: row.text(1)?,
        village: own,
        class: row.text(3)?.parse()?,
        name: row.text(4)?,
        birth_year,
        signs: signs.into_iter().filter(|(alike, _)| *alike).map(|(_, sign)| sign).collect(),
    };
    Ok((row.text(9)? == HEAD, candidate))
}
