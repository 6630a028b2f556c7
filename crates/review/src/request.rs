//! Requests (giấy đề nghị): forms 01 and 04, with a receipt, a due date and, when refused, reasons.

use access::Verb;
use ground::{Day, HouseholdId, Problem, RequestId, Result, UnitId, tidy};
use law::Step;
use registry::household;
use serde_json::json;
use store::{Row, Tx};

use crate::Office;
use crate::office::said;
use crate::receipt::{self, Receipt};
use crate::round::answered_by;
use crate::rules::Rules;

ground::words! {
    /// What a household asks for.
    Form, invalid "review.form.unknown":
    /// To be recognised (form 01).
    Entry = "01",
    /// To leave the list (form 04).
    Exit = "04",
    /// To be recognised as a farm household of average living standard (form 01 as well).
    Average = "average",
}

impl Form {
    /// The number of the printed form.
    pub fn printed(self) -> &'static str {
        if self == Form::Exit { "04" } else { "01" }
    }
}

ground::words! {
    /// How a request came in.
    Channel, invalid "review.channel.unknown":
    /// In person at the commune office.
    Counter = "counter",
    /// By post.
    Post = "post",
    /// Through the village head.
    VillageHead = "village_head",
    /// Through the public-service portal.
    Portal = "portal",
    /// On the page of this program that is open to everybody.
    Web = "web",
}

impl Channel {
    /// What whoever takes a request this way must be allowed to. A village head files for the households of
    /// the village; all other ways lead to the commune office.
    pub(crate) fn taken_by(self) -> Verb {
        if self == Channel::VillageHead { Verb::Survey } else { Verb::Review }
    }
}

ground::words! {
    /// What became of a request.
    Answer, internal "review.answer.unknown":
    /// Waiting for the next round.
    Open = "open",
    /// The household is in a round.
    Accepted = "accepted",
    /// Refused in writing, with reasons.
    Refused = "refused",
}

/// A request as it comes in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewRequest {
    /// Who asks.
    pub household: HouseholdId,
    /// For what.
    pub form: Form,
    /// How it came in.
    pub channel: Channel,
    /// On which day.
    pub received: Day,
    /// Why, in the household's words.
    pub grounds: String,
}

/// A request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// Id.
    pub id: RequestId,
    /// The commune.
    pub unit: UnitId,
    /// Who asks.
    pub household: HouseholdId,
    /// Name of the head.
    pub head: String,
    /// For what.
    pub form: Form,
    /// How it came in.
    pub channel: Channel,
    /// Year and number of its receipt in the commune.
    pub receipt: Receipt,
    /// The day it came in.
    pub received: Day,
    /// The day by which it is answered.
    pub due: Day,
    /// Why, in the household's words.
    pub grounds: Option<String>,
    /// What became of it.
    pub answer: Answer,
    /// When it was answered.
    pub answered: Option<Day>,
    /// The reasons of a refusal.
    pub why: Option<String>,
}

macro_rules! columns {
    () => {
        "SELECT r.id, r.unit_id, r.household_id, h.head, r.form, r.channel, r.year, r.number, r.received,
           r.due, r.grounds, r.state, r.answered, r.answer
         FROM review_request r JOIN household h ON h.id = r.household_id"
    };
}

store::statements! {
    PENDING = "review.request.pending":
        "SELECT id FROM review_request WHERE household_id = $1 AND state = 'open'";
    INSERT = "review.request.insert":
        "INSERT INTO review_request (id, unit_id, household_id, form, channel, year, number, received, due,
           grounds, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')";
    BY_ID = "review.request.by_id": concat!(columns!(), " WHERE r.id = $1");
    OF_UNIT = "review.request.of_unit":
        concat!(columns!(), " WHERE r.unit_id = $1 ORDER BY r.year DESC, r.number DESC LIMIT 500");
    ACCEPT = "review.request.accept":
        "UPDATE review_request SET state = 'accepted', answered = $2 WHERE unit_id = $1 AND state = 'open'";
    REFUSE = "review.request.refuse":
        "UPDATE review_request SET state = 'refused', answered = $2, answer = $3
         WHERE id = $1 AND state = 'open'";
}

/// Takes a request in and gives it a receipt.
///
/// # Errors
/// `access.refused.*`, `registry.household.missing`, `registry.household.closed`,
/// `review.request.future`, `review.request.twice`, `review.request.not_listed` for form 04 of a
/// household that is on no list, `review.request.listed` for average living standard of one that is.
pub async fn receive(tx: &mut Tx, office: &mut Office<'_>, new: &NewRequest) -> Result<RequestId> {
    let incoming = Incoming {
        household: new.household,
        form: new.form,
        channel: new.channel,
        received: new.received,
        grounds: new.grounds.clone(),
        filed: None,
    };
    take(tx, office, &incoming).await
}

