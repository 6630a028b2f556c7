//! `/rounds/{id}/meeting?village=`: the minutes of a village meeting.

use access::Verb;
use axum::extract::{Path, Query};
use ground::{Result, RoundId, VillageId};
use law::{Class, Limit, Step};
use review::case::{self, Case};
use review::meeting::{self, Minutes, Vote};
use review::round::{self, Round};
use review::rules::{Rules, Stage};
use serde::Deserialize;
use ui::{Flash, Form, read_number};

use super::{act, again, basis, below, id as read_id, look};
use crate::pages::household::form::{Field, Named, Questions, Wrong, day, shown_below};
use crate::reply::{Reply, go};
use crate::say;
use crate::visitor::{Posted, Visitor};

/// What the address asks for; `none` for households of no known village.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    village: String,
}

/// A village as a form names it.
pub(super) fn village(text: &str) -> Result<Option<VillageId>> {
    if text == "none" { Ok(None) } else { text.parse().map(Some) }
}

/// The round, and all its cases of a village.
async fn of_village(visitor: &Visitor, id: &str, village_id: &str) -> Result<(Round, Vec<Case>)> {
    let id: RoundId = read_id(id, "review.round.missing")?;
    let village = village(village_id)?;
    look!(visitor, |tx, office| {
        let mut cases = case::of_round(tx, id).await?;
        cases.retain(|case| case.village == village);
        Ok((round::find(tx, &office, id).await?, cases))
    })
}

pub(super) async fn ask(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Reply {
    visitor.must(Verb::Review)?;
    let read = of_village(&visitor, &id, &asked.village).await;
    let (round, cases) = read.map_err(|problem| visitor.trouble(problem))?;
    let asked = questions(&visitor, &round, &cases).map_err(|problem| visitor.trouble(problem))?;
    shown_below(&visitor, below(&visitor, &round), 0, asked, filled(&cases))
}

pub(super) async fn save(
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Posted { visitor, form }: Posted,
) -> Reply {
    let read = of_village(&visitor, &id, &asked.village).await;
    let (round, cases) = read.map_err(|problem| visitor.trouble(problem))?;
    let held = match minutes(&form, &asked.village, &cases) {
        Ok(minutes) => act!(visitor, meeting::hold, round.id, &minutes).map_err(Wrong::from),
        Err(wrong) => Err(wrong),
    };
    match held {
        Ok(_) => {
            let saved = Flash::done(visitor.words().meeting_saved());
            go(&format!("/rounds/{id}"), Some(saved))
        }
        Err(wrong) => {
            let asked = questions(&visitor, &round, &cases);
            let asked = asked.map_err(|problem| visitor.trouble(problem))?;
            again(&visitor, below(&visitor, &round), 0, asked, form, wrong)
        }
    }
}

fn questions(visitor: &Visitor, round: &Round, cases: &[Case]) -> Result<Questions> {
    let words = visitor.words();
    let (law, today) = (&visitor.desk.law, visitor.desk.today());
    let procedure = Rules::of(law, &round.procedure)?.procedure;
    let percent = procedure.limit(Limit::MeetingAgreement, today).amount;
    let name = cases.first().map_or("", |case| case.village_name.as_str());
    let mut fields = vec![
        Field::Part(words.meeting_title(super::board::village(words, name))),
        Field::Date(Named::new("day", words.meeting_day()).required()),
        Field::Text(Named::new("chair", words.meeting_chair()).required()),
        Field::Text(Named::new("secretary", words.meeting_secretary()).required()),
        Field::Text(Named::new("attendance", words.meeting_attendance()).required()),
    ];
    for case in cases.iter().filter(|case| case.state.stage == Stage::Meeting) {
        let class = case.classes.latest().unwrap_or(Class::Undetermined);
        let agree = words.meeting_agree(say::class(words, class), &case.head);
        fields.push(Field::Part(case.head.clone()));
        fields.push(Field::Text(Named::new(format!("agree-{}", case.id), agree).required()));
        let disagree = words.meeting_disagree(&case.head);
        fields.push(Field::Text(Named::new(format!("disagree-{}", case.id), disagree).required()));
        // The version the officer saw goes with the vote.
        fields.push(Field::Hidden(format!("version-{}", case.id), case.version.to_string()));
    }
    Ok(Questions {
        title: words.round_meet(),
        lead: words.meeting_lead(percent, basis::of_step(visitor, procedure, Step::Meeting)),
        fields,
        action: words.meeting_save(),
        to: String::new(),
    })
}

fn filled(cases: &[Case]) -> Form {
    cases.iter().fold(Form::new(), |form, case| form.with(format!("disagree-{}", case.id), "0"))
}

fn minutes(form: &Form, village_id: &str, cases: &[Case]) -> Result<Minutes, Wrong> {
    let number = |field: String| read_number(form.value(&field)).map_err(Wrong::with(field));
    let mut votes = Vec::new();
    for case in cases {
        let seen = form.value(&format!("version-{}", case.id));
        votes.push(Vote {
            case: case.id,
            // Only what the form was made for has been voted on.
            version: match seen.parse() {
                Ok(version) => version,
                Err(_) => continue,
            },
            agree: number(format!("agree-{}", case.id))?,
            disagree: number(format!("disagree-{}", case.id))?,
        });
    }
    Ok(Minutes {
        village: village(village_id)?,
        day: day(form)?,
        chair: form.value("chair").to_owned(),
        secretary: form.value("secretary").to_owned(),
        attendance: number("attendance".to_owned())?,
        votes,
    })
}
