//! `/rounds/{id}/decision`: the chair decides; `/rounds/decisions/{id}`: the decision and its
//! certificates, to print, sign and stamp.

use access::Verb;
use askama::Template;
use axum::extract::Path;
use ground::{DecisionId, Result, RoundId};
use law::Step;
use review::case::{self, Case};
use review::decision::{self, Decision, Line, List};
use review::round::{self, Round};
use review::rules::Rules;
use ui::{Flash, Form, Frame};

use super::{act, again, basis, below, id as read_id, look, paper, trail, words};
use crate::pages::household::form::{Field, Named, Questions, Wrong, day, shown_below, sure};
use crate::reply::{Reply, go, page};
use crate::visitor::{Posted, Visitor};

async fn ready(visitor: &Visitor, id: &str) -> Result<(Round, Vec<Case>)> {
    let id: RoundId = read_id(id, "review.round.missing")?;
    look!(visitor, |tx, office| {
        let round = round::find(tx, &office, id).await?;
        let rules = Rules::of(&visitor.desk.law, &round.procedure)?;
        let cases = decision::ready(case::of_round(tx, id).await?, &rules, visitor.desk.today());
        Ok((round, cases))
    })
}

pub(super) async fn ask(visitor: Visitor, Path(id): Path<String>) -> Reply {
    visitor.must(Verb::Decide)?;
    let read = ready(&visitor, &id).await;
    let (round, cases) = read.map_err(|problem| visitor.trouble(problem))?;
    let asked = questions(&visitor, &round, &cases).map_err(|problem| visitor.trouble(problem))?;
    let trail = below(&visitor, &round);
    let form = Form::new().with("signer", visitor.actor().by.name.as_str());
    shown_below(&visitor, trail, 0, asked, form)
}

pub(super) async fn save(Path(id): Path<String>, Posted { visitor, form }: Posted) -> Reply {
    let read = ready(&visitor, &id).await;
    let (round, cases) = read.map_err(|problem| visitor.trouble(problem))?;
    match decide(&visitor, round.id, &form).await {
        Ok(decision) => {
            let saved = Flash::done(visitor.words().decision_saved());
            go(&format!("/rounds/decisions/{decision}"), Some(saved))
        }
        Err(wrong) => {
            let asked = questions(&visitor, &round, &cases);
            let asked = asked.map_err(|problem| visitor.trouble(problem))?;
            again(&visitor, below(&visitor, &round), 0, asked, form, wrong)
        }
    }
}

async fn decide(visitor: &Visitor, id: RoundId, form: &Form) -> Result<DecisionId, Wrong> {
    let on = day(form)?;
    sure(form)?;
    let (number, signer) = (form.value("number"), form.value("signer"));
    Ok(act!(visitor, decision::decide, id, number, on, signer)?)
}

fn questions(visitor: &Visitor, round: &Round, cases: &[Case]) -> Result<Questions> {
    let words = visitor.words();
    let procedure = Rules::of(&visitor.desk.law, &round.procedure)?.procedure;
    Ok(Questions {
        title: words.decision_title(),
        lead: words.decision_lead(cases.len(), basis::of_step(visitor, procedure, Step::Decision)),
        fields: vec![
            Field::Text(Named::new("number", words.decision_number()).required()),
            Field::Date(Named::new("day", words.decision_day()).required()),
            Field::Text(Named::new("signer", words.decision_signer()).required()),
            Field::Sure(words.decision_sure()),
        ],
        action: words.round_decide(),
        to: String::new(),
    })
}

#[derive(Template)]
#[template(path = "rounds/decision.html")]
struct DecisionPage {
    frame: Frame,
    url: String,
    commune: String,
    number: String,
    place: String,
    standard: String,
    signer: String,
    lists: Vec<(&'static str, Vec<Line>)>,
    /// How many papers.
    certificates: usize,
    /// Too many to wait for.
    many: bool,
}

pub(super) async fn found(visitor: &Visitor, id: &str) -> Result<(Decision, Vec<Line>)> {
    let id: DecisionId = read_id(id, "review.decision.missing")?;
    look!(visitor, |tx, office| decision::find(tx, &office, id).await)
}

pub(super) async fn show(visitor: Visitor, Path(id): Path<String>) -> Reply {
    let found = found(&visitor, &id).await;
    let (decision, lines) = found.map_err(|problem| visitor.trouble(problem))?;
    let words = visitor.words();
    let standard = visitor.desk.law.standard(&decision.standard);
    let standard = standard.map_or("", |standard| standard.name(words.lang()));
    let on = |list: List| lines.iter().filter(|line| line.list == list).cloned().collect();
    // What is on no list is no part of the printed decision.
    let has = |list: List| lines.iter().any(|line| line.list == list);
    let printed = List::ALL.iter().filter(|list| list.is_printed(has(**list)));
    let certificates = lines.iter().filter(|line| line.certificate.is_some()).count();
    page(&DecisionPage {
        url: format!("/rounds/decisions/{}", decision.id),
        commune: visitor.unit_name(decision.unit),
        number: words.number_of(&decision.number),
        place: place(&visitor, &decision),
        standard: words.decision_standard(standard),
        signer: decision.signer.clone(),
        lists: printed.map(|list| (words::list(words, *list), on(*list))).collect(),
        certificates,
        many: certificates > paper::AT_ONCE,
        frame: Frame {
            trail: trail(&visitor),
            ..visitor.frame(&words.decision_named(&decision.number))
        },
    })
}

/// Place and date as the head of an official document has them: days below ten and January and February
/// with a zero before them.
fn place(visitor: &Visitor, decision: &Decision) -> String {
    let (day, month) = (decision.day.day(), decision.day.month());
    let name = visitor.desk.units.get(decision.unit).map_or("", |unit| unit.name.as_str());
    let month = if month < 3 { format!("{month:02}") } else { month.to_string() };
    visitor.words().place_and_date(
        format!("{day:02}"),
        month,
        name,
        decision.day.year().to_string(),
    )
}
