//! Reviewers related to a household: declared by themselves or the commune, or seen in the registry. A tie is
//! shown wherever the two meet and kept in mind when work is given out; it is no accusation.

use std::collections::HashMap;

use access::Verb;
use ground::{AccountId, HouseholdId, Problem, RelationId, Result, RoundId, UnitId, fold, tidy};
use registry::household;
use serde_json::json;
use store::{Row, Tx};

use crate::office::said;
use crate::{Office, round};

ground::words! {
    /// What was declared.
    Kind, invalid "review.relation.kind":
    /// It is the reviewer's own household.
    Own = "own",
    /// Relatives live there.
    Kin = "kin",
    /// Another tie: a creditor, an employer, a quarrel.
    Other = "other",
}

/// Why a reviewer and a household are taken as related.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tie {
    /// Somebody declared it.
    Declared(Kind),
    /// A person of the reviewer's own household, by national ID, is or was a member of this one too.
    SharedPerson,
    /// The household came out of the reviewer's own by a split or a merger, or the other way round.
    Split,
    /// A member bears the reviewer's very name. It may be chance; somebody who knows should say.
    SameName,
}

/// A declaration in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Declared {
    /// Id.
    pub id: RelationId,
    /// The reviewer.
    pub account: AccountId,
    /// The reviewer's name then.
    pub account_name: String,
    /// The household.
    pub household: HouseholdId,
    /// Name of its head.
    pub head: String,
    /// What was declared.
    pub kind: Kind,
    /// In words.
    pub note: Option<String>,
    /// Who declared it.
    pub by: String,
}

/// Every tie known between the reviewers and the households of a commune.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Ties(HashMap<(AccountId, HouseholdId), Tie>);

impl Ties {
    /// The strongest tie between the two.
    pub fn between(&self, account: AccountId, household: HouseholdId) -> Option<Tie> {
        self.0.get(&(account, household)).copied()
    }

    /// Takes over the ties of another commune.
    pub fn join(&mut self, other: Ties) {
        for ((account, household), tie) in other.0 {
            self.add(account, household, tie);
        }
    }

    /// Keeps the stronger of two ties: what was declared before what was derived.
    fn add(&mut self, account: AccountId, household: HouseholdId, tie: Tie) {
        let kept = self.0.entry((account, household)).or_insert(tie);
        *kept = (*kept).min(tie);
    }
}

store::statements! {
    INSERT = "review.relation.insert":
        "INSERT INTO review_relation (id, unit_id, account_id, account_name, household_id, kind, note,
           declared_at, declared_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    WITHDRAW = "review.relation.withdraw":
        "UPDATE review_relation SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL";
    UNIT_OF = "review.relation.unit_of":
        "SELECT unit_id, account_id, household_id FROM review_relation
         WHERE id = $1 AND withdrawn_at IS NULL";
    OF_UNIT = "review.relation.of_unit":
        "SELECT r.id, r.account_id, r.account_name, r.household_id, h.head, r.kind, r.note, r.declared_name
         FROM review_relation r JOIN household h ON h.id = r.household_id
         WHERE r.unit_id = $1 AND r.withdrawn_at IS NULL ORDER BY r.account_name, h.head_sort, r.id";
    SHARED = "review.relation.shared":
        "SELECT DISTINCT q.household_id FROM person p JOIN person q ON q.id_index = p.id_index
         WHERE p.household_id = $1 AND p.id_index IS NOT NULL AND q.household_id <> $1";
    SPLIT = "review.relation.split":
        "SELECT DISTINCT other_household FROM event WHERE household_id = $1 AND other_household IS NOT NULL";
    NAMED = "review.relation.named":
        "SELECT DISTINCT household_id, name FROM person WHERE unit_id = $1 AND fold = $2 AND gone IS NULL";
}

