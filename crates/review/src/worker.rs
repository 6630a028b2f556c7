//! Low-income workers (người lao động có thu nhập thấp): persons, recognised one by one.
//!
//! The decree names them and what they may earn; its procedure was not found. So the steps are the fewest that
//! every recognition has: a request with a receipt, the income of the household by the income form, the chair's
//! decision, and an end. Whoever has a class of poverty is no such worker.

use access::Verb;
use ground::{Day, HouseholdId, PersonId, Problem, RequestId, Result, UnitId};
use law::{Area, Ceiling, Figure, Law};
use places::Units;
use registry::household;
use registry::status::is_below;
use serde_json::json;
use store::{Ask, Row, Tx};

use crate::Office;
use crate::income::{self, Declared, Income, Of};
use crate::office::said;
use crate::receipt::{self, Receipt};
use crate::request::Channel;
use crate::round::answered_by;

/// The id of the ceiling in the law.
pub const CEILING: &str = "low_income_worker";

ground::words! {
    /// What became of a worker's request.
    State, internal "review.answer.unknown":
    /// Waiting for an answer.
    Open = "open",
    /// Recognised.
    Recognised = "recognised",
    /// Refused in writing, with reasons.
    Refused = "refused",
    /// Recognised once, and no longer.
    Ended = "ended",
}

/// A worker's request and recognition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Worker {
    /// Id.
    pub id: RequestId,
    /// The commune.
    pub unit: UnitId,
    /// The household.
    pub household: HouseholdId,
    /// The member.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// How the request came in.
    pub channel: Channel,
    /// Year and number of its receipt.
    pub receipt: Receipt,
    /// The day it came in.
    pub received: Day,
    /// The day by which it is answered.
    pub due: Day,
    /// What became of it.
    pub state: State,
    /// The day of the refusal or of the end.
    pub answered: Option<Day>,
    /// The reasons of a refusal or of the end.
    pub why: Option<String>,
    /// Number of the decision.
    pub decision: Option<String>,
    /// First and last day of the recognition.
    pub from: Option<Day>,
    /// Last day of the recognition.
    pub to: Option<Day>,
}

macro_rules! columns {
    () => {
        "SELECT id, unit_id, household_id, person_id, name, channel, year, number, received, due, state,
           answered, answer, decision, from_day, to_day FROM review_worker"
    };
}

store::statements! {
    INSERT = "review.worker.insert":
        "INSERT INTO review_worker (id, unit_id, household_id, person_id, name, channel, year, number, received,
           due, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')";
    BY_ID = "review.worker.by_id": concat!(columns!(), " WHERE id = $1");
    OF_UNIT = "review.worker.of_unit":
        concat!(columns!(), " WHERE unit_id = $1 ORDER BY year DESC, number DESC LIMIT 500");
    OF_HOUSEHOLD = "review.worker.of_household":
        concat!(columns!(), " WHERE household_id = $1 ORDER BY received DESC, id DESC");
    RECOGNISE = "review.worker.recognise":
        "UPDATE review_worker SET state = 'recognised', decision = $2, signer = $3, ceiling = $4, from_day = $5
         WHERE id = $1 AND state = 'open'";
    REFUSE = "review.worker.refuse":
        "UPDATE review_worker SET state = 'refused', answered = $2, answer = $3
         WHERE id = $1 AND state = 'open'";
    END = "review.worker.end":
        "UPDATE review_worker SET state = 'ended', answered = $2, answer = $3, to_day = $2
         WHERE id = $1 AND state = 'recognised'";
}

/// What a worker of a commune may have per head and month on a day, with where it is laid down.
///
/// # Errors
/// `review.worker.no_rule` when there is none on that day.
pub fn ceiling<'a>(
    law: &'a Law,
    units: &Units,
    unit: UnitId,
    day: Day,
) -> Result<(&'a Ceiling, &'a Figure)> {
    let area = registry::setting(units, unit, day).area.unwrap_or(Area::Rural);
    let found = law.ceiling(CEILING);
    let found = found.and_then(|ceiling| Some((ceiling, ceiling.figure(area, day)?)));
    found.ok_or_else(|| Problem::missing("review.worker.no_rule").with("day", day))
}

