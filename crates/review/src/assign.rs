//! Who surveys which village: whole villages, evenly spread.

use access::Verb;
use ground::{AccountId, Result, RoundId, VillageId};
use serde_json::json;
use store::Tx;

use crate::rules::Stage;
use crate::{Office, case, round};

store::statements! {
    ASSIGN = "review.assign.village":
        "UPDATE review_case SET reviewer_id = $3, reviewer = $4, version = version + 1
         WHERE round_id = $1 AND step = 'survey'
           AND (village_id = $2 OR (village_id IS NULL AND CAST($2 AS UUID) IS NULL))";
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
/// commune; says how many reviewers there are.
///
/// # Errors
/// `access.refused.*`, `review.round.missing`, `review.assign.nobody`.
pub async fn spread(tx: &mut Tx, office: &mut Office<'_>, id: RoundId) -> Result<usize> {
    let round = round::find(tx, office, id).await?;
    office.check(Verb::Review, round.unit)?;
    let reviewers = access::account::reviewers(tx, round.unit).await?;
    if reviewers.is_empty() {
        return Err(ground::Problem::conflict("review.assign.nobody"));
    }
    let mut villages: Vec<(Option<VillageId>, usize)> = Vec::new();
    for case in case::of_round(tx, id).await? {
        if case.state.stage != Stage::Survey {
            continue;
        }
        match villages.iter_mut().find(|(village, _)| *village == case.village) {
            Some((_, count)) => *count += 1,
            None => villages.push((case.village, 1)),
        }
    }
    let sizes: Vec<usize> = villages.iter().map(|(_, count)| *count).collect();
    for ((village, _), reviewer) in villages.iter().zip(balance(&sizes, reviewers.len())) {
        let Some((account, name)) = reviewer.map(|at| &reviewers[at]) else { continue };
        assign(tx, id, *village, *account, name).await?;
    }
    let detail = json!({ "reviewers": reviewers.len(), "villages": villages.len() });
    let subject = ("review_round", id.to_string());
    office.note(tx, "review.round.assign", subject, round.unit, None, detail).await?;
    Ok(reviewers.len())
}

async fn assign(
    tx: &mut Tx,
    round: RoundId,
    village: Option<VillageId>,
    account: AccountId,
    name: &str,
) -> Result<()> {
    let values = vec![round.into(), village.into(), account.into(), name.into()];
    tx.execute(&ASSIGN, values).await.map(drop)
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
