//! Rounds (kỳ rà soát): opened for a commune, with a list that builds itself.

use access::Verb;
use ground::{CaseId, Day, HouseholdId, Problem, RequestId, Result, RoundId, UnitId, VillageId};
use law::{Class, Limit, Procedure, Step, YearDate};
use places::Level;
use registry::status::NEWLY_ESCAPED_MONTHS;
use serde_json::json;
use store::{Row, Tx};

use crate::Office;
use crate::case::Reason;
use crate::request::{self, Form};
use crate::rules::{Rules, Stage};

/// Which review.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// The periodic one of a year.
    Year(i32),
    /// The off-cycle one of a month, 1–12.
    Month(i32, u32),
}

/// A round.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Round {
    /// Id.
    pub id: RoundId,
    /// The commune.
    pub unit: UnitId,
    /// Which review.
    pub when: When,
    /// Id of the procedure it follows to its end, whatever the law becomes meanwhile.
    pub procedure: String,
    /// The day it was opened.
    pub opened: Day,
    /// The day by which it should be decided.
    pub due: Day,
}

/// A household to be reviewed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposed {
    /// The household.
    pub household: HouseholdId,
    /// Name of the head.
    pub head: String,
    /// Its village.
    pub village: Option<VillageId>,
    /// The village's name; empty when none is known.
    pub village_name: String,
    /// Its class now.
    pub class: Class,
    /// Why it is reviewed.
    pub reason: Reason,
    /// The request behind it.
    pub request: Option<RequestId>,
}

const CASE: &[&str] = &[
    "id",
    "round_id",
    "household_id",
    "unit_id",
    "village_id",
    "reason",
    "request_id",
    "step",
    "step_day",
    "class_before",
    "version",
];

store::statements! {
    FIND = "review.round.find":
        "SELECT id, unit_id, year, month, procedure_id, opened, due FROM review_round WHERE id = $1";
    OF_UNIT = "review.round.of_unit":
        "SELECT id, unit_id, year, month, procedure_id, opened, due FROM review_round WHERE unit_id = $1
         ORDER BY opened DESC, id DESC";
    SAME = "review.round.same":
        "SELECT id FROM review_round WHERE unit_id = $1 AND year = $2 AND month = $3";
    INSERT = "review.round.insert":
        "INSERT INTO review_round (id, unit_id, year, month, procedure_id, opened, due, opened_by_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    // Requested, listed, or watched after an exit that no later fall has undone; never one that is already
    // in an open case.
    PROPOSED = "review.round.proposed":
        "SELECT h.id, h.head, h.village_id, v.name, h.class, r.id, r.form FROM household h
         LEFT JOIN village v ON v.id = h.village_id
         LEFT JOIN review_request r ON r.household_id = h.id AND r.state = 'open'
         WHERE h.unit_id = $1 AND h.closed IS NULL
           AND (r.id IS NOT NULL OR ($2 = 1 AND (h.class IN ('poor', 'near_poor')
             OR (h.class IN ('average', 'not_poor') AND EXISTS (SELECT 1 FROM status s
               WHERE s.household_id = h.id AND s.movement IN ('exit_poor', 'exit_near_poor')
                 AND s.from_day > $3)))))
           AND NOT EXISTS (SELECT 1 FROM review_case c WHERE c.household_id = h.id
             AND c.step NOT IN ('done', 'withdrawn'))
         ORDER BY v.fold NULLS LAST, h.head_sort, h.id, r.received";
}

/// A round, for an actor who may see it.
///
/// # Errors
/// `review.round.missing`, also outside the actor's units.
pub async fn find(tx: &mut Tx, office: &Office<'_>, id: RoundId) -> Result<Round> {
    let missing = || Problem::missing("review.round.missing");
    let row = tx.fetch_optional(&FIND, vec![id.into()]).await?.ok_or_else(missing)?;
    let round = read(&row)?;
    office.check(Verb::View, round.unit).map_err(|_| missing())?;
    Ok(round)
}