/// Takes in the request of a member and gives it a receipt.
///
/// # Errors
/// `access.refused.*`, `registry.household.missing`, `registry.person.missing`, `review.request.future`,
/// `review.worker.listed` in a poor or near-poor household, `review.worker.twice`, `review.worker.no_rule`.
pub async fn receive(
    tx: &mut Tx,
    office: &mut Office<'_>,
    (household, person): (HouseholdId, PersonId),
    channel: Channel,
    received: Day,
) -> Result<RequestId> {
    let missing = || Problem::missing("registry.household.missing");
    let (found, _) = household::by_id(tx, household).await?.ok_or_else(missing)?;
    office.check(Verb::View, found.unit).map_err(|_| missing())?;
    office.check(channel.taken_by(), found.unit)?;
    let today = office.moment.today();
    if received > today {
        return Err(Problem::invalid("review.request.future").with("day", received));
    }
    let members = registry::person::present_in(tx, &[household]).await?;
    let member = members.into_iter().find(|member| member.id == person);
    let member = member.ok_or_else(|| Problem::missing("registry.person.missing"))?;
    if is_below(found.class) {
        return Err(Problem::conflict("review.worker.listed"));
    }
    ceiling(office.law, office.units, found.unit, received)?;
    let known = of_household(tx, household).await?;
    let stands = |one: &Worker| matches!(one.state, State::Open | State::Recognised);
    if known.iter().any(|one| one.person == person && stands(one)) {
        return Err(Problem::conflict("review.worker.twice"));
    }
    let procedure = office.law.procedure_on(received);
    let procedure = procedure.ok_or_else(|| Problem::missing("review.procedure.none"))?;
    let id = RequestId(office.moment.id());
    let (year, number) = receipt::give(tx, found.unit, received).await?;
    let values = vec![
        id.into(),
        found.unit.into(),
        household.into(),
        person.into(),
        member.name.as_str().into(),
        channel.as_str().into(),
        year.into(),
        number.into(),
        received.into(),
        answered_by(procedure, received).into(),
    ];
    tx.execute(&INSERT, values).await?;
    let detail = json!({ "person": person, "channel": channel.as_str(), "number": number });
    note(tx, office, "review.worker.receive", (id, found.unit), None, detail).await?;
    Ok(id)
}

/// Records what the household earned; may be done again until the request is answered.
///
/// # Errors
/// `access.refused.*`, `review.request.*`, those of [`income::sum`].
pub async fn record(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: RequestId,
    declared: &Declared,
) -> Result<()> {
    let worker = open(tx, office, id, Verb::Review).await?;
    if declared.day > office.moment.today() {
        return Err(Problem::invalid("review.request.future").with("day", declared.day));
    }
    let (total, per_head) = income::sum(office.law, declared)?;
    let of = Of { subject: id.0, household: worker.household, unit: worker.unit };
    income::keep(tx, office, &of, declared, (total, per_head, None)).await
}

/// The chair recognises a worker from the day of the decision on.
///
/// # Errors
/// `access.refused.*`, `review.request.*`, `review.text.missing`, `review.worker.no_income`, `review.worker.high`, `review.worker.listed`,
/// `review.worker.early` before the request came in.
pub async fn decide(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: RequestId,
    number: &str,
    day: Day,
    signer: &str,
) -> Result<()> {
    let worker = open(tx, office, id, Verb::Decide).await?;
    let (number, signer) = (said(number, "number")?, said(signer, "signer")?);
    if day > office.moment.today() {
        return Err(Problem::invalid("review.request.future").with("day", day));
    }
    if day < worker.received {
        return Err(Problem::invalid("review.worker.early").with("day", worker.received));
    }
    let (_, figure) = ceiling(office.law, office.units, worker.unit, day)?;
    let income = of(tx, id).await?.ok_or_else(|| Problem::conflict("review.worker.no_income"))?;
    if income.per_head > figure.amount {
        return Err(Problem::conflict("review.worker.high")
            .with("amount", income.per_head)
            .with("ceiling", figure.amount));
    }
    let household = household::by_id(tx, worker.household).await?;
    if household.is_none_or(|(household, _)| is_below(household.class)) {
        return Err(Problem::conflict("review.worker.listed"));
    }
    let values = vec![
        id.into(),
        number.as_str().into(),
        signer.as_str().into(),
        figure.amount.into(),
        day.into(),
    ];
    answered(tx.execute(&RECOGNISE, values).await?)?;
    let detail = json!({ "person": worker.person, "day": day, "per_head": income.per_head });
    note(tx, office, "review.worker.decide", (id, worker.unit), Some(&number), detail).await
}

