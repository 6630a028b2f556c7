//! Surveys: the visits that the registry has recorded become steps of the cases that wait for them.

use access::Verb;
use ground::{CaseId, Day, Result, RoundId, VisitId};
use law::Class;
use store::Tx;

use crate::case::{self, Case, move_on};
use crate::rules::{Move, Stage};
use crate::{Office, round};

store::statements! {
    // The latest visit of each case that waits for one: since its last step, and not the one before.
    FOUND = "review.survey.found":
        "SELECT c.id, v.id, v.day, v.stated_class, e.class, e.standard FROM review_case c
         JOIN visit v ON v.household_id = c.household_id
         LEFT JOIN evaluation e ON e.visit_id = v.id
         WHERE c.round_id = $1 AND c.step = 'survey' AND v.day >= c.step_day
           AND (c.visit_id IS NULL OR v.id <> c.visit_id)
         ORDER BY c.id, v.day DESC, v.id DESC";
}

/// A visit that a case waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// The case.
    pub case: CaseId,
    /// The visit.
    pub visit: VisitId,
    /// Its day.
    pub day: Day,
    /// Its outcome: the class the form itself gives, or the national standard's of the day.
    pub class: Class,
}

/// The visits recorded for cases of a round that wait for their survey; those whose outcome cannot be
/// told have [`Class::Undetermined`].
pub async fn found(tx: &mut Tx, office: &Office<'_>, id: RoundId) -> Result<Vec<Found>> {
    let mut all: Vec<Found> = Vec::new();
    for row in tx.fetch(&FOUND, vec![id.into()]).await? {
        let (case, visit, day) = (CaseId(row.uuid(0)?), VisitId(row.uuid(1)?), row.day(2)?);
        if all.last().is_some_and(|last| last.case == case && last.visit != visit) {
            continue;
        }
        let stated = row.opt_text(3)?.map(|class| class.parse::<Class>()).transpose()?;
        let standard = registry::national_standard(office.law, day).map(law::Standard::id);
        let evaluated =
            row.opt_text(4)?.filter(|_| row.opt_text(5).ok().flatten().as_deref() == standard);
        let evaluated = evaluated.map(|class| class.parse::<Class>()).transpose()?;
        let known = all.last().filter(|last| last.visit == visit).map(|last| last.class);
        let class = stated.or(evaluated).or(known).unwrap_or(Class::Undetermined);
        if known.is_some() {
            all.pop();
        }
        all.push(Found { case, visit, day, class });
    }
    Ok(all)
}

/// Takes those visits up: every case whose outcome is known goes on to its village's meeting. Says how
/// many did, and of how many the outcome could not be told.
///
/// # Errors
/// `access.refused.*`, `review.round.missing`, those of every step.
pub async fn take_up(tx: &mut Tx, office: &mut Office<'_>, id: RoundId) -> Result<(usize, usize)> {
    let round = round::find(tx, office, id).await?;
    office.check(Verb::Review, round.unit)?;
    let found = found(tx, office, id).await?;
    let cases: Vec<Case> = case::of_round(tx, id).await?;
    let (mut taken, mut open) = (0, 0);
    for case in cases.into_iter().filter(|case| case.state.stage == Stage::Survey) {
        let Some(visit) = found.iter().find(|found| found.case == case.id) else { continue };
        if visit.class == Class::Undetermined {
            open += 1;
            continue;
        }
        let (step, subject) = (Move::Survey(visit.class), Some(visit.visit.0));
        move_on(tx, office, &round, case, step, visit.day, subject, None).await?;
        taken += 1;
    }
    Ok((taken, open))
}
