//! The higher opinion (ý kiến cấp trên) on the results whose posting has run out.

use std::collections::BTreeSet;

use access::Verb;
use ground::{CaseId, Day, Problem, Result, RoundId};
use law::Step;
use serde_json::json;
use store::Tx;

use crate::case::{self, move_on};
use crate::office::said;
use crate::rules::{Move, Rules};
use crate::{Office, round};

/// A written opinion as it is typed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opinion {
    /// Number of the document.
    pub number: String,
    /// Its day.
    pub day: Day,
    /// What it says where it does not agree; may be empty when it agrees to all.
    pub text: String,
    /// The cases it does not agree to; they are surveyed again.
    pub against: BTreeSet<CaseId>,
}

/// Records the opinion on every case of a round whose posting had run out by its day; says on how many.
///
/// # Errors
/// `access.refused.*`, `review.round.missing`, `review.text.missing`, `review.opinion.nobody`,
/// `review.case.missing` for one that it cannot be about, those of every step.
pub async fn record(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: RoundId,
    opinion: &Opinion,
) -> Result<usize> {
    let round = round::find(tx, office, id).await?;
    office.check(Verb::Review, round.unit)?;
    let number = said(&opinion.number, "number")?;
    let text =
        if opinion.against.is_empty() { String::new() } else { said(&opinion.text, "reason")? };
    let mut cases = case::of_round(tx, id).await?;
    cases.retain(|case| case.posting_over(opinion.day));
    if cases.is_empty() {
        let rules = Rules::of(office.law, &round.procedure)?;
        return Err(rules.refuse("review.opinion.nobody", Step::Opinion));
    }
    if !opinion.against.iter().all(|against| cases.iter().any(|case| case.id == *against)) {
        return Err(Problem::missing("review.case.missing"));
    }
    let count = cases.len();
    for case in cases {
        let agrees = !opinion.against.contains(&case.id);
        let note = if agrees { number.clone() } else { format!("{number}: {text}") };
        let step = Move::Opinion(agrees);
        move_on(tx, office, &round, case, step, opinion.day, None, Some(note)).await?;
    }
    let detail = json!({ "number": number, "cases": count, "against": opinion.against.len() });
    let subject = ("review_round", id.to_string());
    office.note(tx, "review.opinion.record", subject, round.unit, None, detail).await?;
    Ok(count)
}
