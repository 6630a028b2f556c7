//! Members come, go and are corrected.

use axum::extract::Path;
use ground::{Day, PersonId, Problem};
use registry::household::{Detail, Sex};
use registry::person::{self, HEAD, Joining, Leaving, NewPerson, Person, RELATIONS};
use ui::{Choice, Flash, Form};

use super::change::{ethnicities, reason, remark};
use super::form::{Field, Named, Questions, Wrong, again, ask as asked, day, given, seen};
use crate::reply::{Reply, go};
use crate::say;
use crate::visitor::{Posted, Visitor};

pub(super) async fn ask_new(visitor: Visitor, Path(id): Path<String>) -> Reply {
    asked(&visitor, &id, new_questions, |_| Form::new().with("how", "born")).await
}

pub(super) async fn save_new(Path(id): Path<String>, Posted { visitor, form }: Posted) -> Reply {
    match add(&visitor, &id, &form).await {
        Ok(()) => {
            go(&format!("/households/{id}"), Some(Flash::done(visitor.words().change_saved())))
        }
        Err(wrong) => again(&visitor, &id, new_questions, form, wrong).await,
    }
}

pub(super) async fn ask(visitor: Visitor, Path((id, member)): Path<(String, String)>) -> Reply {
    let filled = |detail: &Detail| {
        detail.persons.iter().find(|p| p.id.to_string() == member).map_or_else(Form::new, filled)
    };
    asked(&visitor, &id, |visitor, detail| questions(visitor, detail, &member), filled).await
}

pub(super) async fn save(
    Path((id, member)): Path<(String, String)>,
    Posted { visitor, form }: Posted,
) -> Reply {
    match correct(&visitor, &id, &member, &form).await {
        Ok(()) => {
            go(&format!("/households/{id}"), Some(Flash::done(visitor.words().change_saved())))
        }
        Err(wrong) => {
            let questions =
                |visitor: &Visitor, detail: &Detail| questions(visitor, detail, &member);
            again(&visitor, &id, questions, form, wrong).await
        }
    }
}

pub(super) async fn ask_leave(
    visitor: Visitor,
    Path((id, member)): Path<(String, String)>,
) -> Reply {
    let questions = |visitor: &Visitor, _: &Detail| leave_questions(visitor, &id, &member);
    asked(&visitor, &id, questions, |_| Form::new()).await
}

/// A member died or left.
pub(super) async fn leave(
    Path((id, member)): Path<(String, String)>,
    Posted { visitor, form }: Posted,
) -> Reply {
    match remove(&visitor, &id, &member, &form).await {
        Ok(()) => {
            go(&format!("/households/{id}"), Some(Flash::done(visitor.words().change_saved())))
        }
        Err(wrong) => {
            let asked = |visitor: &Visitor, _: &Detail| leave_questions(visitor, &id, &member);
            again(&visitor, &id, asked, form, wrong).await
        }
    }
}

fn new_questions(visitor: &Visitor, _: &Detail) -> Questions {
    let words = visitor.words();
    let how = [("born", words.event_born()), ("joined", words.member_joined())];
    let how = how.map(|(code, label)| Choice::new(code, label)).into();
    let mut fields = vec![
        Field::Radios(Named::new("how", words.member_how()).required(), how),
        Field::Date(Named::new("day", words.member_since()).required()),
    ];
    fields.extend(person_fields(visitor, "", Some(relations(visitor))));
    fields.push(remark(visitor));
    Questions {
        title: words.change_member_new(),
        lead: String::new(),
        fields,
        action: words.add(),
        to: String::new(),
    }
}

/// The form that corrects a member. A number that stands there already is not shown.
fn questions(visitor: &Visitor, detail: &Detail, member: &str) -> Questions {
    let words = visitor.words();
    let is_head = detail.persons.iter().any(|p| p.relation == HEAD && p.id.to_string() == member);
    let relations = (!is_head).then(|| relations(visitor));
    let mut fields = person_fields(visitor, "", relations);
    fields.push(reason(visitor));
    Questions {
        title: words.action_person_correct(),
        lead: words.member_correct_lead().to_owned(),
        fields,
        action: words.save(),
        to: String::new(),
    }
}

fn leave_questions(visitor: &Visitor, id: &str, member: &str) -> Questions {
    let words = visitor.words();
    let how = [("died", words.event_died()), ("left", words.event_left())];
    let how = how.map(|(code, label)| Choice::new(code, label)).into();
    Questions {
        title: words.action_person_remove(),
        lead: words.member_leave_lead().to_owned(),
        fields: vec![
            Field::Radios(Named::new("how", words.member_how()).required(), how),
            Field::Date(Named::new("day", words.member_last_day()).required()),
            remark(visitor),
        ],
        action: words.action_person_remove(),
        to: format!("/households/{id}/members/{member}/leave"),
    }
}

/// The relations to the head, without the head.
fn relations(visitor: &Visitor) -> Vec<Choice> {
    let others = RELATIONS.into_iter().filter(|code| *code != HEAD);
    others.map(|code| Choice::new(code, say::relation(visitor.words(), code))).collect()
}

