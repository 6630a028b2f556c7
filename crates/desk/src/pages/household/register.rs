//! A new household enters the registry.

use access::Verb;
use ground::{HouseholdId, Problem};
use law::Class;
use registry::household::{self, Arrival, NewHousehold};
use registry::person::{HEAD, RELATIONS};
use ui::{Choice, Flash, Form};

use super::form::{Field, Named, Questions, Wrong, day, given, mendable, shown};
use super::members::{person_fields, read_person};
use super::place;
use crate::pages::unit_field;
use crate::reply::{Reply, go};
use crate::say;
use crate::visitor::{Posted, Visitor};

/// Members that the form has room for besides the head; more are added on the household's page.
const OTHERS: usize = 5;

pub(super) async fn ask(visitor: Visitor) -> Reply {
    visitor.must(Verb::EditHousehold)?;
    let form = Form::new().with("unit", unit_field::shown(&visitor, visitor.actor().unit));
    shown(&visitor, None, questions(&visitor), form)
}

pub(super) async fn save(Posted { visitor, form }: Posted) -> Reply {
    match done(&visitor, &form).await {
        Ok(id) => {
            let saved = Flash::done(visitor.words().register_saved());
            go(&format!("/households/{id}"), Some(saved))
        }
        Err(wrong) if mendable(&wrong.problem) => {
            let form = form.wrong(wrong.field, visitor.words().problem(&wrong.problem));
            shown(&visitor, None, questions(&visitor), form)
        }
        Err(wrong) => Err(visitor.trouble(wrong.problem)),
    }
}

fn questions(visitor: &Visitor) -> Questions {
    let words = visitor.words();
    let units = unit_field::choices(visitor);
    let unit = Named::new("unit", words.commune()).required();
    let classes = [Class::Poor, Class::NearPoor, Class::NotPoor]
        .map(|class| Choice::new(class.as_str(), say::class(words, class)));
    let relations = RELATIONS.into_iter().filter(|code| *code != HEAD);
    let relations: Vec<Choice> =
        relations.map(|code| Choice::new(code, say::relation(words, code))).collect();
    let mut fields = vec![
        if units.is_empty() {
            Field::Text(unit.hint(words.move_new_commune_hint()))
        } else {
            Field::Select(unit, units)
        },
        Field::Text(Named::new("village", words.village()).hint(words.village_hint())),
        Field::Text(Named::new("code", words.household_code())),
        Field::Text(Named::new("address", words.address())),
        Field::Date(Named::new("day", words.register_day()).required()),
        Field::Select(
            Named::new("class", words.register_class()).hint(words.register_class_hint()),
            classes.into(),
        ),
        Field::Text(Named::new("from", words.register_from()).hint(words.move_new_commune_hint())),
        Field::Part(words.head_of_household().to_owned()),
    ];
    fields.extend(person_fields(visitor, "", None));
    for number in 1..=OTHERS {
        fields.push(Field::Part(words.register_member(number + 1)));
        fields.extend(person_fields(visitor, &format!("-{number}"), Some(relations.clone())));
    }
    Questions {
        title: words.register_action(),
        lead: words.register_lead(OTHERS),
        fields,
        action: words.register_action(),
        to: String::new(),
    }
}

async fn done(visitor: &Visitor, form: &Form) -> Result<HouseholdId, Wrong> {
    let desk = &visitor.desk;
    let mut members =
        vec![registry::person::NewPerson { relation: HEAD.to_owned(), ..read_person(form, "")? }];
    let mut suffixes = vec![String::new()];
    for number in 1..=OTHERS {
        let suffix = format!("-{number}");
        let member = read_person(form, &suffix)?;
        // A row left empty is nobody; one half filled in is somebody without a name.
        if member != registry::person::NewPerson::default() {
            members.push(member);
            suffixes.push(suffix);
        }
    }
    let arrival = match given(form, "class") {
        None => None,
        Some(class) => {
            let from = given(form, "from").map(|text| place::commune(visitor, text)).transpose();
            let from = from.map_err(|wrong| Wrong { field: "from".to_owned(), ..wrong })?;
            Some(Arrival { class: class.parse().map_err(Wrong::with("class"))?, from })
        }
    };
    let unit = unit_field::read(visitor, form.value("unit")).map_err(Wrong::with("unit"))?;
    let new = NewHousehold {
        unit,
        village: given(form, "village").map(str::to_owned),
        code: given(form, "code").map(str::to_owned),
        address: given(form, "address").map(str::to_owned),
        day: day(form)?,
        members,
        arrival,
    };
    let mut tx = desk.database.begin().await?;
    let mut moment = desk.moment();
    let actor = visitor.actor();
    let id = household::register(&mut tx, actor, desk.units, &mut moment, &desk.seal, &new).await;
    let id = id.map_err(|problem| beside(problem, &new, &suffixes))?;
    tx.commit().await?;
    Ok(id)
}

/// A problem with a person, beside the field of that person: the one whose entry alone brings it about.
fn beside(problem: Problem, new: &NewHousehold, suffixes: &[String]) -> Wrong {
    let wrong = Wrong::from(problem);
    let is_at_fault = |member: &registry::person::NewPerson| match wrong.field.as_str() {
        "name" => member.name.trim().is_empty(),
        "relation" => member.relation.is_empty(),
        "identity" => member
            .identity
            .as_deref()
            .is_some_and(|number| registry::person::identity_number(number).is_err()),
        "ethnicity" => member
            .ethnicity
            .as_deref()
            .is_some_and(|name| registry::ethnicity::canonical(name).is_none()),
        _ => false,
    };
    let at = new.members.iter().position(is_at_fault);
    let suffix = at.map_or("", |at| suffixes[at].as_str());
    Wrong { field: format!("{}{suffix}", wrong.field), problem: wrong.problem }
}
