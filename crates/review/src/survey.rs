//! Surveys: the visits that the registry has recorded become steps of the cases that wait for them.

use access::Verb;
use ground::{CaseId, Day, Result, RoundId, UnitId, VisitId};
use law::{Class, Law};
use store::{Row, Tx};

use crate::case::{self, Case, move_on};
use crate::rules::{Move, Stage};
use crate::{Office, round};

store::statements! {
    // The latest visit up to today of each case that waits for one: since its last step, not the one before,
    // and not a re-verification. Average living standard is told by an income form, not by a visit.
    FOUND = "review.survey.found":
        "SELECT c.id, v.id, v.day, v.stated_class, e.class, e.standard FROM review_case c
         JOIN visit v ON v.household_id = c.household_id
         LEFT JOIN evaluation e ON e.visit_id = v.id
         WHERE c.round_id = $1 AND c.step = 'survey' AND c.reason <> 'average' AND v.day >= c.step_day
           AND v.day <= $2
           AND (c.visit_id IS NULL OR v.id <> c.visit_id)
           AND NOT EXISTS (SELECT 1 FROM review_sampled s WHERE s.second_visit_id = v.id)
         ORDER BY c.id, v.day DESC, v.id DESC";
    ANSWERED = "review.survey.answered":
        "SELECT c.id, v.unit_id, v.day, v.answers FROM review_case c JOIN visit v ON v.id = c.visit_id
         WHERE c.round_id = $1 AND c.step <> 'withdrawn'";
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

/// The answers that a case rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered {
    /// The case.
    pub case: CaseId,
    /// The commune as it was called on that day.
    pub unit: UnitId,
    /// The day of the visit.
    pub day: Day,
    /// The answers as they are kept, see `law::Answers`.
    pub answers: String,
}

/// The answers of every case of a round that has been surveyed, for an actor who may see it.
///
/// # Errors
/// `review.round.missing`.
pub async fn answered(tx: &mut Tx, office: &Office<'_>, id: RoundId) -> Result<Vec<Answered>> {
    round::find(tx, office, id).await?;
    let rows = tx.fetch(&ANSWERED, vec![id.into()]).await?;
    let answered = rows.iter().map(|row| {
        Ok(Answered {
            case: CaseId(row.uuid(0)?),
            unit: UnitId(row.int(1)?),
            day: row.day(2)?,
            answers: row.text(3)?,
        })
    });
    answered.collect()
}

/// The visits recorded for cases of a round that wait for their survey; those whose outcome cannot be
/// told have [`Class::Undetermined`].
pub async fn found(tx: &mut Tx, office: &Office<'_>, id: RoundId) -> Result<Vec<Found>> {
    let today = office.moment.today();
    let mut all = visits(office.law, &tx.fetch(&FOUND, vec![id.into(), today.into()]).await?)?;
    all.dedup_by_key(|found| found.case);
    Ok(all)
}

/// Visits from rows of case, visit, day, stated class, evaluated class and its standard; those of one visit
/// follow each other.
pub(crate) fn visits(law: &Law, rows: &[Row]) -> Result<Vec<Found>> {
    let mut all: Vec<Found> = Vec::new();
    for row in rows {
        let (case, visit, day) = (CaseId(row.uuid(0)?), VisitId(row.uuid(1)?), row.day(2)?);
        let class = |word: Option<String>| word.map(|word| word.parse::<Class>()).transpose();
        let standard = registry::national_standard(law, day).map(law::Standard::id);
        let evaluated =
            row.opt_text(4)?.filter(|_| row.opt_text(5).ok().flatten().as_deref() == standard);
        let class = class(row.opt_text(3)?)?.or(class(evaluated)?);
        if let Some(last) = all.last_mut().filter(|last| last.visit == visit) {
            last.class = class.unwrap_or(last.class);
        } else {
            let class = class.unwrap_or(Class::Undetermined);
            all.push(Found { case, visit, day, class });
        }
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
