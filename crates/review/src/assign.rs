//! Who surveys which village: whole villages, evenly spread, and nobody their own relatives.

use access::Verb;
use ground::{AccountId, CaseId, Problem, Result, RoundId, VillageId};
use serde_json::json;
use store::Tx;

use crate::case::{self, Case};
use crate::relation::{self, Ties};
use crate::rules::Stage;
use crate::{Office, round};

store::statements! {
    ASSIGN = "review.assign.village":
        "UPDATE review_case SET reviewer_id = $3, reviewer = $4, version = version + 1
         WHERE round_id = $1 AND step = 'survey'
           AND (village_id = $2 OR (village_id IS NULL AND CAST($2 AS UUID) IS NULL))";
    GIVE = "review.assign.case":
        "UPDATE review_case SET reviewer_id = $2, reviewer = $3, version = version + 1
         WHERE id = $1 AND step = 'survey'";
}

/// Somebody who surveys, with their name.
pub type Reviewer = (AccountId, String);

/// What became of an assignment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spread {
    /// Reviewers of the commune.
    pub reviewers: usize,
    /// Households that went to somebody else than their village, because they are related to its reviewer.
    pub apart: usize,
    /// Households that nobody unrelated is there for.
    pub nobody: usize,
}

/// For each village, the reviewer (by position) who takes it: the largest village first, to whoever has
/// least to do. No two reviewers' loads differ by more than the largest village. Nobody without
/// reviewers.
pub fn balance(villages: &[usize], reviewers: usize) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..villages.len()).collect();
    order.sort_by_key(|village| std::cmp::Reverse(villages[*village]));
    let mut loads = vec![0; reviewers];
    let mut taken = vec![None; villages.len()];
    for village in order {
        let least = (0..reviewers).min_by_key(|reviewer| loads[*reviewer]);
        if let Some(reviewer) = least {
            loads[reviewer] += villages[village];
        }
        taken[village] = least;
    }
    taken
}

/// Assigns every village of a round that still has households to survey to the reviewers of the
/// commune. A household related to its village's reviewer goes to whoever has least to do and is not.
///
/// # Errors
/// `access.refused.*`, `review.round.missing`, `review.assign.nobody`.
pub async fn spread(tx: &mut Tx, office: &mut Office<'_>, id: RoundId) -> Result<Spread> {
    let round = round::find(tx, office, id).await?;
    office.check(Verb::Review, round.unit)?;
    let reviewers = reviewers(tx, &round).await?;
    let mut villages: Vec<(Option<VillageId>, usize)> = Vec::new();
    for case in waiting(tx, id).await? {
        match villages.iter_mut().find(|(village, _)| *village == case.village) {
            Some((_, count)) => *count += 1,
            None => villages.push((case.village, 1)),
        }
    }
    let sizes: Vec<usize> = villages.iter().map(|(_, count)| *count).collect();
    for ((village, _), reviewer) in villages.iter().zip(balance(&sizes, reviewers.len())) {
        if let Some(at) = reviewer {
            assign(tx, id, *village, &reviewers[at]).await?;
        }
    }
    let (apart, nobody) = part(tx, office, id, &reviewers, |_| true).await?;
    let detail = json!({
        "reviewers": reviewers.len(), "villages": villages.len(), "apart": apart, "nobody": nobody,
    });
    let subject = ("review_round", id.to_string());
    office.note(tx, "review.round.assign", subject, round.unit, None, detail).await?;
    Ok(Spread { reviewers: reviewers.len(), apart, nobody })
}

/// Gives what is still to survey of one village to a reviewer of the commune; relatives apart, as in
/// [`spread`].
///
/// # Errors
/// `access.refused.*`, `review.round.missing`, `review.assign.nobody`, `review.assign.stranger`.
pub async fn give_village(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: RoundId,
    village: Option<VillageId>,
    account: AccountId,
) -> Result<Spread> {
    let round = round::find(tx, office, id).await?;
    office.check(Verb::Review, round.unit)?;
    let reviewers = reviewers(tx, &round).await?;
    let reviewer = known(&reviewers, account)?;
    assign(tx, id, village, reviewer).await?;
    let (apart, nobody) = part(tx, office, id, &reviewers, |case| case.village == village).await?;
    let detail = json!({
        "account": account, "village": village, "apart": apart, "nobody": nobody,
    });
    let subject = ("review_round", id.to_string());
    office.note(tx, "review.round.assign", subject, round.unit, None, detail).await?;
    Ok(Spread { reviewers: reviewers.len(), apart, nobody })
}