/// Declares a tie. A reviewer declares their own; whoever runs the review, anybody's of the commune.
///
/// # Errors
/// `access.refused.*`, `registry.household.missing`, `review.relation.reviewer` for an account that does not
/// survey here, `review.relation.twice`.
pub async fn declare(
    tx: &mut Tx,
    office: &mut Office<'_>,
    account: AccountId,
    household: HouseholdId,
    kind: Kind,
    note: &str,
) -> Result<RelationId> {
    let missing = || Problem::missing("registry.household.missing");
    let (found, _) = household::by_id(tx, household).await?.ok_or_else(missing)?;
    office.check(Verb::View, found.unit).map_err(|_| missing())?;
    let own = office.actor.account == Some(account);
    office.check(if own { Verb::Survey } else { Verb::Review }, found.unit)?;
    let name = if own {
        office.actor.by.name.clone()
    } else {
        let reviewers = access::account::reviewers(tx, found.unit).await?;
        let found = reviewers.into_iter().find(|(id, _)| *id == account);
        found.ok_or_else(|| Problem::invalid("review.relation.reviewer"))?.1
    };
    let declared = of_unit(tx, found.unit).await?;
    if declared.iter().any(|known| known.account == account && known.household == household) {
        return Err(Problem::conflict("review.relation.twice").with("name", name));
    }
    let id = RelationId(office.moment.id());
    let note = Some(tidy(note)).filter(|note| !note.is_empty());
    let values = vec![
        id.into(),
        found.unit.into(),
        account.into(),
        name.as_str().into(),
        household.into(),
        kind.as_str().into(),
        note.clone().into(),
        office.moment.now().into(),
        office.actor.by.name.as_str().into(),
    ];
    tx.execute(&INSERT, values).await?;
    let detail = json!({ "account": account, "household": household, "kind": kind.as_str() });
    let subject = ("review_relation", id.to_string());
    office
        .note(tx, "review.relation.declare", subject, found.unit, note.as_deref(), detail)
        .await?;
    Ok(id)
}

/// Takes back a declaration that was a mistake.
///
/// # Errors
/// `review.relation.missing`, `review.text.missing` without a reason, `access.refused.*`.
pub async fn withdraw(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: RelationId,
    why: &str,
) -> Result<()> {
    let missing = || Problem::missing("review.relation.missing");
    let row = tx.fetch_optional(&UNIT_OF, vec![id.into()]).await?.ok_or_else(missing)?;
    let unit = UnitId(row.int(0)?);
    office.check(Verb::View, unit).map_err(|_| missing())?;
    office.check(Verb::Review, unit)?;
    let why = said(why, "reason")?;
    tx.execute(&WITHDRAW, vec![id.into(), office.moment.now().into()]).await?;
    let detail = json!({
        "account": AccountId(row.uuid(1)?), "household": HouseholdId(row.uuid(2)?),
    });
    let subject = ("review_relation", id.to_string());
    office.note(tx, "review.relation.withdraw", subject, unit, Some(&why), detail).await
}

/// The declarations of a commune.
pub async fn of_unit(tx: &mut Tx, unit: UnitId) -> Result<Vec<Declared>> {
    tx.fetch(&OF_UNIT, vec![unit.into()]).await?.iter().map(read).collect()
}

/// Every tie between the households of a commune and these people.
pub async fn ties(tx: &mut Tx, unit: UnitId, people: &[(AccountId, String)]) -> Result<Ties> {
    let mut ties = Ties::default();
    for declared in of_unit(tx, unit).await? {
        ties.add(declared.account, declared.household, Tie::Declared(declared.kind));
        if declared.kind != Kind::Own {
            continue;
        }
        for (statement, tie) in [(&SHARED, Tie::SharedPerson), (&SPLIT, Tie::Split)] {
            for row in tx.fetch(statement, vec![declared.household.into()]).await? {
                ties.add(declared.account, HouseholdId(row.uuid(0)?), tie);
            }
        }
    }
    for (account, name) in people {
        let name = tidy(name);
        for row in tx.fetch(&NAMED, vec![unit.into(), fold(&name).into()]).await? {
            if row.text(1)? == name {
                ties.add(*account, HouseholdId(row.uuid(0)?), Tie::SameName);
            }
        }
    }
    Ok(ties)
}

/// Every tie that matters in a round: of the commune's reviewers, and of whoever has a case in it.
///
/// # Errors
/// `review.round.missing`.
pub async fn of_round(tx: &mut Tx, office: &Office<'_>, id: RoundId) -> Result<Ties> {
    let round = round::find(tx, office, id).await?;
    let mut people = access::account::reviewers(tx, round.unit).await?;
    for case in crate::case::of_round(tx, id).await? {
        people.extend(case.reviewer.filter(|(id, _)| people.iter().all(|(known, _)| known != id)));
    }
    ties(tx, round.unit, &people).await
}

fn read(row: &Row) -> Result<Declared> {
    Ok(Declared {
        id: RelationId(row.uuid(0)?),
        account: AccountId(row.uuid(1)?),
        account_name: row.text(2)?,
        household: HouseholdId(row.uuid(3)?),
        head: row.text(4)?,
        kind: row.text(5)?.parse()?,
        note: row.opt_text(6)?,
        by: row.text(7)?,
    })
}