/// The rounds of a commune, latest first.
pub async fn of_unit(tx: &mut Tx, unit: UnitId) -> Result<Vec<Round>> {
    tx.fetch(&OF_UNIT, vec![unit.into()]).await?.iter().map(read).collect()
}

/// The review that can be opened on a day: the periodic one within its window, else the off-cycle one of
/// the month once its day has come.
///
/// # Errors
/// `review.round.too_early` before that day.
pub fn open_now(procedure: &Procedure, day: Day) -> Result<When> {
    let date = |date| procedure.date_in(date, day.year());
    if (date(YearDate::Opens)..=date(YearDate::Closes)).contains(&day) {
        return Ok(When::Year(day.year()));
    }
    let from = procedure.limit(Limit::OffCycleDay, day).amount;
    if i64::from(day.day()) < from {
        return Err(Problem::conflict("review.round.too_early").with("day", from));
    }
    Ok(When::Month(day.year(), day.month()))
}

/// Whom a round opened today would review, by village and head.
pub async fn proposed(tx: &mut Tx, unit: UnitId, when: When, today: Day) -> Result<Vec<Proposed>> {
    let periodic = matches!(when, When::Year(_));
    let watched = months_before(today, NEWLY_ESCAPED_MONTHS);
    let values = vec![unit.into(), periodic.into(), watched.into()];
    let mut all: Vec<Proposed> = Vec::new();
    for row in tx.fetch(&PROPOSED, values).await? {
        let household = HouseholdId(row.uuid(0)?);
        // Of several requests the first stands for all.
        if all.last().is_some_and(|last| last.household == household) {
            continue;
        }
        let class: Class = row.text(4)?.parse()?;
        let form = row.opt_text(6)?.map(|form| form.parse::<Form>()).transpose()?;
        let reason = match form {
            Some(Form::Entry) => Reason::Request,
            Some(Form::Exit) => Reason::Exit,
            Some(Form::Average) if !registry::status::is_below(class) => Reason::Average,
            Some(Form::Average) => Reason::Listed,
            None if registry::status::is_below(class) => Reason::Listed,
            None => Reason::Watch,
        };
        all.push(Proposed {
            household,
            head: row.text(1)?,
            village: row.opt_uuid(2)?.map(VillageId),
            village_name: row.opt_text(3)?.unwrap_or_default(),
            class,
            reason,
            request: row.opt_uuid(5)?.map(RequestId),
        });
    }
    Ok(all)
}

/// Opens the round of today for a commune: the list becomes cases, the requests in it are accepted.
///
/// # Errors
/// `access.refused.*`, `review.round.not_commune`, `review.procedure.none`, `review.round.too_early`,
/// `review.round.twice`, `review.round.nobody`.
pub async fn open(tx: &mut Tx, office: &mut Office<'_>, unit: UnitId) -> Result<RoundId> {
    office.check(Verb::Review, unit)?;
    let today = office.moment.today();
    let found = office.units.get(unit);
    if found.is_none_or(|found| found.level != Level::Commune || !found.period.contains(today)) {
        return Err(Problem::invalid("review.round.not_commune"));
    }
    let procedure = office.law.procedure_on(today);
    let procedure = procedure.ok_or_else(|| Problem::missing("review.procedure.none"))?;
    let rules = Rules { law: office.law, procedure };
    let when = open_now(procedure, today)?;
    let (year, month) = when.parts();
    let same = vec![unit.into(), year.into(), month.into()];
    if tx.fetch_optional(&SAME, same).await?.is_some() {
        return Err(rules.refuse("review.round.twice", Step::List));
    }
    let proposed = proposed(tx, unit, when, today).await?;
    if proposed.is_empty() {
        return Err(rules.refuse("review.round.nobody", Step::List));
    }
    let id = RoundId(office.moment.id());
    let due = due(procedure, when, today);
    let values = vec![
        id.into(),
        unit.into(),
        year.into(),
        month.into(),
        procedure.id.as_str().into(),
        today.into(),
        due.into(),
        office.actor.by.name.as_str().into(),
    ];
    tx.execute(&INSERT, values).await?;
    let round = Round { id, unit, when, procedure: procedure.id.clone(), opened: today, due };
    add(tx, office, &round, &proposed).await?;
    let detail = json!({ "cases": proposed.len(), "year": year, "month": month, "due": due });
    let subject = ("review_round", id.to_string());
    office.note(tx, "review.round.open", subject, unit, None, detail).await?;
    Ok(id)
}

