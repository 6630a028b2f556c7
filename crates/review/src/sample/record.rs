//! What the second look found: from the visits that came in, or typed in from paper.

use access::Verb;
use ground::{Day, Problem, Result, RoundId, VisitId, tidy};
use law::Class;
use serde_json::json;
use store::{Tx, Value};

use super::draw::SECOND;
use super::read::{Drawn, Sample, latest};
use crate::office::said;
use crate::survey::{Found, visits};
use crate::{Office, round};

store::statements! {
    // Visits recorded since the draw by somebody who says who they are, and is not who surveyed first.
    SEEN = "review.sample.seen":
        "SELECT s.case_id, v.id, v.day, v.stated_class, e.class, e.standard, v.reviewer
         FROM review_sampled s JOIN review_sample m ON m.id = s.sample_id
         JOIN visit v ON v.household_id = s.household_id
         LEFT JOIN evaluation e ON e.visit_id = v.id
         WHERE s.sample_id = $1 AND s.second_class IS NULL AND v.recorded_at >= m.drawn_at
           AND v.id <> s.first_visit_id AND v.reviewer <> s.first_reviewer
         ORDER BY s.case_id, v.recorded_at, v.id";
}

/// Takes up the visits by which households of the sample were seen again; says how many.
///
/// # Errors
/// `access.refused.*`, `review.round.missing`, `review.sample.missing`.
pub async fn take_up(tx: &mut Tx, office: &mut Office<'_>, id: RoundId) -> Result<usize> {
    let (sample, drawn) = open(tx, office, id).await?;
    let rows = tx.fetch(&SEEN, vec![sample.id.into()]).await?;
    let mut seen: Vec<Found> = visits(office.law, &rows)?;
    seen.retain(|found| found.class != Class::Undetermined);
    seen.dedup_by_key(|found| found.case);
    let mut taken = 0;
    for one in drawn.iter().filter(|one| one.second.is_none()) {
        let Some(found) = seen.iter().find(|found| found.case == one.case) else { continue };
        let by = rows.iter().find(|row| row.uuid(1).ok() == Some(found.visit.0));
        let by = by.map(|row| row.text(6)).transpose()?.unwrap_or_default();
        let found = (Some(found.visit), found.day, found.class);
        write(tx, office, &sample, one, found, None, &by).await?;
        taken += 1;
    }
    Ok(taken)
}

/// Records what a second look on paper found.
///
/// # Errors
/// `access.refused.*`, `review.round.missing`, `review.sample.missing`, `review.sample.seen`,
/// `review.sample.day`, `review.sample.same`, `review.sample.class`, `review.text.missing`.
#[expect(clippy::too_many_arguments, reason = "the fields of the form")]
pub async fn record(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: RoundId,
    position: i64,
    day: Day,
    class: Class,
    by: &str,
    note: &str,
) -> Result<()> {
    let (sample, drawn) = open(tx, office, id).await?;
    let missing = || Problem::missing("review.sample.missing");
    let one = drawn.iter().find(|one| one.position == position).ok_or_else(missing)?;
    let by = said(by, "reviewer")?;
    if by == one.first {
        return Err(Problem::conflict("review.sample.same").with("name", by));
    }
    let (from, today) = (sample.at.day(), office.moment.today());
    if !(from..=today).contains(&day) {
        return Err(Problem::invalid("review.sample.day").with("from", from).with("to", today));
    }
    if class == Class::Undetermined {
        return Err(Problem::invalid("review.sample.class"));
    }
    let note = Some(tidy(note)).filter(|note| !note.is_empty());
    write(tx, office, &sample, one, (None, day, class), note, &by).await
}

/// The sample of a round that counts, for whoever runs the review.
async fn open(tx: &mut Tx, office: &Office<'_>, id: RoundId) -> Result<(Sample, Vec<Drawn>)> {
    let round = round::find(tx, office, id).await?;
    office.check(Verb::Review, round.unit)?;
    let found = latest(tx, id).await?.ok_or_else(|| Problem::missing("review.sample.missing"))?;
    Ok((found.0, found.2))
}

async fn write(
    tx: &mut Tx,
    office: &mut Office<'_>,
    sample: &Sample,
    one: &Drawn,
    (visit, day, class): (Option<VisitId>, Day, Class),
    note: Option<String>,
    by: &str,
) -> Result<()> {
    let values = vec![
        sample.id.into(),
        one.position.into(),
        visit.into(),
        day.into(),
        class.as_str().into(),
        Value::Text(note.clone()),
        by.into(),
    ];
    if tx.execute(&SECOND, values).await? == 0 {
        return Err(Problem::conflict("review.sample.seen").with("head", one.head.as_str()));
    }
    let (case, _) = crate::case::find(tx, office, one.case).await?;
    let detail = json!({
        "sample": sample.id, "day": day, "first": one.class.as_str(), "second": class.as_str(),
    });
    let subject = ("review_case", one.case.to_string());
    office.note(tx, "review.sample.record", subject, case.unit, note.as_deref(), detail).await
}
