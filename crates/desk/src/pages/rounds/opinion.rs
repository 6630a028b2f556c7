//! `/rounds/{id}/opinion`: the higher opinion on the results whose posting is over.

use access::Verb;
use axum::extract::Path;
use ground::{Result, RoundId};
use law::Step;
use review::case::{self, Case};
use review::opinion::{self, Opinion};
use review::round::{self, Round};
use review::rules::Rules;
use ui::{Choice, Flash, Form};

use super::{act, again, basis, below, id as read_id, look};
use crate::pages::household::form::{Field, Named, Questions, Wrong, day, shown_below};
use crate::reply::{Reply, go};
use crate::visitor::{Posted, Visitor};

async fn over(visitor: &Visitor, id: &str) -> Result<(Round, Vec<Case>)> {
    let id: RoundId = read_id(id, "review.round.missing")?;
    let today = visitor.desk.today();
    look!(visitor, |tx, office| {
        let mut cases = case::of_round(tx, id).await?;
        cases.retain(|case| case.posting_over(today));
        Ok((round::find(tx, &office, id).await?, cases))
    })
}

pub(super) async fn ask(visitor: Visitor, Path(id): Path<String>) -> Reply {
    visitor.must(Verb::Review)?;
    let read = over(&visitor, &id).await;
    let (round, cases) = read.map_err(|problem| visitor.trouble(problem))?;
    let asked = questions(&visitor, &round, &cases).map_err(|problem| visitor.trouble(problem))?;
    let trail = below(&visitor, &round);
    shown_below(&visitor, trail, 0, asked, Form::new())
}

pub(super) async fn save(Path(id): Path<String>, Posted { visitor, form }: Posted) -> Reply {
    let read = over(&visitor, &id).await;
    let (round, cases) = read.map_err(|problem| visitor.trouble(problem))?;
    let given = day(&form).map(|day| Opinion {
        number: form.value("number").to_owned(),
        day,
        text: form.value("reason").to_owned(),
        against: cases
            .iter()
            .filter(|case| form.has("against", &case.id.to_string()))
            .map(|case| case.id)
            .collect(),
    });
    let recorded = match given {
        Ok(given) => act!(visitor, opinion::record, round.id, &given).map_err(Wrong::from),
        Err(wrong) => Err(wrong),
    };
    match recorded {
        Ok(count) => {
            let saved = Flash::done(visitor.words().opinion_saved(count));
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
    let procedure = Rules::of(&visitor.desk.law, &round.procedure)?.procedure;
    let heads = cases.iter().map(|case| Choice::new(case.id.to_string(), &*case.head));
    Ok(Questions {
        title: words.opinion_title(),
        lead: words.opinion_lead(cases.len(), basis::of_step(visitor, procedure, Step::Opinion)),
        fields: vec![
            Field::Text(Named::new("number", words.opinion_number()).required()),
            Field::Date(Named::new("day", words.opinion_day()).required()),
            Field::Boxes(Named::new("against", words.opinion_against()), heads.collect()),
            Field::Text(Named::new("reason", words.opinion_text())),
        ],
        action: words.round_opinion(),
        to: String::new(),
    })
}