/// The fields of a person, their names ending in `suffix`.
pub(super) fn person_fields(
    visitor: &Visitor,
    suffix: &str,
    relations: Option<Vec<Choice>>,
) -> Vec<Field> {
    let words = visitor.words();
    let named = |name: &str, label| Named::new(format!("{name}{suffix}"), label);
    let sexes = [("male", words.sex_male()), ("female", words.sex_female())];
    let sexes = sexes.map(|(code, label)| Choice::new(code, label)).into();
    let mut fields = vec![Field::Text(named("name", words.full_name()))];
    fields.extend(relations.map(|all| Field::Select(named("relation", words.relation()), all)));
    fields.extend([
        Field::Radios(named("sex", words.sex()), sexes),
        Field::Text(named("birth", words.member_birth()).hint(words.member_birth_hint())),
        Field::Select(named("ethnicity", words.ethnicity()), ethnicities()),
        Field::Text(named("identity", words.national_id()).hint(words.member_identity_hint())),
    ]);
    fields
}

/// A person as typed into [`person_fields`]; without the field `relation` the head.
pub(in crate::pages) fn read_person(form: &Form, suffix: &str) -> Result<NewPerson, Wrong> {
    let named = |name: &str| format!("{name}{suffix}");
    let birth = form.value(&named("birth")).trim();
    let is_year = birth.len() == 4 && birth.bytes().all(|byte| byte.is_ascii_digit());
    let birth_day = match birth {
        "" => None,
        _ if is_year => None,
        text => Some(ui::read_day(text).map_err(Wrong::with(named("birth")))?),
    };
    let relation = form.value(&named("relation"));
    Ok(NewPerson {
        name: form.value(&named("name")).to_owned(),
        sex: Sex::read(form.value(&named("sex"))),
        birth_day,
        birth_year: birth.parse().ok().filter(|_| is_year),
        ethnicity: given(form, &named("ethnicity")).map(str::to_owned),
        relation: relation.to_owned(),
        identity: given(form, &named("identity")).map(str::to_owned),
    })
}

fn filled(person: &Person) -> Form {
    let year = || person.birth_year.map_or_else(String::new, |year| year.to_string());
    Form::new()
        .with("name", &*person.name)
        .with("relation", &*person.relation)
        .with("sex", person.sex.map_or("", Sex::as_str))
        .with("birth", person.birth_day.map_or_else(year, Day::vietnamese))
        .with("ethnicity", person.ethnicity.clone().unwrap_or_default())
}

fn member_id(member: &str) -> Result<PersonId, Problem> {
    member.parse().map_err(|_| Problem::missing("registry.person.missing"))
}

async fn add(visitor: &Visitor, id: &str, form: &Form) -> Result<(), Wrong> {
    let desk = &visitor.desk;
    let how = if form.has("how", "born") { Joining::Born } else { Joining::Joined };
    let (seen, day, new) = (seen(id, form)?, day(form)?, read_person(form, "")?);
    let remark = given(form, "remark");
    let mut tx = desk.database.begin().await?;
    let mut moment = desk.moment();
    let actor = visitor.actor();
    person::add_member(
        &mut tx,
        actor,
        desk.units,
        &mut moment,
        &desk.seal,
        seen,
        &new,
        day,
        how,
        remark,
    )
    .await?;
    Ok(tx.commit().await?)
}

async fn correct(visitor: &Visitor, id: &str, member: &str, form: &Form) -> Result<(), Wrong> {
    let desk = &visitor.desk;
    let (seen, member) = (seen(id, form)?, member_id(member)?);
    let mut corrected = read_person(form, "")?;
    if form.value("relation").is_empty() {
        HEAD.clone_into(&mut corrected.relation);
    }
    let why = form.value("reason");
    let mut tx = desk.database.begin().await?;
    let mut moment = desk.moment();
    let actor = visitor.actor();
    person::correct_member(
        &mut tx,
        actor,
        desk.units,
        &mut moment,
        &desk.seal,
        seen,
        member,
        &corrected,
        why,
    )
    .await?;
    if let Some(number) = given(form, "identity") {
        let number = Some(number);
        person::set_identity(
            &mut tx,
            actor,
            desk.units,
            &mut moment,
            &desk.seal,
            member,
            number,
            why,
        )
        .await?;
    }
    Ok(tx.commit().await?)
}

async fn remove(visitor: &Visitor, id: &str, member: &str, form: &Form) -> Result<(), Wrong> {
    let desk = &visitor.desk;
    let how = match form.value("how") {
        "died" => Leaving::Died,
        "left" => Leaving::Left,
        _ => return Err(Wrong::with("how")(Problem::invalid("desk.household.no_choice"))),
    };
    let (seen, member, day) = (seen(id, form)?, member_id(member)?, day(form)?);
    let remark = given(form, "remark");
    let mut tx = desk.database.begin().await?;
    let mut moment = desk.moment();
    let actor = visitor.actor();
    person::remove_member(&mut tx, actor, desk.units, &mut moment, seen, member, day, how, remark)
        .await?;
    Ok(tx.commit().await?)
}
