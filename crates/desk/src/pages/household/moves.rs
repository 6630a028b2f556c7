//! Another head; and households that move, split, merge and end.

use axum::extract::Path;
use ground::{HouseholdId, PersonId, Problem};
use registry::household::{self, Destination, Detail, Split};
use registry::person::{self, HEAD, Person, RELATIONS};
use ui::{Choice, Flash, Form};

use super::change::remark;
use super::form::{Field, Named, Questions, Wrong, again, ask, day, given, seen, sure};
use super::place;
use crate::reply::{Reply, go};
use crate::say;
use crate::visitor::{Posted, Visitor};

/// The two handlers of a change: ask, and save or ask again.
macro_rules! change {
    ($ask:ident, $save:ident, $questions:ident, $done:ident) => {
        pub(super) async fn $ask(visitor: Visitor, Path(id): Path<String>) -> Reply {
            ask(&visitor, &id, $questions, |_| Form::new()).await
        }

        pub(super) async fn $save(
            Path(id): Path<String>,
            Posted { visitor, form }: Posted,
        ) -> Reply {
            match $done(&visitor, &id, &form).await {
                Ok(to) => {
                    let saved = Flash::done(visitor.words().change_saved());
                    go(&format!("/households/{to}"), Some(saved))
                }
                Err(wrong) => again(&visitor, &id, $questions, form, wrong).await,
            }
        }
    };
}

change!(ask_head, save_head, head_questions, change_head);
change!(ask_move, save_move, move_questions, relocate);
change!(ask_split, save_split, split_questions, split);
change!(ask_merge, save_merge, merge_questions, merge);
change!(ask_end, save_end, end_questions, end);

fn head_questions(visitor: &Visitor, detail: &Detail) -> Questions {
    let words = visitor.words();
    let relations = RELATIONS.into_iter().filter(|code| *code != HEAD);
    let relations = relations.map(|code| Choice::new(code, say::relation(words, code))).collect();
    Questions {
        title: words.event_head_changed(),
        lead: words.head_lead(&detail.household.head),
        fields: vec![
            Field::Radios(Named::new("head", words.head_new()).required(), others(detail)),
            Field::Select(
                Named::new("relation", words.head_old_relation())
                    .hint(words.head_old_relation_hint())
                    .required(),
                relations,
            ),
            Field::Date(Named::new("day", words.change_day()).required()),
            remark(visitor),
        ],
        action: words.event_head_changed(),
        to: String::new(),
    }
}

async fn change_head(visitor: &Visitor, id: &str, form: &Form) -> Result<HouseholdId, Wrong> {
    let desk = &visitor.desk;
    let (seen, new, day) = (seen(id, form)?, chosen(form, "head")?, day(form)?);
    let (relation, remark) = (form.value("relation"), given(form, "remark"));
    let mut tx = desk.database.begin().await?;
    let mut moment = desk.moment();
    let actor = visitor.actor();
    person::change_head(&mut tx, actor, desk.units, &mut moment, seen, new, relation, day, remark)
        .await?;
    tx.commit().await?;
    Ok(seen.0)
}

fn move_questions(visitor: &Visitor, _: &Detail) -> Questions {
    let words = visitor.words();
    let to = [
        ("village", words.move_village()),
        ("commune", words.move_commune()),
        ("away", words.move_away()),
    ];
    Questions {
        title: words.action_move(),
        lead: words.move_lead().to_owned(),
        fields: vec![
            Field::Radios(
                Named::new("to", words.move_to()).required(),
                to.map(|(code, label)| Choice::new(code, label)).into(),
            ),
            Field::Text(Named::new("village", words.move_new_village()).hint(words.village_hint())),
            Field::Text(
                Named::new("unit", words.move_new_commune()).hint(words.move_new_commune_hint()),
            ),
            Field::Date(Named::new("day", words.change_day()).required()),
            remark(visitor),
            Field::Sure(words.move_sure()),
        ],
        action: words.action_move(),
        to: String::new(),
    }
}

async fn relocate(visitor: &Visitor, id: &str, form: &Form) -> Result<HouseholdId, Wrong> {
    let desk = &visitor.desk;
    let seen = seen(id, form)?;
    let village = given(form, "village").map(str::to_owned);
    let commune = || place::commune(visitor, form.value("unit"));
    let to = match form.value("to") {
        "village" => {
            Destination::Village(village.ok_or_else(|| Wrong::with("village")(no_choice()))?)
        }
        "commune" => Destination::Commune { unit: commune()?, village },
        "away" => Destination::Away(given(form, "unit").map(|_| commune()).transpose()?),
        _ => return Err(Wrong::with("to")(no_choice())),
    };
    let (day, remark) = (day(form)?, given(form, "remark"));
    sure(form)?;
    let mut tx = desk.database.begin().await?;
    let mut moment = desk.moment();
    let actor = visitor.actor();
    household::relocate(&mut tx, actor, desk.units, &mut moment, seen, &to, day, remark).await?;
    tx.commit().await?;
    Ok(seen.0)
}

