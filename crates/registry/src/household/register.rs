//! A household enters the registry, and what is recorded of it is corrected.

use access::{Actor, Verb};
use ground::{Day, HouseholdId, Moment, Problem, Result, UnitId};
use law::Class;
use places::{Level, Units};
use serde_json::json;
use store::Tx;
use store::seal::Seal;

use super::model::{Groups, Household};
use crate::batch::{Batch, Villages};
use crate::change::{Change, check_day, note, particulars, reason, recorded, some};
use crate::ethnicity::canonical;
use crate::event::{Event, EventKind};
use crate::person::{HEAD, NewPerson, Person, Seen, event, headed_by, present, write_correction};
use crate::status::{Basis, Interval, Movement, Timeline};

/// A household as somebody registers it.
#[derive(Clone, PartialEq, Debug)]
pub struct NewHousehold {
    /// Its commune.
    pub unit: UnitId,
    /// Its village, by name; a name that is not known yet is added.
    pub village: Option<String>,
    /// Official code.
    pub code: Option<String>,
    /// Address below the village.
    pub address: Option<String>,
    /// Its first day here.
    pub day: Day,
    /// Its members; exactly one is the head.
    pub members: Vec<NewPerson>,
    /// Where it came from, when it moved in.
    pub arrival: Option<Arrival>,
}

/// How a household that moved in from outside the registry was classed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrival {
    /// Its class by the decision of the place it left.
    pub class: Class,
    /// That commune, when known.
    pub from: Option<UnitId>,
}

/// What can be corrected of a household; everything is given as it should read from now on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Particulars {
    /// Name of the head, spelled right (another person as head is another action).
    pub head: String,
    /// Official code.
    pub code: Option<String>,
    /// Village.
    pub village: Option<String>,
    /// Address below the village.
    pub address: Option<String>,
    /// Ethnic group, in any spelling.
    pub ethnicity: Option<String>,
}

/// Registers a household. It has no class until its first visit, except when it moved in with one.
///
/// # Errors
/// `access.refused.*`, `registry.unit.not_commune`, `registry.day.future`,
/// `registry.household.one_head`, and those of each member.
pub async fn register(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    seal: &Seal,
    new: &NewHousehold,
) -> Result<HouseholdId> {
    actor.check(Verb::EditHousehold, new.unit, units)?;
    let province = province_of(units, new.unit, moment)?;
    check_day(new.day, moment)?;
    let heads = new.members.iter().filter(|member| member.relation == HEAD).count();
    if heads != 1 {
        return Err(Problem::invalid("registry.household.one_head").with("heads", heads));
    }
    let id = HouseholdId(moment.id());
    let persons: Vec<Person> = new
        .members
        .iter()
        .map(|member| member.person(id, new.day, seal, moment))
        .collect::<Result<_>>()?;
    let mut batch = Batch::default();
    let mut household = Household {
        id,
        province,
        unit: new.unit,
        unit_before: None,
        village: None,
        code: some(new.code.as_deref()),
        head: String::new(),
        head_sex: None,
        ethnicity: None,
        members: persons.len() as i64,
        groups: Groups::default(),
        address: some(new.address.as_deref()),
        class: Class::Undetermined,
        class_since: new.day,
        visit: None,
        opened: new.day,
        closed: None,
        closed_why: None,
        version: 1,
    };
    for person in &persons {
        if person.relation == HEAD {
            headed_by(&mut household, person);
        }
        batch.person(person, province, new.unit);
    }
    household.village = village(tx, &mut batch, moment, new.unit, new.village.as_deref()).await?;
    if let Some(arrival) = new.arrival {
        household.class = arrival.class;
        batch.timeline(id, arrived(new, arrival, household.members)?.intervals());
        let moved = event(&household, None, new.day, EventKind::MovedIn, None, moment);
        batch.event(&Event { other_unit: arrival.from, ..moved }, recorded(actor, moment));
    }
    batch.household(&household);
    batch.write(tx).await?;
    let detail = json!({ "after": particulars(&household) });
    note(tx, actor, moment, "registry.household.register", &household, None, detail).await?;
    Ok(id)
}

/// Corrects what was recorded of a household.
///
/// # Errors
/// Those of every change; `registry.reason.missing`, `registry.person.no_name`,
/// `registry.person.ethnicity`.
pub async fn correct(
    tx: &mut Tx,
    actor: &Actor,
    units: &Units,
    moment: &mut Moment,
    household: Seen,
    corrected: &Particulars,
    why: &str,
) -> Result<()> {
    let mut change = Change::open(tx, actor, units, moment, Verb::EditHousehold, household).await?;
    let why = reason(why)?;
    let head = some(Some(&corrected.head));
    let head = head.ok_or_else(|| Problem::invalid("registry.person.no_name"))?;
    let ethnicity = match some(corrected.ethnicity.as_deref()) {
        None => None,
        Some(text) => Some(canonical(&text).ok_or_else(|| {
            Problem::invalid("registry.person.ethnicity").with("text", text.as_str())
        })?),
    };
    let unit = change.household.unit;
    let name = corrected.village.as_deref();
    change.household.village = village(tx, &mut change.batch, moment, unit, name).await?;
    change.household.code = some(corrected.code.as_deref());
    change.household.address = some(corrected.address.as_deref());
    let members = present(tx, change.household.id).await?;
    if let Some(old) = members.into_iter().find(|member| member.relation == HEAD) {
        let ethnicity = ethnicity.map(str::to_owned);
        let named = Person { name: head, ethnicity, ..old };
        write_correction(tx, &named).await?;
        headed_by(&mut change.household, &named);
    } else {
        change.household.head = head;
    }
    change.household.ethnicity = ethnicity.map(str::to_owned);
    let action = "registry.household.correct";
    change.save(tx, actor, moment, action, Some(&why), json!({})).await
}

/// The province of a commune that exists today.
pub(super) fn province_of(units: &Units, unit: UnitId, moment: &Moment) -> Result<UnitId> {
    let found = units
        .get(unit)
        .filter(|found| found.level == Level::Commune && found.period.contains(moment.today()));
    let path = units.path(unit);
    let province = path.iter().find(|above| above.level == Level::Province);
    let not_commune = || Problem::invalid("registry.unit.not_commune");
    found.and(province).map(|province| province.id).ok_or_else(not_commune)
}

/// The village of that name, added when it is new.
pub(super) async fn village(
    tx: &mut Tx,
    batch: &mut Batch,
    moment: &mut Moment,
    unit: UnitId,
    name: Option<&str>,
) -> Result<Option<ground::VillageId>> {
    let Some(name) = some(name) else { return Ok(None) };
    let mut villages = Villages::default();
    villages.read(tx, [unit]).await?;
    Ok(Some(villages.find_or_add(batch, moment, unit, &name)))
}

fn arrived(new: &NewHousehold, arrival: Arrival, members: i64) -> Result<Timeline> {
    let mut line = Timeline::default();
    line.record(Interval {
        from: new.day,
        to: None,
        class: arrival.class,
        movement: Movement::MovedIn,
        members,
        unit: new.unit,
        standard: None,
        basis: Basis::Stated,
        visit: None,
        ended: None,
    })?;
    Ok(line)
}
