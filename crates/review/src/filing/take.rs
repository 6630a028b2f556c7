//! A form is handed in and gets its receipt.

use access::Verb;
use ground::{Day, Moment, Problem, Result, UnitId};
use law::Law;
use places::{Level, Units};
use registry::household::Sex;
use registry::person;
use serde_json::json;
use store::audit::{self, By, Entry};
use store::seal::Seal;
use store::{Tx, Value};

use super::model::{Activity, Filed, NewFiling};
use super::read::filed;
use crate::request::Channel;
use crate::round::answered_by;
use crate::{Office, receipt};

/// The name under which the audit trail keeps what somebody without an account did.
pub const WEB: &str = "web";

/// So many filings a commune takes from the web on one day; more are no households.
pub const MOST_A_DAY: i64 = 300;

store::statements! {
    OF_DAY = "review.filing.of_day":
        "SELECT COUNT(*) FROM review_filing WHERE unit_id = $1 AND channel = $2 AND received = $3";
    INSERT = "review.filing.insert":
        "INSERT INTO review_filing (id, unit_id, form, channel, year, number, received, due, name, sex,
           birth_day, birth_year, ethnicity, sealed_id, id_index, id_day, activity, village,
           permanent_address, current_address, grounds, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
           $21, 'open')";
}

const MEMBER: &[&str] =
    &["filing_id", "position", "name", "sex", "birth_day", "birth_year", "relation", "activity"];

/// Takes a form that somebody without an account sent. Sent twice it is taken once.
///
/// # Errors
/// `review.filing.unit`, `review.filing.many`, `review.procedure.none` and those of what is written in it.
pub async fn from_the_web(
    tx: &mut Tx,
    (law, units): (&Law, &Units),
    moment: &mut Moment,
    seal: &Seal,
    new: &NewFiling,
) -> Result<Filed> {
    let new = NewFiling { channel: Channel::Web, received: moment.today(), ..new.clone() };
    if let Some(known) = filed(tx, new.id).await? {
        return Ok(known);
    }
    let values = vec![new.unit.into(), Channel::Web.as_str().into(), new.received.into()];
    let today = tx.fetch(&OF_DAY, values).await?;
    if today.first().map_or(Ok(0), |row| row.int(0))? >= MOST_A_DAY {
        return Err(Problem::unavailable("review.filing.many"));
    }
    let by = By { account: None, name: WEB.to_owned() };
    take(tx, (law, units), moment, seal, &by, &new).await
}

/// Takes a form that an officer, or a village head, types in for a household nobody has found.
///
/// # Errors
/// `access.refused.*`, `review.request.future`, and those of [`from_the_web`].
pub async fn typed_in(
    tx: &mut Tx,
    office: &mut Office<'_>,
    seal: &Seal,
    new: &NewFiling,
) -> Result<Filed> {
    office.check(new.channel.taken_by(), new.unit)?;
    if let Some(known) = filed(tx, new.id).await? {
        office.check(Verb::View, known.unit)?;
        return Ok(known);
    }
    if new.received > office.moment.today() {
        return Err(Problem::invalid("review.request.future").with("day", new.received));
    }
    let by = office.actor.by.clone();
    take(tx, (office.law, office.units), office.moment, seal, &by, new).await
}

async fn take(
    tx: &mut Tx,
    (law, units): (&Law, &Units),
    moment: &mut Moment,
    seal: &Seal,
    by: &By,
    new: &NewFiling,
) -> Result<Filed> {
    let today = moment.today();
    if !is_commune(units, new.unit, today) {
        return Err(Problem::invalid("review.filing.unit"));
    }
    let new = new.checked(today)?;
    let procedure = law.procedure_on(new.received);
    let procedure = procedure.ok_or_else(|| Problem::missing("review.procedure.none"))?;
    let due = answered_by(procedure, new.received);
    let receipt = receipt::give(tx, new.unit, new.received).await?;
    let asker = &new.asker;
    let identity = asker.person.identity.as_deref();
    let sealed = identity.map(|number| person::sealed(number, seal, moment)).transpose()?;
    let (sealed_id, id_index) = sealed.unzip();
    let values = vec![
        new.id.into(),
        new.unit.into(),
        new.form.as_str().into(),
        new.channel.as_str().into(),
        receipt.0.into(),
        receipt.1.into(),
        new.received.into(),
        due.into(),
        asker.person.name.as_str().into(),
        word(asker.person.sex.map(Sex::as_str)),
        asker.person.birth_day.into(),
        asker.person.birth_year.into(),
        asker.person.ethnicity.clone().into(),
        sealed_id.into(),
        id_index.into(),
        asker.identity_day.into(),
        word(asker.activity.map(Activity::as_str)),
        asker.village.as_str().into(),
        asker.permanent.as_str().into(),
        asker.current.as_str().into(),
        new.grounds.as_str().into(),
    ];
    tx.execute(&INSERT, values).await?;
    let mut lines = Vec::new();
    for (position, member) in (1_i64..).zip(&new.members) {
        lines.extend([
            new.id.into(),
            position.into(),
            member.person.name.as_str().into(),
            word(member.person.sex.map(Sex::as_str)),
            member.person.birth_day.into(),
            member.person.birth_year.into(),
            member.person.relation.as_str().into(),
            word(member.activity.map(Activity::as_str)),
        ]);
    }
    tx.insert_many("review_filing_member", MEMBER, &mut lines).await?;
    let detail = json!({
        "form": new.form.as_str(), "channel": new.channel.as_str(), "number": receipt.1,
        "members": new.members.len() + 1,
    });
    let entry = Entry {
        action: "review.filing.take",
        subject: "review_filing",
        subject_id: new.id.to_string(),
        unit: new.unit,
        reason: None,
        detail: Some(detail.to_string()),
    };
    audit::write(tx, by, moment, entry).await?;
    let (id, unit, form) = (new.id, new.unit, new.form);
    Ok(Filed { id, unit, form, receipt, received: new.received, due })
}

fn word(code: Option<&'static str>) -> Value {
    Value::Text(code.map(str::to_owned))
}

/// Whether a unit is a commune of that day.
pub(crate) fn is_commune(units: &Units, unit: UnitId, day: Day) -> bool {
    units.get(unit).is_some_and(|unit| unit.level == Level::Commune && unit.exists(day))
}
