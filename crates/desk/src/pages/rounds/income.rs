//! `/rounds/cases/{id}/income`: the income form of a household that asks to be recognised as of average living
//! standard.

use access::Verb;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use ground::{CaseId, Lang, Problem, Result};
use law::{Area, IncomeForm, Status};
use review::case::{self, Case, Reason};
use review::income::{self, Declared, Income};
use review::round::Round;
use ui::{Choice, Flash, Form, Frame, Words};

use super::{act, id as read_id, look};
use crate::pages::household::form::{Wrong, day, mendable};
use crate::reply::{Reply, Trouble, go, page_with};
use crate::visitor::{Posted, Visitor};

#[derive(Template)]
#[template(path = "rounds/income.html")]
struct IncomePage {
    frame: Frame,
    lead: String,
    form: Form,
    version: String,
    sources: Vec<Line>,
    /// Whether a line of the form has not been seen.
    unverified: bool,
    farm: Vec<Choice>,
    band: Band,
    back: String,
}

/// A line of the form.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) name: String,
}

/// Between which incomes a household is of average living standard, as the standard of the day has it.
struct Band {
    text: String,
    basis: String,
    unverified: bool,
}

async fn found(visitor: &Visitor, id: &str) -> Result<(Case, Round)> {
    let id: CaseId = read_id(id, "review.case.missing")?;
    let (case, round) = look!(visitor, |tx, office| case::find(tx, &office, id).await?);
    if case.reason != Reason::Average {
        return Err(Problem::conflict("review.income.case"));
    }
    Ok((case, round))
}

pub(super) async fn ask(visitor: Visitor, Path(id): Path<String>) -> Reply {
    visitor.must(Verb::Review)?;
    let trouble = |problem| visitor.trouble(problem);
    let (case, round) = found(&visitor, &id).await.map_err(trouble)?;
    let form = Form::new()
        .with("day", visitor.desk.today().vietnamese())
        .with("members", case.members.to_string());
    shown(&visitor, &case, &round, form)
}

pub(super) async fn save(Path(id): Path<String>, Posted { visitor, form }: Posted) -> Reply {
    let trouble = |problem| visitor.trouble(problem);
    let (case, round) = found(&visitor, &id).await.map_err(trouble)?;
    match recorded(&visitor, &case, &form).await {
        Ok(()) => {
            let saved = Flash::done(visitor.words().case_saved());
            go(&format!("/rounds/cases/{id}"), Some(saved))
        }
        Err(wrong) if mendable(&wrong.problem) => {
            let field = super::field(&wrong);
            let form = form.wrong(field, visitor.words().problem(&wrong.problem));
            shown(&visitor, &case, &round, form)
        }
        Err(wrong) => Err(trouble(wrong.problem)),
    }
}

async fn recorded(visitor: &Visitor, case: &Case, form: &Form) -> Result<(), Wrong> {
    let farm = match form.value("farm") {
        "yes" => true,
        "no" => false,
        _ => return Err(Wrong::with("farm")(Problem::invalid("desk.household.no_choice"))),
    };
    let declared = declared(visitor, form, farm)?;
    let seen = (case.id, form.value("version").parse().unwrap_or(0));
    act!(visitor, income::record, seen, &declared)?;
    Ok(())
}

/// An income as it was typed.
pub(super) fn declared(visitor: &Visitor, form: &Form, farm: bool) -> Result<Declared, Wrong> {
    let on = day(form)?;
    let law_form = income::form_on(&visitor.desk.law, on)?;
    let mut amounts = Vec::new();
    for source in &law_form.sources {
        let typed = form.value(&source.id).trim();
        if !typed.is_empty() {
            let amount = ui::read_number(typed).map_err(Wrong::with(source.id.as_str()))?;
            amounts.push((source.id.clone(), amount));
        }
    }
    let members = ui::read_number(form.value("members")).map_err(Wrong::with("members"))?;
    Ok(Declared { day: on, farm, members, amounts })
}

