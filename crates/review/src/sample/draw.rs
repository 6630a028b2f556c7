//! Drawing a sample and finding somebody to see each household again.

use access::Verb;
use ground::{HouseholdId, Problem, Result, RoundId, SampleId, VisitId};
use law::Class;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::Tx;

use super::{Strata, allocate, read, size};
use crate::assign::{Reviewer, least};
use crate::case::{self, Case};
use crate::office::said;
use crate::relation;
use crate::rules::Stage;
use crate::{Office, round};

store::statements! {
    INSERT = "review.sample.insert":
        "INSERT INTO review_sample (id, round_id, unit_id, number, strata, margin, drawn_at, drawn_name, why)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    FIRST = "review.sample.first":
        "SELECT v.id, v.reviewer FROM review_case c JOIN visit v ON v.id = c.visit_id WHERE c.round_id = $1";
    SECOND = "review.sample.second":
        "UPDATE review_sampled SET second_visit_id = $3, second_day = $4, second_class = $5,
           second_note = $6, second_name = $7
         WHERE sample_id = $1 AND position = $2 AND second_class IS NULL";
}

/// The sample wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plan {
    /// What the strata are.
    pub strata: Strata,
    /// The margin of error, in percentage points at 95 %: 1 to 30.
    pub margin: i64,
}

/// A household that may be drawn.
struct Candidate {
    case: Case,
    visit: VisitId,
    class: Class,
    /// Who surveyed it first, as far as anybody said.
    first: String,
}

const SAMPLED: &[&str] = &[
    "sample_id",
    "position",
    "stratum",
    "case_id",
    "household_id",
    "first_visit_id",
    "first_class",
    "first_reviewer",
    "reviewer_id",
    "reviewer",
];

/// Draws a sample of the households of a round that have been surveyed. One that replaces another says why,
/// and comes only while nobody has been seen again; both stay in the record.
///
/// # Errors
/// `access.refused.*`, `review.round.missing`, `review.sample.margin`, `review.sample.nobody`,
/// `review.sample.begun`, `review.text.missing` for a second draw without a reason.
pub async fn draw(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: RoundId,
    plan: Plan,
    why: &str,
) -> Result<SampleId> {
    let round = round::find(tx, office, id).await?;
    office.check(Verb::Review, round.unit)?;
    if !(1..=30).contains(&plan.margin) {
        return Err(Problem::invalid("review.sample.margin").with("margin", plan.margin));
    }
    let before = read::of_round(tx, id).await?;
    let why = match before.last() {
        None => None,
        Some(last) if read::drawn(tx, last.id).await?.iter().any(|one| one.second.is_some()) => {
            return Err(Problem::conflict("review.sample.begun"));
        }
        Some(_) => Some(said(why, "redraw")?),
    };
    let strata = strata(candidates(tx, id).await?, plan.strata);
    let populations: Vec<usize> = strata.iter().map(|(_, own)| own.len()).collect();
    let population: usize = populations.iter().sum();
    if population == 0 {
        return Err(Problem::conflict("review.sample.nobody"));
    }
    let sizes = allocate(&populations, size(population, plan.margin));
    let sample = SampleId(office.moment.id());
    let values = vec![
        sample.into(),
        id.into(),
        round.unit.into(),
        (before.len() + 1).into(),
        plan.strata.as_str().into(),
        plan.margin.into(),
        office.moment.now().into(),
        office.actor.by.name.as_str().into(),
        why.clone().into(),
    ];
    tx.execute(&INSERT, values).await?;
    let mut drawn = Vec::new();
    let mut lines = Vec::new();
    for (at, ((name, own), size)) in strata.into_iter().zip(&sizes).enumerate() {
        let count = own.len();
        lines.extend([sample.into(), at.into(), name.into(), count.into(), (*size).into()]);
        drawn.extend(first(sample, own, *size).into_iter().map(|one| (at, one)));
    }
    let columns = &["sample_id", "position", "name", "population", "size"];
    tx.insert_many("review_stratum", columns, &mut lines).await?;
    let count = drawn.len();
    write(tx, office, id, sample, drawn).await?;
    let detail = json!({
        "sample": sample, "strata": plan.strata.as_str(), "margin": plan.margin,
        "population": population, "drawn": count,
    });
    let subject = ("review_round", id.to_string());
    office.note(tx, "review.sample.draw", subject, round.unit, why.as_deref(), detail).await?;
    Ok(sample)
}