/// A request of a known household, with the receipt it has already if it came as a filing.
pub(crate) struct Incoming {
    pub(crate) household: HouseholdId,
    pub(crate) form: Form,
    pub(crate) channel: Channel,
    pub(crate) received: Day,
    pub(crate) grounds: String,
    pub(crate) filed: Option<(RequestId, Receipt, Day)>,
}

pub(crate) async fn take(
    tx: &mut Tx,
    office: &mut Office<'_>,
    new: &Incoming,
) -> Result<RequestId> {
    let missing = || Problem::missing("registry.household.missing");
    let found = household::by_id(tx, new.household).await?;
    let (household, _) = found.ok_or_else(missing)?;
    let unit = household.unit;
    office.check(Verb::View, unit).map_err(|_| missing())?;
    office.check(if new.filed.is_some() { Verb::Review } else { new.channel.taken_by() }, unit)?;
    let today = office.moment.today();
    if let Some(day) = household.closed {
        return Err(Problem::conflict("registry.household.closed").with("day", day));
    }
    if new.received > today {
        return Err(Problem::invalid("review.request.future").with("day", new.received));
    }
    let procedure = office.law.procedure_on(new.received);
    let procedure = procedure.ok_or_else(|| Problem::missing("review.procedure.none"))?;
    let rules = Rules { law: office.law, procedure };
    if new.form == Form::Exit && !registry::status::is_below(household.class) {
        return Err(rules.refuse("review.request.not_listed", Step::List));
    }
    if new.form == Form::Average && registry::status::is_below(household.class) {
        return Err(rules.refuse("review.request.listed", Step::List));
    }
    if tx.fetch_optional(&PENDING, vec![new.household.into()]).await?.is_some() {
        return Err(rules.refuse("review.request.twice", Step::List));
    }
    let (id, receipt, due) = if let Some(filed) = new.filed {
        filed
    } else {
        let id = RequestId(office.moment.id());
        let receipt = receipt::give(tx, unit, new.received).await?;
        (id, receipt, answered_by(procedure, new.received))
    };
    let (year, number) = receipt;
    let grounds = Some(tidy(&new.grounds)).filter(|text| !text.is_empty());
    let values = vec![
        id.into(),
        unit.into(),
        new.household.into(),
        new.form.as_str().into(),
        new.channel.as_str().into(),
        year.into(),
        number.into(),
        new.received.into(),
        due.into(),
        grounds.into(),
    ];
    tx.execute(&INSERT, values).await?;
    let detail = json!({
        "household": new.household, "form": new.form.as_str(), "channel": new.channel.as_str(),
        "number": number,
    });
    let subject = ("review_request", id.to_string());
    office.note(tx, "review.request.receive", subject, unit, None, detail).await?;
    Ok(id)
}

/// Refuses a request in writing.
///
/// # Errors
/// `review.request.missing`, `review.text.missing`, `review.request.answered`.
pub async fn refuse(tx: &mut Tx, office: &mut Office<'_>, id: RequestId, why: &str) -> Result<()> {
    let request = find(tx, office, id).await?;
    office.check(Verb::Review, request.unit)?;
    let why = said(why, "reason")?;
    let today = office.moment.today();
    let values = vec![id.into(), today.into(), why.as_str().into()];
    if tx.execute(&REFUSE, values).await? == 0 {
        return Err(Problem::conflict("review.request.answered"));
    }
    let subject = ("review_request", id.to_string());
    let detail = json!({ "household": request.household });
    office.note(tx, "review.request.refuse", subject, request.unit, Some(&why), detail).await
}

/// Marks every open request of a commune as taken into a round.
pub(crate) async fn accept(tx: &mut Tx, unit: UnitId, day: Day) -> Result<()> {
    tx.execute(&ACCEPT, vec![unit.into(), day.into()]).await.map(drop)
}

/// A request, for an actor who may see it.
///
/// # Errors
/// `review.request.missing`, also outside the actor's units.
pub async fn find(tx: &mut Tx, office: &Office<'_>, id: RequestId) -> Result<Request> {
    let missing = || Problem::missing("review.request.missing");
    let row = tx.fetch_optional(&BY_ID, vec![id.into()]).await?.ok_or_else(missing)?;
    let request = read(&row)?;
    office.check(Verb::View, request.unit).map_err(|_| missing())?;
    Ok(request)
}

/// The latest requests of a commune.
pub async fn of_unit(tx: &mut Tx, unit: UnitId) -> Result<Vec<Request>> {
    tx.fetch(&OF_UNIT, vec![unit.into()]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Request> {
    Ok(Request {
        id: RequestId(row.uuid(0)?),
        unit: UnitId(row.int(1)?),
        household: HouseholdId(row.uuid(2)?),
        head: row.text(3)?,
        form: row.text(4)?.parse()?,
        channel: row.text(5)?.parse()?,
        receipt: (row.int(6)?, row.int(7)?),
        received: row.day(8)?,
        due: row.day(9)?,
        grounds: row.opt_text(10)?,
        answer: row.text(11)?.parse()?,
        answered: row.opt_day(12)?,
        why: row.opt_text(13)?,
    })
}