/// Takes the requests that came in since a round was opened into it; says how many.
///
/// # Errors
/// `access.refused.*`, `review.round.missing`.
pub async fn take_in(tx: &mut Tx, office: &mut Office<'_>, id: RoundId) -> Result<usize> {
    let round = find(tx, office, id).await?;
    office.check(Verb::Review, round.unit)?;
    let today = office.moment.today();
    let mut proposed = proposed(tx, round.unit, round.when, today).await?;
    proposed.retain(|one| one.request.is_some());
    add(tx, office, &round, &proposed).await?;
    let detail = json!({ "cases": proposed.len() });
    let subject = ("review_round", id.to_string());
    office.note(tx, "review.round.take_in", subject, round.unit, None, detail).await?;
    Ok(proposed.len())
}

/// The households become cases that wait for their survey; their requests are accepted.
async fn add(
    tx: &mut Tx,
    office: &mut Office<'_>,
    round: &Round,
    proposed: &[Proposed],
) -> Result<()> {
    let today = office.moment.today();
    let rules = Rules::of(office.law, &round.procedure)?;
    let begins = begins(rules.procedure, round.when, today);
    let mut values = Vec::new();
    for one in proposed {
        values.extend([
            CaseId(office.moment.id()).into(),
            round.id.into(),
            one.household.into(),
            round.unit.into(),
            one.village.into(),
            one.reason.as_str().into(),
            one.request.into(),
            Stage::Survey.as_str().into(),
            begins.into(),
            one.class.as_str().into(),
            1_i64.into(),
        ]);
    }
    tx.insert_many("review_case", CASE, &mut values).await?;
    request::accept(tx, round.unit, today).await
}

/// The first day of a review. What was surveyed from then on counts, also before somebody opened the
/// round in this program.
fn begins(procedure: &Procedure, when: When, today: Day) -> Day {
    match when {
        When::Year(year) => procedure.date_in(YearDate::Opens, year),
        When::Month(year, month) => {
            let from = procedure.limit(Limit::OffCycleDay, today).amount;
            Day::new(year, month, u32::try_from(from).unwrap_or(1)).unwrap_or(today)
        }
    }
}

/// The day by which a round should be decided.
fn due(procedure: &Procedure, when: When, today: Day) -> Day {
    match when {
        When::Year(year) => procedure.date_in(YearDate::Closes, year),
        When::Month(..) => {
            let days = procedure.limit(Limit::OffCycleAnswer, today).amount;
            begins(procedure, when, today).plus_days(days)
        }
    }
}

/// When a request that comes in on a day is answered by.
pub(crate) fn answered_by(procedure: &Procedure, day: Day) -> Day {
    let mut reviewed = day;
    let when = loop {
        match open_now(procedure, reviewed) {
            Ok(when) => break when,
            Err(_) => reviewed = reviewed.next(),
        }
    };
    due(procedure, when, reviewed).max(day)
}

impl When {
    /// Year and month; month 0 for the periodic review.
    pub fn parts(self) -> (i32, u32) {
        match self {
            When::Year(year) => (year, 0),
            When::Month(year, month) => (year, month),
        }
    }
}

fn months_before(day: Day, months: u32) -> Day {
    let year = day.year() - (months / 12) as i32;
    Day::new(year, day.month(), day.day()).unwrap_or_else(|| day.plus_days(-1_096))
}

fn read(row: &Row) -> Result<Round> {
    let (year, month) = (row.int(2)? as i32, row.int(3)? as u32);
    Ok(Round {
        id: RoundId(row.uuid(0)?),
        unit: UnitId(row.int(1)?),
        when: if month == 0 { When::Year(year) } else { When::Month(year, month) },
        procedure: row.text(4)?,
        opened: row.day(5)?,
        due: row.day(6)?,
    })
}
