//! A second look at one survey that raised a question: somebody else is asked to see the household again, and
//! writes down what they found. It is no part of the random sample, whose estimates it would bend.

use access::Verb;
use ground::{AccountId, CaseId, Day, Instant, Problem, Result, RoundId, tidy};
use law::Class;
use serde_json::json;
use store::{Row, Tx, Value};

use crate::assign::least;
use crate::case::{self, Case};
use crate::office::said;
use crate::relation;
use crate::rules::Stage;
use crate::{Office, round};

/// A second look that was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    /// The case.
    pub case: CaseId,
    /// Its class by the first survey.
    pub class: Class,
    /// Who surveyed it first; empty when nobody said.
    pub first: String,
    /// Who is asked to see it again; nobody when all reviewers surveyed it or are related.
    pub reviewer: Option<(AccountId, String)>,
    /// What raised the question.
    pub why: String,
    /// When it was asked for.
    pub at: Instant,
    /// What was found.
    pub second: Option<Second>,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Second {
    /// On which day.
    pub day: Day,
    /// The class.
    pub class: Class,
    /// What was noted.
    pub note: Option<String>,
    /// Who looked.
    pub by: String,
}

macro_rules! columns {
    () => {
        "SELECT case_id, first_class, first_reviewer, reviewer_id, reviewer, why, asked_at, second_day,
           second_class, second_note, second_name FROM review_look"
    };
}

store::statements! {
    INSERT = "review.look.insert":
        "INSERT INTO review_look (case_id, round_id, unit_id, first_class, first_reviewer, reviewer_id,
           reviewer, why, asked_at, asked_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OF_ROUND = "review.look.of_round": concat!(columns!(), " WHERE round_id = $1 ORDER BY case_id");
    OF_CASE = "review.look.of_case": concat!(columns!(), " WHERE case_id = $1");
    FIRST = "review.look.first": "SELECT reviewer FROM visit WHERE id = $1";
    RECORD = "review.look.record":
        "UPDATE review_look SET second_day = $2, second_class = $3, second_note = $4, second_name = $5
         WHERE case_id = $1 AND second_class IS NULL";
}

/// The second looks of a round.
pub async fn looks(tx: &mut Tx, round: RoundId) -> Result<Vec<Look>> {
    tx.fetch(&OF_ROUND, vec![round.into()]).await?.iter().map(read).collect()
}

/// The second look at a case, if one was asked for.
pub async fn of_case(tx: &mut Tx, case: CaseId) -> Result<Option<Look>> {
    tx.fetch_optional(&OF_CASE, vec![case.into()]).await?.as_ref().map(read).transpose()
}

/// Asks for a second look at a case: by whoever has least to do, did not survey it and is not related.
///
/// # Errors
/// `access.refused.*`, `review.case.missing`, `review.text.missing`, `review.look.surveyed` for a case without
/// a survey that stands, `review.look.twice`.
pub async fn ask(tx: &mut Tx, office: &mut Office<'_>, id: CaseId, why: &str) -> Result<()> {
    let (case, round) = case::find(tx, office, id).await?;
    office.check(Verb::Review, case.unit)?;
    let why = said(why, "reason")?;
    let stands = !matches!(case.state.stage, Stage::Survey | Stage::Withdrawn);
    let (Some(visit), Some(class), true) = (case.visit, case.classes.surveyed, stands) else {
        return Err(Problem::conflict("review.look.surveyed").with("head", case.head));
    };
    if of_case(tx, id).await?.is_some() {
        return Err(Problem::conflict("review.look.twice").with("head", case.head));
    }
    let row = tx.fetch_optional(&FIRST, vec![visit.into()]).await?;
    let first = row.map(|row| row.opt_text(0)).transpose()?.flatten();
    let assigned = case.reviewer.as_ref().map(|(_, name)| name.clone());
    let first = first.or(assigned).unwrap_or_default();
    let (account, name) = somebody_else(tx, office, &round, &case, &first).await?.unzip();
    let values = vec![
        id.into(),
        round.id.into(),
        case.unit.into(),
        class.as_str().into(),
        first.into(),
        account.into(),
        Value::Text(name.clone()),
        why.as_str().into(),
        office.moment.now().into(),
        office.actor.by.name.as_str().into(),
    ];
    tx.execute(&INSERT, values).await?;
    let detail = json!({ "household": case.household, "first": class.as_str(), "reviewer": name });
    let subject = ("review_case", id.to_string());
    office.note(tx, "review.look.ask", subject, case.unit, Some(&why), detail).await
}

