//! Reports of the review (báo cáo): which are due by the calendar of the procedure, and which were sent.

use access::Verb;
use ground::{Day, Problem, Result, UnitId};
use law::{Procedure, YearDate};
use serde_json::json;
use store::Tx;

use crate::Office;
use crate::office::said;

ground::words! {
    /// Which report.
    Kind, invalid "review.report.kind":
    /// On the off-cycle review of the month before.
    Monthly = "monthly",
    /// The preliminary result of the yearly review.
    Preliminary = "preliminary",
    /// Its official result.
    Official = "official",
}

/// A report of the calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// Which.
    pub kind: Kind,
    /// The last day on which it is in time.
    pub due: Day,
    /// First day of what it is about.
    pub from: Day,
    /// Last day of what it is about.
    pub to: Day,
}

/// A report that was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent {
    /// Which.
    pub kind: Kind,
    /// Its last day in time.
    pub due: Day,
    /// The day it was sent.
    pub day: Day,
    /// Number of the document.
    pub number: String,
    /// Who recorded it.
    pub by: String,
}

store::statements! {
    INSERT = "review.report.insert":
        "INSERT INTO review_report (unit_id, kind, due, sent, number, recorded_at, recorded_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF_UNIT = "review.report.of_unit":
        "SELECT kind, due, sent, number, recorded_name FROM review_report
         WHERE unit_id = $1 AND due >= $2 AND due <= $3 ORDER BY due";
}

/// The reports of a year in the order of their last days. What the law wants before a date is in time up to
/// the day before. A monthly report is about the month before; the others, about the year up to the end of
/// the periodic review.
pub fn calendar(procedure: &Procedure, year: i32) -> Vec<Report> {
    let date = |date| procedure.date_in(date, year);
    let (first, last) = (date(YearDate::FirstMonthlyReport), date(YearDate::LastMonthlyReport));
    let day = |month, day| Day::new(year, month, day);
    let mut all = Vec::new();
    for month in first.month()..=last.month() {
        let begins = day(month, 1);
        let before = if month > 1 { day(month - 1, 1) } else { Day::new(year - 1, 12, 1) };
        if let (Some(due), Some(begins), Some(from)) = (day(month, first.day()), begins, before) {
            all.push(Report { kind: Kind::Monthly, due, from, to: begins.previous() });
        }
    }
    let (from, to) = (day(1, 1).unwrap_or(first), date(YearDate::Closes));
    for (kind, before) in [
        (Kind::Preliminary, date(YearDate::PreliminaryReport)),
        (Kind::Official, date(YearDate::OfficialReport)),
    ] {
        all.push(Report { kind, due: before.previous(), from, to });
    }
    all
}

/// The reports that a unit sent in a year.
pub async fn sent(tx: &mut Tx, unit: UnitId, year: i32) -> Result<Vec<Sent>> {
    let day = |month, day| Day::new(year, month, day).map_or(0, Day::number);
    let values = vec![unit.into(), day(1, 1).into(), day(12, 31).into()];
    let rows = tx.fetch(&OF_UNIT, values).await?;
    let sent = rows.iter().map(|row| {
        Ok(Sent {
            kind: row.text(0)?.parse()?,
            due: row.day(1)?,
            day: row.day(2)?,
            number: row.text(3)?,
            by: row.text(4)?,
        })
    });
    sent.collect()
}

/// Records that a report went out.
///
/// # Errors
/// `access.refused.*`, `review.procedure.none`, `review.report.missing` for one that the calendar does not
/// have, `review.report.day` for a day to come, `review.text.missing` without a number,
/// `review.report.twice`.
pub async fn record(
    tx: &mut Tx,
    office: &mut Office<'_>,
    unit: UnitId,
    (kind, due): (Kind, Day),
    day: Day,
    number: &str,
) -> Result<()> {
    office.check(Verb::ManageFigures, unit)?;
    let procedure = office.law.procedure_on(due);
    let procedure = procedure.ok_or_else(|| Problem::missing("review.procedure.none"))?;
    let known = calendar(procedure, due.year());
    if !known.iter().any(|report| (report.kind, report.due) == (kind, due)) {
        return Err(Problem::missing("review.report.missing"));
    }
    if day > office.moment.today() {
        return Err(Problem::invalid("review.report.day").with("day", day));
    }
    let number = said(number, "number")?;
    let already = sent(tx, unit, due.year()).await?;
    if already.iter().any(|sent| (sent.kind, sent.due) == (kind, due)) {
        return Err(Problem::conflict("review.report.twice"));
    }
    let values = vec![
        unit.into(),
        kind.as_str().into(),
        due.into(),
        day.into(),
        number.as_str().into(),
        office.moment.now().into(),
        office.actor.by.name.as_str().into(),
    ];
    tx.execute(&INSERT, values).await?;
    let detail = json!({ "kind": kind.as_str(), "due": due, "day": day, "number": number });
    let subject = ("review_report", format!("{unit} {kind} {due}"));
    office.note(tx, "review.report.send", subject, unit, None, detail).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::Law;

    #[test]
    fn the_calendar_of_the_law() {
        let law = Law::builtin().unwrap();
        let day = |text: &str| text.parse::<Day>().unwrap();
        let all = calendar(law.procedure_on(day("2026-11-23")).unwrap(), 2026);
        assert_eq!(all.len(), 10, "February to September, preliminary, official");
        let first = Report {
            kind: Kind::Monthly,
            due: day("2026-02-05"),
            from: day("2026-01-01"),
            to: day("2026-01-31"),
        };
        assert_eq!(all[0], first);
        assert_eq!((all[7].due, all[7].to), (day("2026-09-05"), day("2026-08-31")));
        assert_eq!((all[8].kind, all[8].due), (Kind::Preliminary, day("2026-11-14")));
        assert_eq!((all[9].kind, all[9].due), (Kind::Official, day("2026-12-19")));
        assert_eq!((all[9].from, all[9].to), (day("2026-01-01"), day("2026-12-14")));
    }
}