/// Refuses a request in writing.
///
/// # Errors
/// `access.refused.*`, `review.request.*`, `review.text.missing`.
pub async fn refuse(tx: &mut Tx, office: &mut Office<'_>, id: RequestId, why: &str) -> Result<()> {
    let worker = open(tx, office, id, Verb::Review).await?;
    let why = said(why, "reason")?;
    let values = vec![id.into(), office.moment.today().into(), why.as_str().into()];
    answered(tx.execute(&REFUSE, values).await?)?;
    let detail = json!({ "person": worker.person });
    note(tx, office, "review.worker.refuse", (id, worker.unit), Some(&why), detail).await
}

/// Ends a recognition with its last day.
///
/// # Errors
/// `access.refused.*`, `review.request.missing`, `review.worker.not_recognised`, `review.worker.early`,
/// `review.text.missing`.
pub async fn end(
    tx: &mut Tx,
    office: &mut Office<'_>,
    id: RequestId,
    last: Day,
    why: &str,
) -> Result<()> {
    let worker = find(tx, office, id).await?;
    office.check(Verb::Decide, worker.unit)?;
    let why = said(why, "reason")?;
    let not_recognised = || Problem::conflict("review.worker.not_recognised");
    let from = worker.from.ok_or_else(not_recognised)?;
    if last < from {
        return Err(Problem::invalid("review.worker.early").with("day", from));
    }
    let values = vec![id.into(), last.into(), why.as_str().into()];
    if tx.execute(&END, values).await? == 0 {
        return Err(not_recognised());
    }
    let detail = json!({ "person": worker.person, "last": last });
    note(tx, office, "review.worker.end", (id, worker.unit), Some(&why), detail).await
}

/// A request, for an actor who may see it.
///
/// # Errors
/// `review.request.missing`, also outside the actor's units.
pub async fn find(tx: &mut Tx, office: &Office<'_>, id: RequestId) -> Result<Worker> {
    let missing = || Problem::missing("review.request.missing");
    let row = tx.fetch_optional(&BY_ID, vec![id.into()]).await?.ok_or_else(missing)?;
    let worker = read(&row)?;
    office.check(Verb::View, worker.unit).map_err(|_| missing())?;
    Ok(worker)
}

/// The latest requests of a commune.
pub async fn of_unit(tx: &mut Tx, unit: UnitId) -> Result<Vec<Worker>> {
    tx.fetch(&OF_UNIT, vec![unit.into()]).await?.iter().map(read).collect()
}

/// The requests of a household's members, latest first.
pub async fn of_household(tx: &mut Tx, household: HouseholdId) -> Result<Vec<Worker>> {
    let Ask(statement, values) = asked(household);
    listed(&tx.fetch(statement, values).await?)
}

/// Asks for those of [`of_household`], to be read with [`listed`].
pub fn asked(household: HouseholdId) -> Ask {
    Ask(&OF_HOUSEHOLD, vec![household.into()])
}

/// Reads what [`asked`] asks for.
pub fn listed(rows: &[Row]) -> Result<Vec<Worker>> {
    rows.iter().map(read).collect()
}

/// The latest income form of a request, whose reader has been shown it.
pub async fn of(tx: &mut Tx, id: RequestId) -> Result<Option<Income>> {
    income::latest(tx, id.0).await
}

async fn open(tx: &mut Tx, office: &Office<'_>, id: RequestId, verb: Verb) -> Result<Worker> {
    let worker = find(tx, office, id).await?;
    office.check(verb, worker.unit)?;
    if worker.state != State::Open {
        return Err(Problem::conflict("review.request.answered"));
    }
    Ok(worker)
}

fn answered(rows: u64) -> Result<()> {
    if rows == 0 {
        return Err(Problem::conflict("review.request.answered"));
    }
    Ok(())
}

async fn note(
    tx: &mut Tx,
    office: &mut Office<'_>,
    action: &'static str,
    (id, unit): (RequestId, UnitId),
    why: Option<&str>,
    detail: serde_json::Value,
) -> Result<()> {
    office.note(tx, action, ("review_worker", id.to_string()), unit, why, detail).await
}

fn read(row: &Row) -> Result<Worker> {
    Ok(Worker {
        id: RequestId(row.uuid(0)?),
        unit: UnitId(row.int(1)?),
        household: HouseholdId(row.uuid(2)?),
        person: PersonId(row.uuid(3)?),
        name: row.text(4)?,
        channel: row.text(5)?.parse()?,
        receipt: (row.int(6)?, row.int(7)?),
        received: row.day(8)?,
        due: row.day(9)?,
        state: row.text(10)?.parse()?,
        answered: row.opt_day(11)?,
        why: row.opt_text(12)?,
        decision: row.opt_text(13)?,
        from: row.opt_day(14)?,
        to: row.opt_day(15)?,
    })
}