/// Writes the households drawn, each with somebody to see it: neither who surveyed it nor a relative, and
/// whoever has least to do.
async fn write(
    tx: &mut Tx,
    office: &Office<'_>,
    round: RoundId,
    sample: SampleId,
    drawn: Vec<(usize, Candidate)>,
) -> Result<()> {
    let unit = round::find(tx, office, round).await?.unit;
    let reviewers = access::account::reviewers(tx, unit).await?;
    let ties = relation::of_round(tx, office, round).await?;
    let mut loads = vec![0; reviewers.len()];
    let mut lines = Vec::new();
    for (at, (stratum, one)) in drawn.into_iter().enumerate() {
        let case = &one.case;
        let may = |(account, name): &Reviewer| {
            case.reviewer.as_ref().is_none_or(|(first, _)| first != account)
                && *name != one.first
                && ties.between(*account, case.household).is_none()
        };
        let (account, name) = least(&reviewers, &mut loads, may).cloned().unzip();
        lines.extend([
            sample.into(),
            at.into(),
            stratum.into(),
            case.id.into(),
            case.household.into(),
            one.visit.into(),
            one.class.as_str().into(),
            one.first.into(),
            account.into(),
            name.into(),
        ]);
    }
    tx.insert_many("review_sampled", SAMPLED, &mut lines).await
}

/// The households of a round whose survey has been taken up.
async fn candidates(tx: &mut Tx, id: RoundId) -> Result<Vec<Candidate>> {
    let mut names = std::collections::HashMap::new();
    for row in tx.fetch(&FIRST, vec![id.into()]).await? {
        names.insert(VisitId(row.uuid(0)?), row.opt_text(1)?);
    }
    let mut all = Vec::new();
    for case in case::of_round(tx, id).await? {
        let again = matches!(case.state.stage, Stage::Survey | Stage::Withdrawn);
        let (Some(visit), Some(class), false) = (case.visit, case.classes.surveyed, again) else {
            continue;
        };
        let assigned = case.reviewer.as_ref().map(|(_, name)| name.clone());
        let first = names.remove(&visit).flatten().or(assigned).unwrap_or_default();
        all.push(Candidate { case, visit, class, first });
    }
    Ok(all)
}

/// The candidates by stratum, in the order of names.
fn strata(all: Vec<Candidate>, by: Strata) -> Vec<(String, Vec<Candidate>)> {
    let mut strata: Vec<(String, Vec<Candidate>)> = Vec::new();
    for one in all {
        let name = match by {
            Strata::Village => one.case.village_name.clone(),
            Strata::Class => one.class.as_str().to_owned(),
        };
        match strata.iter_mut().find(|(known, _)| *known == name) {
            Some((_, own)) => own.push(one),
            None => strata.push((name, vec![one])),
        }
    }
    strata
}

/// The first `size` of a stratum in the order that the seed gives.
fn first(sample: SampleId, mut own: Vec<Candidate>, size: usize) -> Vec<Candidate> {
    own.sort_by_cached_key(|one| order(sample, one.case.household));
    own.truncate(size);
    own
}

/// Where a household comes in a draw.
fn order(sample: SampleId, household: HouseholdId) -> Vec<u8> {
    Sha256::digest(format!("{sample}:{household}")).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::{Instant, Moment};

    /// Chi-squared of how often each of 40 households comes among the first 10, over 4 000 draws.
    #[test]
    fn every_household_has_the_same_chance() {
        let mut moment = Moment::seeded(Instant(0), 7);
        let households: Vec<_> = (0..40).map(|_| HouseholdId(moment.id())).collect();
        let mut counts = [0_i64; 40];
        for _ in 0..4_000 {
            let sample = SampleId(moment.id());
            let mut order: Vec<usize> = (0..40).collect();
            order.sort_by_cached_key(|at| super::order(sample, households[*at]));
            order[..10].iter().for_each(|at| counts[*at] += 1);
        }
        assert_eq!(counts.iter().sum::<i64>(), 40_000);
        // Expected 1 000 each with variance 750; the 99.9 % quantile of χ² with 39 degrees is 72.1.
        let squares: i64 = counts.iter().map(|count| (count - 1_000).pow(2)).sum();
        assert!(squares as f64 / 750.0 < 72.1, "{counts:?}");
    }
}