fn shown(visitor: &Visitor, case: &Case, round: &Round, form: Form) -> Reply {
    let built = built(visitor, case, round, form);
    let built = built.map_err(|problem| -> Trouble { visitor.trouble(problem) })?;
    let sound = built.form.is_sound();
    page_with(if sound { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, &built)
}

fn built(visitor: &Visitor, case: &Case, round: &Round, form: Form) -> Result<IncomePage> {
    let (words, desk) = (visitor.words(), &visitor.desk);
    let law_form = income::form_on(&desk.law, desk.today())?;
    let mut trail = super::below(visitor, round);
    let back = format!("/rounds/cases/{}", case.id);
    trail.push(ui::Crumb::new(&*case.head, back.clone()));
    Ok(IncomePage {
        frame: Frame { trail, ..visitor.frame(words.income_title()) },
        lead: words.income_lead(&case.head, law_form.months),
        form,
        version: case.version.to_string(),
        sources: lines(law_form, words.lang()),
        unverified: is_unverified(law_form),
        farm: vec![Choice::new("yes", words.yes()), Choice::new("no", words.no())],
        band: band(visitor, case)?,
        back,
    })
}

pub(super) fn lines(form: &IncomeForm, lang: Lang) -> Vec<Line> {
    let line = |source: &law::IncomeSource| Line {
        id: source.id.clone(),
        name: source.name.get(lang).to_owned(),
    };
    form.sources.iter().map(line).collect()
}

/// Whether a line of the form has not been compared with the law.
pub(super) fn is_unverified(form: &IncomeForm) -> bool {
    form.sources.iter().any(|source| source.citation.status == Status::Unverified)
}

fn band(visitor: &Visitor, case: &Case) -> Result<Band> {
    let (words, desk) = (visitor.words(), &visitor.desk);
    let today = desk.today();
    let standard = income::standard_on(&desk.law, today)?;
    let setting = registry::setting(desk.units, case.unit, today);
    let area = setting.area.unwrap_or(Area::Rural);
    let value = |id: &str| standard.values().iter().find(|value| value.id == id);
    let figure = |id: &str| value(id).and_then(|value| value.figure(area, today));
    let bounds = figure("income_line").zip(figure("average_ceiling"));
    let Some((line, ceiling)) = bounds else {
        return Err(Problem::missing("review.income.no_rule").with("day", today));
    };
    let act = desk.law.source(&ceiling.citation.act).map_or("", |act| act.number.as_str());
    Ok(Band {
        text: words.income_band(words.number(ceiling.amount), words.number(line.amount)),
        basis: format!("{act}, {}", ceiling.citation.article),
        unverified: [line, ceiling].iter().any(|it| it.citation.status == Status::Unverified),
    })
}

/// What was recorded, as the page of the case shows it.
pub(super) struct Recorded {
    pub(super) lines: Vec<(String, String)>,
    pub(super) facts: Vec<(&'static str, String)>,
}

pub(super) fn recorded_view(visitor: &Visitor, income: &Income) -> Recorded {
    let words: &'static Words = visitor.words();
    let form = visitor.desk.law.income_form(&income.form);
    let name = |id: &str| {
        let source = form.and_then(|form| form.sources.iter().find(|source| source.id == id));
        source.map_or(id, |source| source.name.get(words.lang())).to_owned()
    };
    let dong = |amount: i64| words.dong(words.number(amount));
    let declared = &income.declared;
    let farms = if declared.farm { words.yes() } else { words.no() };
    // Only of a household that asks for average living standard it matters whether it farms.
    let farm = income.class.map(|_| (words.income_farm(), farms.to_owned()));
    Recorded {
        lines: declared.amounts.iter().map(|(id, amount)| (name(id), dong(*amount))).collect(),
        facts: vec![
            (words.case_day(), declared.day.vietnamese()),
            (words.income_total(), dong(income.total)),
            (words.members(), words.number(declared.members)),
            (words.income_per_head(), dong(income.per_head)),
        ]
        .into_iter()
        .chain(farm)
        .collect(),
    }
}