fn split_questions(visitor: &Visitor, detail: &Detail) -> Questions {
    let words = visitor.words();
    Questions {
        title: words.status_split(),
        lead: words.split_lead().to_owned(),
        fields: vec![
            Field::Boxes(Named::new("members", words.split_members()), others(detail)),
            Field::Radios(Named::new("head", words.split_head()).required(), others(detail)),
            Field::Text(Named::new("code", words.split_code())),
            Field::Text(
                Named::new("village", words.move_new_village()).hint(words.split_village_hint()),
            ),
            Field::Date(Named::new("day", words.change_day()).required()),
            remark(visitor),
            Field::Sure(words.split_sure()),
        ],
        action: words.status_split(),
        to: String::new(),
    }
}

async fn split(visitor: &Visitor, id: &str, form: &Form) -> Result<HouseholdId, Wrong> {
    let desk = &visitor.desk;
    let seen = seen(id, form)?;
    let members = super::show::read(visitor, id).await?.persons;
    let asked = Split {
        members: present(&members)
            .filter(|person| form.has("members", &person.id.to_string()))
            .map(|person| person.id)
            .collect(),
        head: chosen(form, "head")?,
        code: given(form, "code").map(str::to_owned),
        village: given(form, "village").map(str::to_owned),
        day: day(form)?,
    };
    let remark = given(form, "remark");
    sure(form)?;
    let mut tx = desk.database.begin().await?;
    let mut moment = desk.moment();
    let actor = visitor.actor();
    let new =
        household::split(&mut tx, actor, desk.units, &mut moment, seen, &asked, remark).await?;
    tx.commit().await?;
    Ok(new)
}

fn merge_questions(visitor: &Visitor, detail: &Detail) -> Questions {
    let words = visitor.words();
    Questions {
        title: words.status_merged(),
        lead: words.merge_lead(&detail.household.head),
        fields: vec![
            Field::Text(
                Named::new("into", words.merge_into()).hint(words.merge_into_hint()).required(),
            ),
            Field::Date(Named::new("day", words.change_day()).required()),
            remark(visitor),
            Field::Sure(words.merge_sure()),
        ],
        action: words.status_merged(),
        to: String::new(),
    }
}

async fn merge(visitor: &Visitor, id: &str, form: &Form) -> Result<HouseholdId, Wrong> {
    let desk = &visitor.desk;
    let from = seen(id, form)?;
    let into = place::household(visitor, id, form.value("into")).await?;
    let (day, remark) = (day(form)?, given(form, "remark"));
    sure(form)?;
    let mut tx = desk.database.begin().await?;
    let mut moment = desk.moment();
    let actor = visitor.actor();
    household::merge(&mut tx, actor, desk.units, &mut moment, from, into, day, remark).await?;
    tx.commit().await?;
    Ok(into.0)
}

fn end_questions(visitor: &Visitor, detail: &Detail) -> Questions {
    let words = visitor.words();
    Questions {
        title: words.action_end(),
        lead: words.end_lead(&detail.household.head),
        fields: vec![
            Field::Date(Named::new("day", words.end_day()).required()),
            remark(visitor),
            Field::Sure(words.end_sure()),
        ],
        action: words.action_end(),
        to: String::new(),
    }
}

async fn end(visitor: &Visitor, id: &str, form: &Form) -> Result<HouseholdId, Wrong> {
    let desk = &visitor.desk;
    let (seen, day, remark) = (seen(id, form)?, day(form)?, given(form, "remark"));
    sure(form)?;
    let mut tx = desk.database.begin().await?;
    let mut moment = desk.moment();
    let actor = visitor.actor();
    household::died_out(&mut tx, actor, desk.units, &mut moment, seen, day, remark).await?;
    tx.commit().await?;
    Ok(seen.0)
}

/// Members who are not the head, to choose from.
fn others(detail: &Detail) -> Vec<Choice> {
    let others = present(&detail.persons).filter(|person| person.relation != HEAD);
    others.map(|person| Choice::new(person.id.to_string(), &*person.name)).collect()
}

fn present(persons: &[Person]) -> impl Iterator<Item = &Person> {
    persons.iter().filter(|person| person.gone.is_none())
}

fn chosen(form: &Form, field: &'static str) -> Result<PersonId, Wrong> {
    form.value(field).parse().map_err(|_| Wrong::with(field)(no_choice()))
}

fn no_choice() -> Problem {
    Problem::invalid("desk.household.no_choice")
}