/// Gives one household that is still to be surveyed to a reviewer of the commune.
///
/// # Errors
/// `access.refused.*`, `review.case.missing`, `review.case.changed`, `review.assign.nobody`,
/// `review.assign.stranger`, `review.assign.related`, `review.assign.surveyed`.
pub async fn give_case(
    tx: &mut Tx,
    office: &mut Office<'_>,
    (id, version): (CaseId, i64),
    account: AccountId,
) -> Result<()> {
    let (case, round) = case::open(tx, office, id, version).await?;
    let reviewers = reviewers(tx, &round).await?;
    let reviewer = known(&reviewers, account)?;
    let ties = relation::of_round(tx, office, round.id).await?;
    if ties.between(account, case.household).is_some() {
        let related = Problem::conflict("review.assign.related").with("head", case.head);
        return Err(related.with("name", reviewer.1.as_str()));
    }
    if !give(tx, id, Some(reviewer)).await? {
        return Err(Problem::conflict("review.assign.surveyed").with("head", case.head));
    }
    let detail = json!({ "account": account, "household": case.household });
    let subject = ("review_case", id.to_string());
    office.note(tx, "review.case.assign", subject, case.unit, None, detail).await
}

/// Of several reviewers, the one with least to do who may look at a household.
pub(crate) fn least<'r>(
    reviewers: &'r [Reviewer],
    loads: &mut [usize],
    may: impl Fn(&Reviewer) -> bool,
) -> Option<&'r Reviewer> {
    let free = (0..reviewers.len()).filter(|at| may(&reviewers[*at]));
    let at = free.min_by_key(|at| loads[*at])?;
    loads[at] += 1;
    Some(&reviewers[at])
}

/// Takes related households from their reviewers and gives them to others; says how many went to somebody
/// else, and for how many there is nobody.
async fn part(
    tx: &mut Tx,
    office: &Office<'_>,
    id: RoundId,
    reviewers: &[Reviewer],
    which: impl Fn(&Case) -> bool,
) -> Result<(usize, usize)> {
    let ties: Ties = relation::of_round(tx, office, id).await?;
    let cases = waiting(tx, id).await?;
    let load = |reviewer: &Reviewer| {
        cases.iter().filter(|case| case.reviewer.as_ref() == Some(reviewer)).count()
    };
    let mut loads: Vec<usize> = reviewers.iter().map(load).collect();
    let (mut apart, mut nobody) = (0, 0);
    for case in cases.iter().filter(|case| which(case)) {
        let Some((account, _)) = &case.reviewer else { continue };
        if ties.between(*account, case.household).is_none() {
            continue;
        }
        let other = least(reviewers, &mut loads, |(other, _)| {
            ties.between(*other, case.household).is_none()
        });
        *(if other.is_some() { &mut apart } else { &mut nobody }) += 1;
        give(tx, case.id, other).await?;
    }
    Ok((apart, nobody))
}

async fn waiting(tx: &mut Tx, id: RoundId) -> Result<Vec<Case>> {
    let mut cases = case::of_round(tx, id).await?;
    cases.retain(|case| case.state.stage == Stage::Survey);
    Ok(cases)
}

async fn reviewers(tx: &mut Tx, round: &round::Round) -> Result<Vec<Reviewer>> {
    let reviewers = access::account::reviewers(tx, round.unit).await?;
    if reviewers.is_empty() {
        return Err(Problem::conflict("review.assign.nobody"));
    }
    Ok(reviewers)
}

fn known(reviewers: &[Reviewer], account: AccountId) -> Result<&Reviewer> {
    let found = reviewers.iter().find(|(id, _)| *id == account);
    found.ok_or_else(|| Problem::invalid("review.assign.stranger"))
}

async fn assign(
    tx: &mut Tx,
    round: RoundId,
    village: Option<VillageId>,
    (account, name): &Reviewer,
) -> Result<()> {
    let values = vec![round.into(), village.into(), (*account).into(), name.as_str().into()];
    tx.execute(&ASSIGN, values).await.map(drop)
}

async fn give(tx: &mut Tx, case: CaseId, reviewer: Option<&Reviewer>) -> Result<bool> {
    let (account, name) = reviewer.map(|(id, name)| (*id, name.clone())).unzip();
    Ok(tx.execute(&GIVE, vec![case.into(), account.into(), name.into()]).await? == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_village_is_taken_and_loads_differ_by_one_village_at_most(
            villages in proptest::collection::vec(1_usize..200, 0..30), reviewers in 1_usize..9
        ) {
            let taken = balance(&villages, reviewers);
            let mut loads = vec![0; reviewers];
            for (size, reviewer) in villages.iter().zip(&taken) {
                loads[reviewer.unwrap()] += size;
            }
            let spread = loads.iter().max().unwrap() - loads.iter().min().unwrap();
            prop_assert!(spread <= villages.iter().max().copied().unwrap_or(0));
        }
    }
}