async fn somebody_else(
    tx: &mut Tx,
    office: &Office<'_>,
    round: &round::Round,
    case: &Case,
    first: &str,
) -> Result<Option<(AccountId, String)>> {
    let reviewers = access::account::reviewers(tx, round.unit).await?;
    let ties = relation::of_round(tx, office, round.id).await?;
    let asked = looks(tx, round.id).await?;
    let load = |account: AccountId| {
        let own = |look: &&Look| look.reviewer.as_ref().is_some_and(|(id, _)| *id == account);
        asked.iter().filter(own).count()
    };
    let mut loads: Vec<usize> = reviewers.iter().map(|(account, _)| load(*account)).collect();
    let found = least(&reviewers, &mut loads, |(account, name)| {
        name != first
            && case.reviewer.as_ref().is_none_or(|(own, _)| own != account)
            && ties.between(*account, case.household).is_none()
    });
    Ok(found.cloned())
}

/// Records what the second look found. The case itself goes on as it is: whoever runs the review decides
/// whether the difference matters.
///
/// # Errors
/// `access.refused.*`, `review.case.missing`, `review.look.missing`, `review.text.missing`,
/// `review.look.same`, `review.look.day`, `review.sample.class`, `review.look.seen`.
pub async fn record(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: CaseId,
    day: Day,
    class: Class,
    by: &str,
    note: &str,
) -> Result<()> {
    let (case, _) = case::find(tx, office, id).await?;
    office.check(Verb::Review, case.unit)?;
    let look = of_case(tx, id).await?.ok_or_else(|| Problem::missing("review.look.missing"))?;
    let by = said(by, "reviewer")?;
    if by == look.first {
        return Err(Problem::conflict("review.look.same").with("name", by));
    }
    let (from, today) = (look.at.day(), office.moment.today());
    if !(from..=today).contains(&day) {
        return Err(Problem::invalid("review.look.day").with("from", from).with("to", today));
    }
    if class == Class::Undetermined {
        return Err(Problem::invalid("review.sample.class"));
    }
    let note = Some(tidy(note)).filter(|note| !note.is_empty());
    let values = vec![id.into(), day.into(), class.as_str().into(), note.clone().into(), by.into()];
    if tx.execute(&RECORD, values).await? == 0 {
        return Err(Problem::conflict("review.look.seen").with("head", case.head));
    }
    let detail = json!({ "day": day, "first": look.class.as_str(), "second": class.as_str() });
    let subject = ("review_case", id.to_string());
    office.note(tx, "review.look.record", subject, case.unit, note.as_deref(), detail).await
}

fn read(row: &Row) -> Result<Look> {
    let second = row.opt_text(8)?.map(|class| -> Result<Second> {
        Ok(Second {
            day: row.day(7)?,
            class: class.parse()?,
            note: row.opt_text(9)?,
            by: row.opt_text(10)?.unwrap_or_default(),
        })
    });
    Ok(Look {
        case: CaseId(row.uuid(0)?),
        class: row.text(1)?.parse()?,
        first: row.text(2)?,
        reviewer: row.opt_uuid(3)?.map(AccountId).zip(row.opt_text(4)?),
        why: row.text(5)?,
        at: Instant(row.int(6)?),
        second: second.transpose()?,
    })
}
